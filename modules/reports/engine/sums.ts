import type { Figures } from "../model.ts";
import { mulDivHalfEven } from "../../kernel/mod.ts";
import type { ClickKind } from "./click_kinds.ts";
import type { ClickMoney } from "./click_prices.ts";
import type { ConversionCounts, Counted, PeriodCounts } from "./counted.ts";
import { inParts, roundParts, thousandthsInParts } from "./exchange.ts";
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

/** Groups of a period, and the bases that their clicks are of. */
interface Part {
  bases: readonly number[];
  groups: readonly number[];
}

/** Adds up groups of a period to figures. */
export class Sums {
  readonly #counted: Counted;
  readonly #lanes: Lanes;
  readonly #exchange: Exchange;
  readonly #clicks: Float64Array;
  readonly #conversions: Float64Array;
  readonly #halves: Float64Array;
  /** Tags that were added since the last figures. */
  readonly #tags: Touched;

  constructor(counted: Counted, lanes: Lanes, exchange: Exchange) {
    this.#counted = counted;
    this.#lanes = lanes;
    this.#exchange = exchange;
    this.#clicks = new Float64Array(counted.kinds.length);
    this.#conversions = new Float64Array(lanes.tags);
    this.#halves = new Float64Array(lanes.tags * HALVES);
    this.#tags = new Touched(lanes.tags);
  }

