import type { Memory } from "./memory.ts";
import type { Thing } from "./plain_things.ts";

/** A number as a fraction. */
interface Fraction {
  top: bigint;
  bottom: bigint;
}

/** Figures of things, each added up one by one. */
export interface PlainFigures {
  clicks: {
    gross: number;
    valid: number;
    unique: number;
    invalid: number;
    bot: number;
    by_verdict: Record<string, number>;
  };
  conversions: Record<"pending" | "approved" | "rejected" | "reversed", number>;
  money: Record<
    "amount" | "revenue" | "payout" | "pending_revenue" | "pending_payout",
    bigint
  >;
  median: number | null;
  unconverted: { currency: string; revenue: bigint; payout: bigint }[];
}

const DAY_MS = 86_400_000;
/** Days that a rate is good for. */
const RATE_DAYS = 4;
const RATE_UNIT = 10n ** 12n;

/** The worth of one unit of a currency in another on a day; null if nobody said. */
export function rateOf(
  { rates }: Pick<Memory, "rates">,
  { from, to, day }: { from: string; to: string; day: string },
): Fraction | null {
  if (from === to) return { top: 1n, bottom: 1n };
  for (let back = 0; back <= RATE_DAYS; back++) {
    const date = new Date(Date.parse(day) - back * DAY_MS)
      .toISOString()
      .slice(0, 10);
    const of = (currency: string) => {
      const text = rates.get(date)?.get(currency);
      if (currency === "EUR" && rates.has(date)) return RATE_UNIT;
      if (text === undefined) return null;
      const [units = "0", fraction = ""] = text.split(".");
      return BigInt(units + fraction.padEnd(12, "0"));
    };
    const [top, bottom] = [of(to), of(from)];
    if (top !== null && bottom !== null) return { top, bottom };
  }
  return null;
}

/** Adds things up in a currency. */
export function plainFigures(
  things: readonly Thing[],
  { currency, memory }: { currency: string; memory: Pick<Memory, "rates"> },
): PlainFigures {
  const sums = new Sums();
  const figures: PlainFigures = {
    clicks: {
      gross: 0,
      valid: 0,
      unique: 0,
      invalid: 0,
      bot: 0,
      by_verdict: {},
    },
    conversions: { pending: 0, approved: 0, rejected: 0, reversed: 0 },
    money: {
      amount: 0n,
      revenue: 0n,
      payout: 0n,
      pending_revenue: 0n,
      pending_payout: 0n,
    },
    median: null,
    unconverted: [],
  };
  const seconds: number[] = [];
  for (const thing of things) {
    if (thing.is_click) {
      countClick(figures.clicks, thing);
      continue;
    }
    const status = thing.values["status"] as keyof PlainFigures["conversions"];
    figures.conversions[status]++;
    if (thing.seconds !== null) seconds.push(thing.seconds);
    if (status !== "approved" && status !== "pending") continue;
    const of = { from: thing.currency, to: currency, day: thing.rate_day };
    sums.add(status, thing, rateOf(memory, of));
  }
  for (const name of Object.keys(
    figures.money,
  ) as (keyof PlainFigures["money"])[]) {
    figures.money[name] = sums.rounded(name);
  }
  figures.median = medianOf(seconds);
  figures.unconverted = sums.unconverted();
  return figures;
}

function countClick(
  clicks: PlainFigures["clicks"],
  { values, is_bot, is_unique }: Thing,
): void {
  const verdict = values["verdict"] ?? "";
  const is_valid = verdict === "sent" && !is_bot;
  clicks.gross++;
  clicks.by_verdict[verdict] = (clicks.by_verdict[verdict] ?? 0) + 1;
  if (is_bot) clicks.bot++;
  if (is_valid) clicks.valid++;
  else clicks.invalid++;
  if (is_valid && is_unique) clicks.unique++;
}

/** Money by name, as fractions until the end. */
class Sums {
  readonly #sums = new Map<string, Fraction>();
  readonly #missing = new Map<
    string,
    { revenue: bigint; payout: bigint; all: Map<string, bigint> }
  >();

  add(
    status: "approved" | "pending",
    thing: Thing,
    rate: Fraction | null,
  ): void {
    const { amount, revenue, payout } = thing;
    if (rate === null) return this.#miss(status, thing);
    if (status === "approved") {
      this.#add("amount", amount, rate);
      this.#add("revenue", revenue, rate);
      this.#add("payout", payout, rate);
    } else {
      this.#add("pending_revenue", revenue, rate);
      this.#add("pending_payout", payout, rate);
    }
  }

  rounded(name: string): bigint {
    const { top, bottom } = this.#sums.get(name) ?? { top: 0n, bottom: 1n };
    return halfEven(top, bottom);
  }

  /** Those of which anything is something. */
  unconverted() {
    return [...this.#missing]
      .filter(([, { all }]) => [...all.values()].some((sum) => sum !== 0n))
      .map(([currency, { revenue, payout }]) => ({ currency, revenue, payout }))
      .sort((a, b) => (a.currency < b.currency ? -1 : 1));
  }

  #add(name: string, micros: bigint, rate: Fraction): void {
    const { top, bottom } = this.#sums.get(name) ?? { top: 0n, bottom: 1n };
    this.#sums.set(name, {
      top: top * rate.bottom + micros * rate.top * bottom,
      bottom: bottom * rate.bottom,
    });
  }

  #miss(
    status: string,
    { currency, rate_day, amount, revenue, payout }: Thing,
  ): void {
    const missing = this.#missing.get(currency) ?? {
      revenue: 0n,
      payout: 0n,
      all: new Map<string, bigint>(),
    };
    this.#missing.set(currency, missing);
    for (const [name, micros] of [
      ["amount", amount],
      ["revenue", revenue],
      ["payout", payout],
    ] as const) {
      const key = `${status} ${rate_day} ${name}`;
      missing.all.set(key, (missing.all.get(key) ?? 0n) + micros);
    }
    if (status !== "approved") return;
    missing.revenue += revenue;
    missing.payout += payout;
  }
}

function medianOf(seconds: readonly number[]): number | null {
  const sorted = seconds.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  if (upper === undefined) return null;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? upper;
  return (lower + upper) / 2;
}

/** Divides, and rounds a half to the even number. */
export function halfEven(top: bigint, bottom: bigint): bigint {
  const down = top / bottom - (top % bottom < 0n ? 1n : 0n);
  const rest = 2n * (top - down * bottom);
  if (rest < bottom || (rest === bottom && down % 2n === 0n)) return down;
  return down + 1n;
}
