import {
  currencyExponent,
  formatAmount,
  mulDivHalfEven,
} from "../kernel/mod.ts";
import type { Micros } from "../kernel/mod.ts";
import type { NamedValue } from "./names.ts";
import { Refused } from "./codes.ts";

const MICROS_DIGITS = 6;
const MICROS_PER_UNIT = 1_000_000n;

/** The format of a source's amounts. */
export interface AmountForm {
  amount_unit: "major" | "minor";
  decimal_comma: boolean;
  /** Whether a negative amount means a refund. */
  may_be_negative: boolean;
}

/** An amount that was read. */
export interface ReadAmount {
  micros: Micros;
  /** It had more than six decimal places. */
  is_rounded: boolean;
}

/** Reads an amount in a currency; refuses anything ambiguous. */
export function readAmount(
  { name, value, is_number }: NamedValue,
  form: AmountForm,
  currency: string,
): ReadAmount {
  // JSON numbers use a point, whatever the source uses in text.
  const notation = {
    decimal_comma: form.decimal_comma && is_number !== true,
    exponent: is_number === true,
  };
  const text = value.trim();
  const read =
    form.amount_unit === "major"
      ? readDecimal(text, notation)
      : readMinor(text, notation, currency);
  if (read !== null && (read.micros >= 0n || form.may_be_negative)) return read;
  throw new Refused(
    "invalid_amount",
    `"${value.slice(0, 60)}" in "${name}" is not an amount: ${expected(value, form, currency)}`,
  );
}

/** The notation of a decimal. */
export interface Notation {
  decimal_comma: boolean;
  /** Only JSON numbers may have an exponent. */
  exponent?: boolean;
}

const DECIMAL = /^(-?)(\d{0,40})(?:[.,](\d{0,64}))?(?:[eE]([+-]?\d{1,3}))?$/;
const UNITS_MAX_MICROS = 10n ** 18n;

/** Reads a plain decimal, rounded half-even to six places; null for anything else. */
export function readDecimal(
  text: string,
  { decimal_comma, exponent }: Notation,
): ReadAmount | null {
  const [, sign, units = "", fraction, power] = DECIMAL.exec(text) ?? [];
  if (sign === undefined || units + (fraction ?? "") === "") return null;
  if (text.includes(decimal_comma ? "." : ",")) return null;
  if (power !== undefined && exponent !== true) return null;
  const digits = BigInt(units + (fraction ?? ""));
  const places = (fraction?.length ?? 0) - Number(power ?? 0);
  const shift = MICROS_DIGITS - places;
  const magnitude =
    shift >= 0
      ? digits * 10n ** BigInt(shift)
      : mulDivHalfEven(digits, 1n, 10n ** BigInt(-shift));
  if (magnitude >= UNITS_MAX_MICROS) return null;
  const is_rounded = shift < 0 && magnitude * 10n ** BigInt(-shift) !== digits;
  return { micros: sign === "" ? magnitude : -magnitude, is_rounded };
}

/**
 * Reads whole minor units. A computed value may miss the whole number by a rounding error:
 * `1998.9999999999998`.
 */
function readMinor(
  text: string,
  notation: Notation,
  currency: string,
): ReadAmount | null {
  const is_plain = /^-?\d{1,18}$/.test(text);
  const is_computed = /\.\d{7,}$/.test(text) || notation.exponent === true;
  if (!is_plain && !is_computed) return null;
  const read = readDecimal(text, { ...notation, decimal_comma: false });
  if (read === null || read.micros % MICROS_PER_UNIT !== 0n) return null;
  const digits = MICROS_DIGITS - (currencyExponent(currency) ?? 2);
  const micros = (read.micros / MICROS_PER_UNIT) * 10n ** BigInt(digits);
  return { ...read, micros };
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
  return `must be a decimal such as ${example}${hint}`;
}
