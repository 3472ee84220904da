/** An amount of money: 1 unit of the currency = 1,000,000 micros. Never a float. */
export type Micros = bigint;

const MICROS_DIGITS = 6;
const MICROS_PER_UNIT = 1_000_000n;
const UNITS_MAX = 1_000_000_000_000n;

/**
 * ISO 4217 as of amendment 180 (BGN withdrawn), by minor-unit digits. Codes without a minor unit
 * (metals, bond units, XDR, XSU, XUA, XTS, XXX) are left out: nobody is paid in them.
 */
const CODES_BY_EXPONENT: readonly (readonly [number, string])[] = [
  [0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"],
  [
    2,
    `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF
    CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD
    GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL
    MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR
    PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP
    TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG`,
  ],
  [3, "BHD IQD JOD KWD LYD OMR TND"],
  [4, "CLF UYW"],
];

const EXPONENT_BY_CODE: ReadonlyMap<string, number> = new Map(
  CODES_BY_EXPONENT.flatMap(([exponent, codes]) =>
    codes.split(/\s+/).map((code): [string, number] => [code, exponent]),
  ),
);

/** Minor-unit digits of a currency; undefined for an unknown code. */
export function currencyExponent(code: string): number | undefined {
  return EXPONENT_BY_CODE.get(code);
}

/** Parses a currency code, ignoring case and surrounding spaces; null if ISO 4217 lacks it. */
export function parseCurrency(text: string): string | null {
  const code = text.trim().toUpperCase();
  return EXPONENT_BY_CODE.has(code) ? code : null;
}

/** Relaxations of `parseAmount`. */
export interface ParseAmountOptions {
  /** Allows a leading minus. */
  negative?: boolean;
  /** The decimal separator is a comma, and a point is refused. */
  decimal_comma?: boolean;
}

const AMOUNT_LENGTH_MAX = 64;
const AMOUNT_WITH_POINT = /^(-?)(\d+)(?:\.(\d{1,6}))?$/;
const AMOUNT_WITH_COMMA = /^(-?)(\d+)(?:,(\d{1,6}))?$/;

/**
 * Parses a plain decimal amount below 10^12 units with at most 6 decimals; null for anything else.
 * Nothing is guessed: no exponents, thousands separators or rounding.
 */
export function parseAmount(
  text: string,
  options: ParseAmountOptions = {},
): Micros | null {
  const trimmed = text.trim();
  if (trimmed.length > AMOUNT_LENGTH_MAX) return null;
  const shape =
    options.decimal_comma === true ? AMOUNT_WITH_COMMA : AMOUNT_WITH_POINT;
  const parts = shape.exec(trimmed);
  if (parts === null) return null;
  const [, sign = "", units = "", fraction = ""] = parts;
  if (sign !== "" && options.negative !== true) return null;
  const micros = BigInt(units + fraction.padEnd(MICROS_DIGITS, "0"));
  if (micros >= UNITS_MAX * MICROS_PER_UNIT) return null;
  return sign === "" ? micros : -micros;
}

/** Decimals for a code ISO 4217 has withdrawn since it was stored; the value stays exact. */
const EXPONENT_UNKNOWN = 2;

/** Formats an amount with the currency's decimals, and with more only if they aren't zero. */
export function formatAmount(micros: Micros, currency: string): string {
  const digits_min = currencyExponent(currency) ?? EXPONENT_UNKNOWN;
  const magnitude = micros < 0n ? -micros : micros;
  const text = magnitude.toString().padStart(MICROS_DIGITS + 1, "0");
  const units = text.slice(0, -MICROS_DIGITS);
  let fraction = text.slice(-MICROS_DIGITS);
  while (fraction.endsWith("0")) fraction = fraction.slice(0, -1);
  fraction = fraction.padEnd(digits_min, "0");
  const sign = micros < 0n ? "-" : "";
  return fraction === "" ? sign + units : `${sign}${units}.${fraction}`;
}

const PERCENT_MAX_MILLIONTHS = 1000n * MICROS_PER_UNIT;

/** Parses a percentage from 0 to 1000 to millionths of a percent; null for anything else. */
export function parsePercent(text: string): bigint | null {
  const millionths = parseAmount(text);
  return millionths !== null && millionths <= PERCENT_MAX_MILLIONTHS
    ? millionths
    : null;
}

/** A percentage (in millionths of a percent) of an amount, rounded half-even to the micro. */
export function percentOf(amount: Micros, percent_millionths: bigint): Micros {
  return mulDivHalfEven(amount, percent_millionths, 100n * MICROS_PER_UNIT);
}

/** value × numerator ÷ denominator, rounded half to even, as all money is. */
export function mulDivHalfEven(
  value: bigint,
  numerator: bigint,
  denominator: bigint,
): bigint {
  if (denominator === 0n) {
    throw new RangeError("Cannot divide an amount: the denominator is 0");
  }
  const product = denominator < 0n ? -value * numerator : value * numerator;
  const divisor = denominator < 0n ? -denominator : denominator;
  const quotient = product / divisor;
  const rest = product % divisor;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  const away = twice > divisor || (twice === divisor && quotient % 2n !== 0n);
  if (!away) return quotient;
  return product < 0n ? quotient - 1n : quotient + 1n;
}

/** Rounds an amount half-even to the currency's minor unit. */
export function roundToMinor(amount: Micros, currency: string): Micros {
  const exponent = currencyExponent(currency);
  if (exponent === undefined) {
    throw new RangeError(`Cannot round an amount: "${currency}" is unknown`);
  }
  const minor_unit = 10n ** BigInt(MICROS_DIGITS - exponent);
  return mulDivHalfEven(amount, 1n, minor_unit) * minor_unit;
}
