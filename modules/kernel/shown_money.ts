import {
  currencyExponent,
  formatAmount,
  roundToMinor,
  parseAmount,
} from "./money.ts";
import type { Micros } from "./money.ts";

/** An amount among others that is in another currency than they are. */
export interface OtherCurrency {
  micros: Micros;
  currency: string;
}

type Amount = Micros | OtherCurrency | null;

/** Decimal texts by field, and in `exact` those that rounding changed. */
export type ShownMoney<T> = {
  [Field in keyof T]: null extends T[Field] ? string | null : string;
} & { exact?: Partial<Record<keyof T, string>> };

/**
 * Amounts as people read them: each rounded half-even to its currency's minor unit. Where that
 * changes one, `exact` has it unrounded under the same name.
 */
export function shownMoney<T extends Record<string, Amount>>(
  currency: string,
  amounts: T,
): ShownMoney<T> {
  const shown: Record<string, string | null> = {};
  const exact: Record<string, string> = {};
  for (const [field, amount] of Object.entries<Amount>(amounts)) {
    if (amount === null) {
      shown[field] = null;
      continue;
    }
    const money =
      typeof amount === "bigint" ? { micros: amount, currency } : amount;
    const rounded = roundedForPeople(money);
    shown[field] = formatAmount(rounded, money.currency);
    if (rounded === money.micros) continue;
    exact[field] = formatAmount(money.micros, money.currency);
  }
  const is_exact = Object.keys(exact).length === 0;
  return { ...shown, ...(is_exact ? {} : { exact }) } as ShownMoney<T>;
}

/** An amount in a code that ISO 4217 has withdrawn since it was stored stays exact. */
function roundedForPeople({ micros, currency }: OtherCurrency): Micros {
  const is_known = currencyExponent(currency) !== undefined;
  return is_known ? roundToMinor(micros, currency) : micros;
}

/** Reads an amount as shown: unrounded where it was rounded, so that nothing is lost. */
export function readShown<Field extends string>(
  shown: Record<Field, string> & { exact?: Partial<Record<Field, string>> },
  field: Field,
): Micros {
  const text = shown.exact?.[field] ?? shown[field];
  const micros = parseAmount(text, { negative: true });
  if (micros === null) throw new Error(`No amount: "${text}"`);
  return micros;
}
