import { isoTime, mulDivHalfEven } from "../../kernel/mod.ts";
import type { Micros } from "../../kernel/mod.ts";

/**
 * Maximum age of a rate in days. A day without rates (a weekend, a holiday, before
 * publication) uses the latest ones before it.
 */
export const RATE_AGE_MAX_DAYS = 4;

const RATE_DIGITS = 12;
const RATE_SHAPE = /^(\d{1,12})(?:\.(\d{1,12}))?$/;
const DAY_MS = 86_400_000;

/** A stored rate: units of the quote currency for one of the base. */
export interface FxRateRow {
  id: number;
  day: string;
  base: string;
  quote: string;
  version: number;
  rate: string;
}

/** A rate between two currencies, with the row that it comes from. */
export class Exchange {
  readonly rate_id: number;
  readonly day: string;
  /** Units of the one currency for those of the other: `numerator` ÷ `denominator`. */
  readonly numerator: bigint;
  readonly denominator: bigint;

  constructor(
    row: { rate_id: number; day: string },
    numerator: bigint,
    denominator: bigint,
  ) {
    this.rate_id = row.rate_id;
    this.day = row.day;
    this.numerator = numerator;
    this.denominator = denominator;
  }

  /** Converts an amount, rounded half to even at the micro. */
  convert(amount: Micros): Micros {
    return mulDivHalfEven(amount, this.numerator, this.denominator);
  }
}

/** The rates of one day and base in one version. */
interface RateSet {
  day: string;
  base: string;
  version: number;
  quotes: Map<string, { id: number; rate: bigint }>;
}

/**
 * Parses a positive rate with at most 12 digits on each side of the point, as an
 * integer in units of 10^-12; null for anything else.
 */
export function parseRate(text: string): bigint | null {
  const parts = RATE_SHAPE.exec(text.trim());
  if (parts === null) return null;
  const [, units = "", fraction = ""] = parts;
  const rate = BigInt(units + fraction.padEnd(RATE_DIGITS, "0"));
  return rate > 0n ? rate : null;
}

/**
 * An index of rates. A pair's rate of a day is the direct one, else the inverse,
 * else the cross rate over the base.
 */
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

  /** Whether a row is included. */
  knows(rate_id: number): boolean {
    return this.#of_row.has(rate_id);
  }

  /** Returns these rates plus others. */
  with(rows: readonly FxRateRow[]): FxRates {
    return new FxRates([...this.rows, ...rows]);
  }

  /**
   * Finds the rate of a day (UTC), or the latest of the few days before; null if
   * there is none.
   */
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

  /** Returns a pair's rate by a row, as `find` returned it when the row was used. */
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
