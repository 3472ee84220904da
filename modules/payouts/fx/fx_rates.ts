import { isoTime, mulDivHalfEven } from "../../kernel/mod.ts";
import type { Micros } from "../../kernel/mod.ts";

/** A day without a rate of its own (a weekend, a holiday, before the bank publishes) takes the last one of so many days before. */
export const RATE_AGE_MAX_DAYS = 4;

const RATE_DIGITS = 12;
const RATE_SHAPE = /^(\d{1,12})(?:\.(\d{1,12}))?$/;
const DAY_MS = 86_400_000;

/** One rate as it is stored: units of the quote for one of the base. */
export interface FxRateRow {
  id: number;
  day: string;
  base: string;
  quote: string;
  version: number;
  rate: string;
}

/** By what an amount of one currency becomes another, and the row that says so. */
export class Exchange {
  readonly rate_id: number;
  readonly day: string;
  readonly #numerator: bigint;
  readonly #denominator: bigint;

  constructor(
    row: { rate_id: number; day: string },
    numerator: bigint,
    denominator: bigint,
  ) {
    this.rate_id = row.rate_id;
    this.day = row.day;
    this.#numerator = numerator;
    this.#denominator = denominator;
  }

  /** An amount in the other currency, half-even to the micro. */
  convert(amount: Micros): Micros {
    return mulDivHalfEven(amount, this.#numerator, this.#denominator);
  }
}

/** The rates of one day and base at one version. */
interface RateSet {
  day: string;
  base: string;
  version: number;
  quotes: Map<string, { id: number; rate: bigint }>;
}

/** Reads a rate above zero with at most 12 digits on each side of the point, as so many parts of 10^12; null for anything else. */
export function parseRate(text: string): bigint | null {
  const parts = RATE_SHAPE.exec(text.trim());
  if (parts === null) return null;
  const [, units = "", fraction = ""] = parts;
  const rate = BigInt(units + fraction.padEnd(RATE_DIGITS, "0"));
  return rate > 0n ? rate : null;
}

/** Some rates, held ready. Of a currency pair the rate of a day is direct, else the inverse, else crossed over the base. */
export class FxRates {
  readonly rows: readonly FxRateRow[];
  readonly #sets = new Map<string, RateSet>();
  readonly #of_row = new Map<number, RateSet>();
  readonly #of_day = new Map<string, RateSet[]>();

  constructor(rows: readonly FxRateRow[]) {
    this.rows = rows;
    for (const { id, day, base, quote, version, rate } of rows) {
      const key = `${day} ${base} ${version}`;
      const set = this.#sets.get(key) ?? {
        day,
        base,
        version,
        quotes: new Map(),
      };
      this.#sets.set(key, set);
      set.quotes.set(quote, { id, rate: parseRate(rate) ?? 0n });
      this.#of_row.set(id, set);
    }
    const latest = new Map<string, RateSet>();
    for (const set of this.#sets.values()) {
      const key = `${set.day} ${set.base}`;
      if ((latest.get(key)?.version ?? 0) < set.version) latest.set(key, set);
    }
    for (const set of latest.values()) {
      const sets = this.#of_day.get(set.day) ?? [];
      this.#of_day.set(set.day, sets);
      sets.push(set);
      sets.sort((a, b) => (a.base < b.base ? -1 : 1));
    }
  }

  /** Whether it holds a row. */
  knows(rate_id: number): boolean {
    return this.#of_row.has(rate_id);
  }

  /** These and others. */
  with(rows: readonly FxRateRow[]): FxRates {
    return new FxRates([...this.rows, ...rows]);
  }

  /** The rate of a day (in UTC), or the last one of the days before; null where there is none. */
  find(from: string, to: string, at_ms: number): Exchange | null {
    for (let back = 0; back <= RATE_AGE_MAX_DAYS; back++) {
      const sets =
        this.#of_day.get(isoTime(at_ms - back * DAY_MS).slice(0, 10)) ?? [];
      for (const kind of KINDS) {
        for (const set of sets) {
          const found = pair(set, from, to);
          if (found !== null && kindOf(set, from, to) === kind) return found;
        }
      }
    }
    return null;
  }

  /** What a row says of a pair, as `find` said it when the row was taken. */
  of(rate_id: number, from: string, to: string): Exchange | null {
    const set = this.#of_row.get(rate_id);
    return set === undefined ? null : pair(set, from, to);
  }
}

const KINDS = ["direct", "inverse", "cross"] as const;

function kindOf(
  { base }: RateSet,
  from: string,
  to: string,
): (typeof KINDS)[number] {
  if (base === from) return "direct";
  return base === to ? "inverse" : "cross";
}

const ONE = 10n ** BigInt(RATE_DIGITS);

function pair(set: RateSet, from: string, to: string): Exchange | null {
  const { day, base, quotes } = set;
  const of_from = quotes.get(from);
  const of_to = quotes.get(to);
  if (base === from && of_to !== undefined) {
    return new Exchange({ rate_id: of_to.id, day }, of_to.rate, ONE);
  }
  if (of_from === undefined) return null;
  const row = { rate_id: of_from.id, day };
  if (base === to) return new Exchange(row, ONE, of_from.rate);
  return of_to === undefined
    ? null
    : new Exchange(row, of_to.rate, of_from.rate);
}
