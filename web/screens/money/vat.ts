const DIGITS = 6;
const ONE = 10n ** BigInt(DIGITS);
const HUNDRED_PERCENT = 100n * ONE;

/** A decimal text in millionths; null if it is none. */
function parse(text: string): bigint | null {
  const found = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(text.trim());
  if (found === null) return null;
  const [, sign, whole = "0", part = ""] = found;
  const value = BigInt(whole) * ONE + BigInt(part.padEnd(DIGITS, "0"));
  return sign === "-" ? -value : value;
}

function format(value: bigint, digits: number): string {
  const size = 10n ** BigInt(DIGITS - digits);
  const half = value < 0n ? -size / 2n : size / 2n;
  const units = (value + half) / size;
  const text = String(units < 0n ? -units : units).padStart(digits + 1, "0");
  const sign = units < 0n ? "-" : "";
  if (digits === 0) return sign + text;
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

function digitsOf(text: string): number {
  return text.split(".")[1]?.length ?? 0;
}

/** The sum of decimal texts, rounded to as many digits as another has. */
export function sumOf(amounts: readonly string[], like: string): string {
  const sum = amounts.reduce((all, text) => all + (parse(text) ?? 0n), 0n);
  return format(sum, digitsOf(like));
}

/** The VAT of a net amount and both together, rounded to the amount's digits; null without a percentage. */
export function withVat(
  net: string,
  percent: string,
): { vat: string; gross: string } | null {
  const share = parse(percent);
  const amount = parse(net);
  if (share === null || amount === null) return null;
  const digits = digitsOf(net);
  const vat = format((amount * share) / HUNDRED_PERCENT, digits);
  return { vat, gross: format(amount + (parse(vat) ?? 0n), digits) };
}
