import type { Figures } from "../model.ts";
import type { ClickKind } from "./click_kinds.ts";
import type { Counted, PeriodCounts } from "./counted.ts";
import { roundParts } from "./exchange.ts";
import type { Exchange, Lanes } from "./exchange.ts";
import { addHalves, HALVES, wholeOf } from "./halves.ts";
import type { Medians } from "./medians.ts";

const STATUSES = ["pending", "approved", "rejected", "reversed"] as const;

type Status = (typeof STATUSES)[number];

/** A period's counts, ready to be added up. */
export interface PeriodSums {
  counts: PeriodCounts;
  medians: Medians;
}

/** Adds up groups of a period to figures. */
export class Sums {
  readonly #counted: Counted;
  readonly #lanes: Lanes;
  readonly #exchange: Exchange;
  readonly #clicks: Float64Array;
  readonly #conversions: Float64Array;
  readonly #halves: Float64Array;
  /** Kinds and tags that were added since the last figures. */
  readonly #kinds = new Touched();
  readonly #tags = new Touched();

  constructor(counted: Counted, lanes: Lanes, exchange: Exchange) {
    this.#counted = counted;
    this.#lanes = lanes;
    this.#exchange = exchange;
    this.#clicks = new Float64Array(counted.kinds.length);
    this.#conversions = new Float64Array(lanes.tags);
    this.#halves = new Float64Array(lanes.tags * HALVES);
  }

  /** Figures of conversions by some groups, and clicks by some bases. */
  figures(
    { counts, medians }: PeriodSums,
    bases: ArrayLike<number>,
    groups: ArrayLike<number>,
  ): Figures {
    for (let at = 0; at < bases.length; at++) {
      this.#addClicks(counts, bases[at]!);
    }
    for (let at = 0; at < groups.length; at++) {
      this.#addConversions(counts, groups[at]!);
    }
    const conversions = { pending: 0, approved: 0, rejected: 0, reversed: 0 };
    const money = new MoneySums();
    for (const tag of this.#tags.take()) {
      const status = this.#lanes.status(tag);
      if (isStatus(status)) conversions[status] += this.#conversions[tag]!;
      this.#convert(tag, status, money);
      this.#conversions[tag] = 0;
      this.#halves.fill(0, tag * HALVES, (tag + 1) * HALVES);
    }
    return {
      clicks: this.#clickFigures(),
      conversions,
      ...money.figures(),
      seconds_to_convert: medians.of(groups),
      unconverted: money.unconverted(),
    };
  }

  #addClicks({ clicks: { cells, counts } }: PeriodCounts, base: number): void {
    for (let cell = cells.first(base); cell >= 0; cell = cells.next(cell)) {
      const kind = cells.tag(cell);
      this.#kinds.add(kind);
      this.#clicks[kind]! += counts[cell]!;
    }
  }

  #addConversions({ conversions }: PeriodCounts, group: number): void {
    const { cells, counts, halves } = conversions;
    for (let cell = cells.first(group); cell >= 0; cell = cells.next(cell)) {
      const tag = cells.tag(cell);
      this.#tags.add(tag);
      this.#conversions[tag]! += counts[cell]!;
      const from = cell * HALVES;
      const to = tag * HALVES;
      for (let half = 0; half < HALVES; half += 2) {
        addHalves(
          this.#halves,
          to + half,
          halves[from + half]!,
          halves[from + half + 1]!,
        );
      }
    }
  }

  #clickFigures(): Figures["clicks"] {
    const clicks = noClicks();
    for (const number of this.#kinds.take()) {
      const kind = this.#counted.kinds[number]!;
      const count = this.#clicks[number]!;
      this.#clicks[number] = 0;
      if (count !== 0) addKind(clicks, kind, count);
    }
    return clicks;
  }

  #convert(tag: number, status: string, money: MoneySums): void {
    if (status !== "approved" && status !== "pending") return;
    const values = [0, 1, 2].map((measure) =>
      wholeOf(this.#halves, tag * HALVES + measure * 2),
    );
    if (values.every((value) => value === 0n)) return;
    const converted = values.map((value) => this.#exchange.convert(tag, value));
    if (converted.includes(undefined)) {
      money.addUnconverted(this.#lanes.currency(tag), status, values);
    } else money.add(status, converted as bigint[]);
  }
}

/** Sums of money in parts of a micro. */
class MoneySums {
  #amount = 0n;
  #revenue = 0n;
  #payout = 0n;
  #pending_revenue = 0n;
  #pending_payout = 0n;
  readonly #unconverted = new Map<
    string,
    { revenue: bigint; payout: bigint }
  >();

  add(status: "approved" | "pending", money: readonly bigint[]): void {
    const [amount = 0n, revenue = 0n, payout = 0n] = money;
    if (status === "pending") {
      this.#pending_revenue += revenue;
      this.#pending_payout += payout;
      return;
    }
    this.#amount += amount;
    this.#revenue += revenue;
    this.#payout += payout;
  }

  /** A currency is named for pending money, too, although only approved money is given. */
  addUnconverted(
    currency: string,
    status: "approved" | "pending",
    money: readonly bigint[],
  ): void {
    const sum = this.#unconverted.get(currency) ?? { revenue: 0n, payout: 0n };
    this.#unconverted.set(currency, sum);
    if (status === "pending") return;
    const [, revenue = 0n, payout = 0n] = money;
    sum.revenue += revenue;
    sum.payout += payout;
  }

  figures() {
    return {
      amount: roundParts(this.#amount),
      revenue: roundParts(this.#revenue),
      payout: roundParts(this.#payout),
      pending_revenue: roundParts(this.#pending_revenue),
      pending_payout: roundParts(this.#pending_payout),
    };
  }

  unconverted(): Figures["unconverted"] {
    return [...this.#unconverted]
      .map(([currency, sum]) => ({ currency, ...sum }))
      .sort((a, b) => (a.currency < b.currency ? -1 : 1));
  }
}

/** Numbers that were added, each once. */
class Touched {
  readonly #is_in: boolean[] = [];
  #numbers: number[] = [];

  add(number: number): void {
    if (this.#is_in[number] === true) return;
    this.#is_in[number] = true;
    this.#numbers.push(number);
  }

  /** The numbers, which are forgotten. */
  take(): number[] {
    const numbers = this.#numbers;
    this.#numbers = [];
    for (const number of numbers) this.#is_in[number] = false;
    return numbers;
  }
}

export function clicksOfKind(kind: ClickKind): Figures["clicks"] {
  const clicks = noClicks();
  addKind(clicks, kind, 1);
  return clicks;
}

function noClicks(): Figures["clicks"] {
  const clicks = { gross: 0, valid: 0, unique: 0, invalid: 0, bot: 0 };
  return { ...clicks, by_verdict: {} };
}

function addKind(
  clicks: Figures["clicks"],
  kind: ClickKind,
  count: number,
): void {
  const { by_verdict } = clicks;
  by_verdict[kind.verdict] = (by_verdict[kind.verdict] ?? 0) + count;
  clicks.gross += count;
  if (kind.is_valid) clicks.valid += count;
  else clicks.invalid += count;
  if (kind.is_unique) clicks.unique += count;
  if (kind.is_bot) clicks.bot += count;
}

function isStatus(status: string): status is Status {
  return (STATUSES as readonly string[]).includes(status);
}
