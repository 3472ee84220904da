import { readMoney } from "./money_text.ts";

/** The parts of a row that tell a total from a sale. */
export interface SumFacts {
  cells: readonly string[];
  click_id: Uint8Array | null;
  order_id: string | null;
  conversion_id: string | null;
  customer_id: string | null;
}

const WORDS =
  "totals?|sums?|summe|gesamt(?:summe|betrag)?|zwischensumme|somme|totaux|suma|razem|totaal|totale|soma|итого|всего|toplam";
/** Matches `Total`, `Grand total:`, `TOTAL (2 rows)`, `Total 12 orders`. */
const SUM_WORD = new RegExp(
  `^(?:(?:grand|sub|report|overall|net|gross|sous|genel|general)[ -]?)?(?:${WORDS})(?: g[eé]n[eé]ra[lu]x?)?(?:\\s*[:(].*|\\s+\\d+(?: \\p{L}+)?|\\s+(?:of|for|de|für) .*)?$`,
  "iu",
);
const CHARS_MAX = 100;

function namesSum(text: string): boolean {
  const trimmed = text.trim();
  return trimmed.length <= CHARS_MAX && SUM_WORD.test(trimmed);
}

/**
 * Whether a row is a total rather than a sale: no id, and either a word for a total
 * or only numbers.
 */
export function isSum(row: SumFacts, has_times: boolean): boolean {
  const { click_id, order_id, conversion_id, customer_id } = row;
  if (click_id !== null) return false;
  const ids = [order_id, conversion_id, customer_id];
  if (!ids.every((id) => id === null || namesSum(id))) return false;
  if (row.cells.some(namesSum)) return true;
  if (!has_times) return false;
  const filled = row.cells.filter((cell) => cell.trim() !== "");
  return filled.length > 0 && filled.every(isNumber);
}

function isNumber(cell: string): boolean {
  return readMoney(cell, ".").ok || readMoney(cell, ",").ok;
}
