import { formatAmount, isUnreplaced } from "../../kernel/mod.ts";
import { readDecimal } from "../read_amount.ts";

/** A line of a basket, as sent. */
export interface BasketLine {
  price: string;
  /** Empty: one. */
  quantity: string;
  /** Subtracted from the line; empty: nothing. */
  discount: string;
}

const MICROS_PER_UNIT = 1_000_000n;
const SHOWN_CHARS_MAX = 200;

/**
 * Returns the exact total of the lines, in the notation they were sent in. If any line is not a
 * number, neither is the returned text, so that the postback is refused instead of counted in
 * part.
 */
export function basketTotal(
  lines: readonly BasketLine[],
  order_discount = "",
): string {
  const texts = lines.flatMap((line) => [
    line.price,
    line.quantity,
    line.discount,
  ]);
  texts.push(order_discount);
  const placeholder = texts.find((text) => isUnreplaced(text));
  if (placeholder !== undefined) return placeholder;
  const decimal_comma = texts.some((text) => text.includes(","));
  const read = (text: string, otherwise: bigint) =>
    text.trim() === ""
      ? otherwise
      : (readDecimal(text.trim(), { decimal_comma })?.micros ?? null);
  let total: bigint | null = negated(read(order_discount, 0n));
  for (const line of lines) {
    const price = read(line.price, 0n);
    const quantity = read(line.quantity, MICROS_PER_UNIT);
    const discount = read(line.discount, 0n);
    total = added(total, times(price, quantity), negated(discount));
  }
  if (total === null) return shown(lines);
  const text = formatAmount(total, "USD").replace(/\.00$/, "");
  return decimal_comma ? text.replace(".", ",") : text;
}

/** Merges a repeated value: itself if equal, else a text that is no number. */
export function both(known: string | undefined, value: string): string {
  if (known === undefined || known === "") return value;
  return value === "" || value === known ? known : `${known} | ${value}`;
}

function added(...parts: readonly (bigint | null)[]): bigint | null {
  return parts.reduce(
    (sum, part) => (sum === null || part === null ? null : sum + part),
    0n,
  );
}

function negated(amount: bigint | null): bigint | null {
  return amount === null ? null : -amount;
}

/** Null if the product has more than six decimal places: nothing is rounded. */
function times(price: bigint | null, quantity: bigint | null): bigint | null {
  if (price === null || quantity === null || quantity < 0n) return null;
  const product = price * quantity;
  return product % MICROS_PER_UNIT === 0n ? product / MICROS_PER_UNIT : null;
}

function shown(lines: readonly BasketLine[]): string {
  return lines
    .map(({ price, quantity }) => `${price}×${quantity === "" ? 1 : quantity}`)
    .join(" + ")
    .slice(0, SHOWN_CHARS_MAX)
    .toWellFormed();
}