  /** Figures of one group, without its median. */
  quick({ counts }: PeriodSums, base: number, group: number): Figures {
    counts.clicks.addTo(this.#clicks, base, 1);
    this.#addConversions(counts, group, 1);
    return this.#take(null);
  }

  /** Figures of one group. */
  of(period: PeriodSums, base: number, group: number): Figures {
    const figures = this.quick(period, base, group);
    figures.seconds_to_convert = period.medians.of(group);
    return figures;
  }

  /** Figures of everything but some groups. */
  without({ counts, medians }: PeriodSums, { bases, groups }: Part): Figures {
    counts.clicks.addAllTo(this.#clicks);
    for (const base of bases) counts.clicks.addTo(this.#clicks, base, -1);
    const { conversions } = counts;
    for (let cell = 0; cell < conversions.cells.size; cell++) {
      this.#addCell(conversions, cell, 1);
    }
    for (const group of groups) this.#addConversions(counts, group, -1);
    return this.#take(medians.without(groups));
  }

  /** Figures of what was added since the last ones. */
  #take(seconds_to_convert: number | null): Figures {
    const conversions = { pending: 0, approved: 0, rejected: 0, reversed: 0 };
    const money = new MoneySums();
    for (const tag of this.#tags.take()) {
      const status = this.#lanes.status(tag);
      const price = this.#lanes.price(tag);
      if (price !== null) this.#addClicks(tag, price, money);
      if (isStatus(status)) conversions[status] += this.#conversions[tag]!;
      if (status === "approved" || status === "pending") {
        this.#convert(tag, status, money);
      }
      this.#conversions[tag] = 0;
      this.#halves.fill(0, tag * HALVES, (tag + 1) * HALVES);
    }
    return {
      clicks: this.#clickFigures(),
      conversions,
      ...money.figures(),
      seconds_to_convert,
      unconverted: money.unconverted(),
    };
  }

  #addConversions(
    { conversions }: PeriodCounts,
    group: number,
    times: 1 | -1,
  ): void {
    const { cells } = conversions;
    for (let cell = cells.first(group); cell >= 0; cell = cells.next(cell)) {
      this.#addCell(conversions, cell, times);
    }
  }

  #addCell(of: ConversionCounts, cell: number, times: 1 | -1): void {
    const tag = of.cells.tag(cell);
    this.#tags.add(tag);
    this.#conversions[tag]! += of.counts[cell]! * times;
    const from = cell * HALVES;
    const to = tag * HALVES;
    for (let half = 0; half < HALVES; half += 2) {
      const low = of.halves[from + half]! * times;
      const high = of.halves[from + half + 1]! * times;
      addHalves(this.#halves, to + half, low, high);
    }
  }

  #clickFigures(): Figures["clicks"] {
    const clicks = noClicks();
    for (let number = 0; number < this.#clicks.length; number++) {
      const count = this.#clicks[number]!;
      this.#clicks[number] = 0;
      if (count !== 0) addKind(clicks, this.#counted.kinds[number]!, count);
    }
    return clicks;
  }

  /** Adds the money of clicks at a price. */
  #addClicks(tag: number, price: ClickMoney, money: MoneySums): void {
    const clicks = BigInt(this.#conversions[tag]!);
    const revenue = clicks * price.revenue;
    const payout = clicks * price.payout;
    if (revenue === 0n && payout === 0n) return;
    const rate = this.#exchange.rate(tag);
    if (rate === undefined) {
      const currency = this.#lanes.currency(tag);
      money.addUnconvertedThousandths(currency, revenue, payout);
      return;
    }
    money.addClickParts(
      thousandthsInParts(revenue, rate),
      thousandthsInParts(payout, rate),
    );
  }

  #convert(tag: number, status: Moneyed, money: MoneySums): void {
    const at = tag * HALVES;
    const amount = wholeOf(this.#halves, at);
    const revenue = wholeOf(this.#halves, at + 2);
    const payout = wholeOf(this.#halves, at + 4);
    if (amount === 0n && revenue === 0n && payout === 0n) return;
    const rate = this.#exchange.rate(tag);
    if (rate === undefined) {
      money.addUnconverted(this.#lanes.currency(tag), status, revenue, payout);
    } else if (rate === "same") {
      money.add(status, 1n, amount, revenue, payout);
    } else {
      const convert = (of: bigint) => inParts(of, rate);
      money.add(status, 0n, convert(amount), convert(revenue), convert(payout));
    }
  }
}

type Moneyed = "approved" | "pending";

/** Amount, revenue, payout, pending revenue and payout, and what of revenue and payout is of clicks. */
type SevenSums = [bigint, bigint, bigint, bigint, bigint, bigint, bigint];

const none = (): SevenSums => [0n, 0n, 0n, 0n, 0n, 0n, 0n];

/** Sums of money: in micros, and in parts of a micro. */
class MoneySums {
  readonly #micros = none();
  #parts: SevenSums | null = null;
  /** In thousandths of micros. */
  #unconverted: Map<string, { revenue: bigint; payout: bigint }> | null = null;

  add(
    status: Moneyed,
    unit: 0n | 1n,
    amount: bigint,
    revenue: bigint,
    payout: bigint,
  ): void {
    const sums = unit === 1n ? this.#micros : (this.#parts ??= none());
    if (status === "pending") {
      sums[3] += revenue;
      sums[4] += payout;
      return;
    }
    sums[0] += amount;
    sums[1] += revenue;
    sums[2] += payout;
  }

  addClickParts(revenue: bigint, payout: bigint): void {
    const sums = (this.#parts ??= none());
    sums[1] += revenue;
    sums[2] += payout;
    sums[5] += revenue;
    sums[6] += payout;
  }

  /** Pending money names its currency, although only approved money is given. */
  addUnconverted(
    currency: string,
    status: Moneyed,
    revenue: bigint,
    payout: bigint,
  ): void {
    const is_given = status === "approved" ? 1000n : 0n;
    this.addUnconvertedThousandths(
      currency,
      revenue * is_given,
      payout * is_given,
    );
  }

  addUnconvertedThousandths(
    currency: string,
    revenue: bigint,
    payout: bigint,
  ): void {
    this.#unconverted ??= new Map();
    const sum = this.#unconverted.get(currency) ?? { revenue: 0n, payout: 0n };
    this.#unconverted.set(currency, sum);
    sum.revenue += revenue;
    sum.payout += payout;
  }

  figures() {
    const parts = this.#parts;
    const sums =
      parts === null
        ? this.#micros
        : this.#micros.map((micros, at) => roundParts(micros, parts[at]!));
    return {
      amount: sums[0]!,
      revenue: sums[1]!,
      payout: sums[2]!,
      pending_revenue: sums[3]!,
      pending_payout: sums[4]!,
      click_revenue: sums[5]!,
      click_payout: sums[6]!,
    };
  }

  unconverted(): Figures["unconverted"] {
    if (this.#unconverted === null) return [];
    return [...this.#unconverted]
      .map(([currency, { revenue, payout }]) => ({
        currency,
        revenue: mulDivHalfEven(revenue, 1n, 1000n),
        payout: mulDivHalfEven(payout, 1n, 1000n),
      }))
      .sort((a, b) => (a.currency < b.currency ? -1 : 1));
  }
}

/** Numbers below a limit that were added, each once. */
class Touched {
  readonly #is_in: Uint8Array;
  #numbers: number[] = [];

  constructor(size: number) {
    this.#is_in = new Uint8Array(size);
  }

  add(number: number): void {
    if (this.#is_in[number] === 1) return;
    this.#is_in[number] = 1;
    this.#numbers.push(number);
  }

  /** The numbers, which are forgotten. */
  take(): readonly number[] {
    const numbers = this.#numbers;
    if (numbers.length === 0) return numbers;
    this.#numbers = [];
    for (const number of numbers) this.#is_in[number] = 0;
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
