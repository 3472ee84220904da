import { mulDivHalfEven, parseCurrency } from "../../kernel/mod.ts";
import type { Micros } from "../../kernel/mod.ts";

/** An amount read from a cell. */
export type MoneyReading =
  | {
      ok: true;
      micros: Micros;
      /**
       * Currency beside the digits; null if there is none, or only a sign that
       * several currencies share.
       */
      currency: string | null;
      /** Sign beside the digits that several currencies share. */
      sign?: string | null;
      /** Whether digits beyond six decimals were rounded. */
      is_rounded: boolean;
    }
  | { ok: false; problem: string };

/** Decimal separator. */
export type DecimalMark = "." | ",";

const CHARS_MAX = 64;
const MICROS_DIGITS = 6;
const NO_FRACTION = "0".repeat(MICROS_DIGITS);
const UNITS_DIGITS_MAX = 12;
const PLAIN = /^(-?)(\d{1,12})(?:\.(\d{1,6}))?$/;
/** Currencies that share a sign, the most common first. */
const CURRENCIES_OF_SIGN: Readonly<Record<string, readonly string[]>> = {
  $: "USD CAD AUD NZD SGD HKD MXN ARS CLP COP TWD".split(" "),
  "¥": ["JPY", "CNY"],
};

/**
 * Returns the currency beside an amount. A shared sign means the expected currency
 * if it has that sign, else the most common one.
 */
export function signCurrency(
  {
    currency,
    sign = null,
  }: { currency: string | null; sign?: string | null | undefined },
  meant: string | null,
): string | null {
  if (currency !== null || sign === null) return currency;
  const sharing = CURRENCIES_OF_SIGN[sign] ?? [];
  if (meant !== null && sharing.includes(meant)) return meant;
  return sharing[0] ?? null;
}

/** Currencies by sign; null for signs that several share. */
const CURRENCY_OF_SIGN: Readonly<Record<string, string | null>> = {
  "€": "EUR",
  "£": "GBP",
  "₹": "INR",
  "₽": "RUB",
  "₺": "TRY",
  "₴": "UAH",
  "₪": "ILS",
  "₩": "KRW",
  "₫": "VND",
  "฿": "THB",
  "₱": "PHP",
  "₦": "NGN",
  zł: "PLN",
  Kč: "CZK",
  R$: "BRL",
  US$: "USD",
  A$: "AUD",
  C$: "CAD",
  NZ$: "NZD",
  HK$: "HKD",
  S$: "SGD",
  "¥": null,
  $: null,
  kr: null,
  "kr.": null,
};
const SIGNS = Object.keys(CURRENCY_OF_SIGN)
  .sort((a, b) => b.length - a.length)
  .map((sign) => sign.replace(/[$.]/g, "\\$&"))
  .join("|");
const UNIT = `${SIGNS}|[A-Za-z]{3}`;
const MINUS = "[-\\u2212\\u2013]";
/**
 * A minus and a unit may stand on either side, in either order. Each consumes the
 * spaces after it, so that the pattern is unambiguous and can't backtrack.
 */
