import { currencyExponent } from "../../kernel/mod.ts";

/** Digits after the point by which Stripe counts otherwise than ISO 4217. */
const STRIPE_DIGITS: ReadonlyMap<string, number> = new Map([
  ["ISK", 2],
  ["UGX", 2],
  ["MGA", 0],
]);

/** Digits of the minor unit in which a payment provider writes amounts. */
export function minorDigits(
  currency: string | null,
  exceptions: ReadonlyMap<string, number> = new Map(),
): number {
  const code = (currency ?? "").toUpperCase();
  return exceptions.get(code) ?? currencyExponent(code) ?? 2;
}

/** Writes an amount in minor units as major ones; null if it is no whole number. */
export function majorOf(minor: string | null, digits: number): string | null {
  const [, sign, whole] = /^(-?)(\d{1,18})$/.exec(minor ?? "") ?? [];
  if (whole === undefined) return null;
  if (digits === 0) return `${sign}${whole}`;
  const padded = whole.padStart(digits + 1, "0");
  return `${sign}${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}

/** Reads amounts of a currency in minor units, as Stripe writes them. */
export function stripeMoney(currency: string | null) {
  const digits = minorDigits(currency, STRIPE_DIGITS);
  return (amount: string) => majorOf(amount, digits);
}

/** Reads amounts of a currency in minor units by ISO 4217. */
export function minorMoney(currency: string | null) {
  const digits = minorDigits(currency);
  return (amount: string) => majorOf(amount, digits);
}

const DECIMAL = /^-?(\d{1,15})(?:\.(\d{1,6}))?$/;
const PLACES = 6;

/** The sum of decimals without their signs; null if one is no decimal. */
export function sumOf(amounts: readonly (string | null)[]): string | null {
  let total = 0n;
  for (const amount of amounts) {
    const [, units, fraction = ""] = DECIMAL.exec(amount ?? "") ?? [];
    if (units === undefined) return null;
    total += BigInt(units + fraction.padEnd(PLACES, "0"));
  }
  const text = total.toString().padStart(PLACES + 1, "0");
  return `${text.slice(0, -PLACES)}.${text.slice(-PLACES)}`;
}
