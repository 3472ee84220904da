import { currencyExponent } from "../kernel/mod.ts";
import type { Micros } from "../kernel/mod.ts";

const MICROS_DIGITS = 6;

/** The least amount of a currency that can be sent. */
export function minorUnit(currency: string): Micros {
  const exponent = currencyExponent(currency);
  if (exponent === undefined) {
    throw new RangeError(`Cannot round an amount: "${currency}" is unknown`);
  }
  return 10n ** BigInt(MICROS_DIGITS - exponent);
}

/**
 * Splits a positive sum into what can be sent in the currency's minor unit, and the
 * rest below it. Unlike prices, this isn't rounded half to even: half a cent that
 * is still owed is paid later, and nobody is sent more than is owed.
 */
export function roundDown(
  sum_micros: Micros,
  currency: string,
): { amount_micros: Micros; rest_micros: Micros } {
  const unit = minorUnit(currency);
  if (sum_micros < 0n) {
    throw new RangeError("Cannot round an amount down: it is negative");
  }
  const rest_micros = sum_micros % unit;
  return { amount_micros: sum_micros - rest_micros, rest_micros };
}
