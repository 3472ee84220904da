import {
  currencyExponent,
  formatAmount,
  parseAmount,
} from "../../kernel/mod.ts";
import type { Micros } from "../../kernel/mod.ts";
import type { NamedValue } from "./names.ts";
import { Refused } from "./refused.ts";

const MICROS_DIGITS = 6;

/** How a source writes amounts. */
export interface AmountForm {
  amount_unit: "major" | "minor";
  decimal_comma: boolean;
  /** Whether a minus says that the amount was given back. */
  may_be_negative: boolean;
}

/** Reads an amount of a currency; refuses whatever could be read in two ways. */
export function readAmount(
  { name, value }: NamedValue,
  form: AmountForm,
  currency: string,
): Micros {
  const micros = parse(value, form, currency);
  if (micros !== null) return micros;
  throw new Refused(
    "invalid_amount",
    `"${value.slice(0, 60)}" in "${name}" is not an amount: ${expected(value, form, currency)}`,
  );
}

function parse(
  text: string,
  form: AmountForm,
  currency: string,
): Micros | null {
  const { decimal_comma, may_be_negative: negative } = form;
  if (form.amount_unit === "major") {
    return parseAmount(text.trim(), { decimal_comma, negative });
  }
  const digits = MICROS_DIGITS - (currencyExponent(currency) ?? 2);
  const minor = /^-?\d{1,18}$/.test(text.trim()) ? BigInt(text.trim()) : null;
  if (minor === null || (minor < 0n && !negative)) return null;
  const micros = minor * 10n ** BigInt(digits);
  return parseAmount(formatAmount(micros, currency), { negative });
}

function expected(value: string, form: AmountForm, currency: string): string {
  if (form.amount_unit === "minor") {
    return `the source sends whole minor units, such as 1250 for ${formatAmount(12_500_000n, currency)} ${currency}`;
  }
  if (value.trim().startsWith("-")) {
    return "this source does not say that a negative amount is a refund (reversal_amount)";
  }
  const example = form.decimal_comma ? "12,50" : "12.50";
  const hint =
    /,\d{1,2}$/.test(value) && !form.decimal_comma
      ? "; a decimal comma is read only where the source says so (decimal_comma)"
      : "";
  return `a decimal such as ${example} is expected${hint}`;
}
