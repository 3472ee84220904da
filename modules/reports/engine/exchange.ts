import { mulDivHalfEven } from "../../kernel/mod.ts";
import { readPriceWord } from "./click_prices.ts";
import type { ClickMoney } from "./click_prices.ts";
import type { Counted } from "./counted.ts";
import type { Lane, Rate } from "./plan.ts";

/** Parts of a micro that are kept while lanes are added up. */
const PARTS = 10n ** 12n;
/** Parts of a thousandth of a micro, which prices of clicks have. */
const THOUSANDTH = PARTS / 1000n;

/** The status of conversions, and the lane of their money, by tag. */
export class Lanes {
  readonly #counted: Counted;
  readonly #status_of: string[] = [];
  readonly #currency_of: string[] = [];
  readonly #price_of: (ClickMoney | null)[] = [];

  constructor(counted: Counted) {
    this.#counted = counted;
    const { tags, words } = counted;
    for (let tag = 0; tag < tags.size; tag++) {
      const status = words.at(tags.code(tag, 0)) ?? "";
      this.#status_of.push(status);
      this.#price_of.push(readPriceWord(status));
      this.#currency_of.push(words.at(tags.code(tag, 1)) ?? "");
    }
  }

  get tags(): number {
    return this.#status_of.length;
  }

  status(tag: number): string {
    return this.#status_of[tag]!;
  }

  /** The money of each click of a tag; null if it is of conversions. */
  price(tag: number): ClickMoney | null {
    return this.#price_of[tag]!;
  }

  /** Whether clicks were counted that cost something. */
  hasPrices(): boolean {
    return this.#price_of.some((price) => price !== null);
  }

  currency(tag: number): string {
    return this.#currency_of[tag]!;
  }

  lane(tag: number): Lane {
    const { tags, words } = this.#counted;
    const rate_day = words.at(tags.code(tag, 2));
    return { currency: this.currency(tag), rate_day };
  }
}

/** The name of a lane among rates. */
export function laneName({ currency, rate_day }: Lane): string {
  return `${currency} ${rate_day ?? ""}`;
}

/** Rates by the name of their lane; a missing one isn't known. */
export type Rates = ReadonlyMap<string, Rate>;

/** Converts money to the report's currency. */
export class Exchange {
  readonly currency: string;
  readonly #rates: readonly (Rate | "same" | undefined)[];

  constructor(lanes: Lanes, currency: string, rates: Rates) {
    this.currency = currency;
    this.#rates = Array.from({ length: lanes.tags }, (_, tag) =>
      lanes.currency(tag) === currency
        ? "same"
        : rates.get(laneName(lanes.lane(tag))),
    );
  }

  /** The rate of a tag's money: none is needed, or none is known. */
  rate(tag: number): Rate | "same" | undefined {
    return this.#rates[tag];
  }
}

/** Converts money to parts of a micro. */
export function inParts(money: bigint, rate: Rate): bigint {
  return mulDivHalfEven(money, rate.numerator * PARTS, rate.denominator);
}

/** Converts thousandths of micros to parts of a micro. */
export function thousandthsInParts(money: bigint, rate: Rate | "same"): bigint {
  if (rate === "same") return money * THOUSANDTH;
  return mulDivHalfEven(money, rate.numerator * THOUSANDTH, rate.denominator);
}

/** Rounds a sum of micros and of parts to micros. */
export function roundParts(micros: bigint, parts: bigint): bigint {
  return mulDivHalfEven(micros * PARTS + parts, 1n, PARTS);
}
