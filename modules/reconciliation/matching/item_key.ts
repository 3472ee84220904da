import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { isUuid } from "../../kernel/mod.ts";

/**
 * Returns the public id of an item: `r` and its row number, or `c` and its
 * conversion id.
 */
export function itemKey(item: {
  row_no: number | null;
  conversion_id: string | null;
}): string {
  return item.row_no === null ? `c${item.conversion_id}` : `r${item.row_no}`;
}

/** Parses an item key; returns null if malformed. */
export function readItemKey(
  key: string,
): { row_no: number } | { conversion_id: string } | null {
  if (/^r[1-9][0-9]{0,8}$/.test(key)) return { row_no: Number(key.slice(1)) };
  const id = key.slice(1);
  return key.startsWith("c") && isUuid(id) ? { conversion_id: id } : null;
}

/** SQL condition for the item of a key. */
export function isItem(
  key: { row_no: number } | { conversion_id: string },
): SQL {
  return "row_no" in key
    ? sql`row_no = ${key.row_no}::int`
    : sql`row_no is null and conversion_id = ${key.conversion_id}::uuid`;
}
