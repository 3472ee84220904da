import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { isUuid } from "../../kernel/mod.ts";

/** What an item is called: `r` and its row's number, or `c` and its conversion's id. */
export function itemKey(item: {
  row_no: number | null;
  conversion_id: string | null;
}): string {
  return item.row_no === null ? `c${item.conversion_id}` : `r${item.row_no}`;
}

/** Which item a key means; null where it can't be one. */
export function readItemKey(
  key: string,
): { row_no: number } | { conversion_id: string } | null {
  if (/^r[1-9][0-9]{0,8}$/.test(key)) return { row_no: Number(key.slice(1)) };
  const id = key.slice(1);
  return key.startsWith("c") && isUuid(id) ? { conversion_id: id } : null;
}

/** The condition that an item is the one of a key. */
export function isItem(
  key: { row_no: number } | { conversion_id: string },
): SQL {
  return "row_no" in key
    ? sql`row_no = ${key.row_no}::int`
    : sql`row_no is null and conversion_id = ${key.conversion_id}::uuid`;
}