const SHAPE = new RegExp(
  `^\\s*(?:(?<open>\\()\\s*)?(?:(?<sign1>[+]|${MINUS})\\s*)?(?:(?<unit1>${UNIT})\\s*)?(?:(?<sign2>[+]|${MINUS})\\s*)?(?<body>[\\d.,'’][\\d.,'’\\s]*)(?:(?<sign3>${MINUS})\\s*)?(?:(?<unit2>${UNIT})\\s*)?(?:(?<sign4>${MINUS})\\s*)?(?:(?<close>\\))\\s*)?$`,
  "u",
);
const NUMBER_END = /\d[.,]?$/;
const GROUP_MARKS = /[.,'’\s\u00a0\u202f\u2009]/gu;
const GROUPS_OF_THREE = /^\d{1,3}(?:,\d{3})+$/;
/** For example 12,34,567. */
const GROUPS_OF_INDIA = /^\d{1,2}(?:,\d{2})+,\d{3}$/;

/**
 * Reads an amount as statements print it, exactly: with thousands separators of any
 * kind, a currency sign or code on either side, and a minus in front, behind, or as
 * brackets. Spaces and the mark that is not the decimal one may only separate
 * thousands.
 */
export function readMoney(text: string, mark: DecimalMark): MoneyReading {
  const plain = mark === "." ? PLAIN.exec(text) : null;
  if (plain !== null) {
    const [, sign, units = "", fraction] = plain;
    const digits = fraction?.padEnd(MICROS_DIGITS, "0") ?? NO_FRACTION;
    const micros = BigInt(units + digits);
    const signed = sign === "" ? micros : -micros;
    return { ok: true, micros: signed, currency: null, is_rounded: false };
  }
  if (text.length > CHARS_MAX) return refused("it is too long for an amount");
  const parts = SHAPE.exec(text)?.groups;
  const body = parts?.["body"]?.trimEnd() ?? "";
  if (parts === undefined || !NUMBER_END.test(body)) {
    return refused("it is no amount");
  }
  const { open, close, sign1, sign2, sign3, sign4 } = parts;
  if ((open === undefined) !== (close === undefined)) {
    return refused("a bracket is missing");
  }
  const signs = [sign1, sign2, sign3, sign4, open].filter(
    (sign) => sign !== undefined,
  );
  if (signs.length > 1) return refused("it has more than one sign");
  const unit = readUnit(parts["unit1"], parts["unit2"]);
  if (unit === undefined)
    return refused("what stands beside it is no currency");
  const number = readNumber(body, mark);
  if (number === null) {
    return refused(`it is no amount with "${mark}" before the fraction`);
  }
  const is_negative = signs.length === 1 && signs[0] !== "+";
  const { micros, is_rounded } = number;
  const signed = is_negative ? -micros : micros;
  const beside = [parts["unit1"], parts["unit2"]];
  const sign = beside.find((one) => one !== undefined && isShared(one)) ?? null;
  return {
    ok: true,
    micros: signed,
    currency: unit,
    is_rounded,
    ...(sign === null || unit !== null ? {} : { sign }),
  };
}

function isShared(unit: string): boolean {
  return Object.hasOwn(CURRENCIES_OF_SIGN, unit);
}

/** Reads the unit, before or after; undefined if it is no currency. */
function readUnit(
  before: string | undefined,
  after: string | undefined,
): string | null | undefined {
  if (before !== undefined && after !== undefined) {
    // "$12.50 USD": the code explains the sign.
    const units = [readUnit(before, undefined), readUnit(undefined, after)];
    const [first, second] = units;
    if (first === undefined || second === undefined) return undefined;
    if (first === null || second === null) return first ?? second;
    return first === second ? first : undefined;
  }
  const unit = before ?? after;
  if (unit === undefined) return null;
  if (Object.hasOwn(CURRENCY_OF_SIGN, unit)) {
    return CURRENCY_OF_SIGN[unit] ?? null;
  }
  return parseCurrency(unit) ?? undefined;
}

function readNumber(
  body: string,
  mark: DecimalMark,
): { micros: Micros; is_rounded: boolean } | null {
  const at = body.indexOf(mark);
  const whole = at < 0 ? body : body.slice(0, at);
  const fraction = at < 0 ? "" : body.slice(at + 1);
  if (!/^\d*$/.test(fraction)) return null;
  const units = readUnits(whole);
  if (units === null || units.length > UNITS_DIGITS_MAX) return null;
  if (units === "" && fraction === "") return null;
  const digits = fraction.padEnd(MICROS_DIGITS, "0");
  const finer = digits.length - MICROS_DIGITS;
  const value = BigInt(`${units}${digits}`);
  if (finer === 0) return { micros: value, is_rounded: false };
  const micros = mulDivHalfEven(value, 1n, 10n ** BigInt(finer));
  return { micros, is_rounded: micros * 10n ** BigInt(finer) !== value };
}

/**
 * Returns the digits before the fraction; null unless one separator stands at each
 * group.
 */
function readUnits(whole: string): string | null {
  if (/^\d*$/.test(whole)) return whole.replace(/^0+(?=\d)/, "");
  const marks = new Set(whole.match(GROUP_MARKS) ?? []);
  if (marks.size !== 1) return null;
  const grouped = whole.replace(GROUP_MARKS, ",");
  const is_indian = marks.has(",") && GROUPS_OF_INDIA.test(grouped);
  if (!GROUPS_OF_THREE.test(grouped) && !is_indian) return null;
  return grouped.replaceAll(",", "").replace(/^0+(?=\d)/, "");
}

function refused(problem: string): MoneyReading {
  return { ok: false, problem };
}

/**
 * A cell's evidence for the decimal mark: one mark only, both with different amounts (`ambiguous`),
 * both with the same amount, or no money.
 */
export type MarkEvidence = DecimalMark | "ambiguous" | "same" | "no_money";

/** Reads a cell with both marks. */
export function markEvidence(text: string): MarkEvidence {
  const point = readMoney(text, ".");
  const comma = readMoney(text, ",");
  if (point.ok && comma.ok) {
    return point.micros === comma.micros ? "same" : "ambiguous";
  }
  if (point.ok) return ".";
  return comma.ok ? "," : "no_money";
}
