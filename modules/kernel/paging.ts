import { Problem } from "./problem.ts";

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 500;
const CURSOR_CHARS_MAX = 200;

/** What a caller asked of a list: how many rows, and after which key. */
export interface PageRequest {
  limit: number;
  after: string | null;
}

/** A page of a list, with the cursor of the next one. */
export interface Page<T> {
  data: T[];
  next_cursor: string | null;
}

/** Reads `?limit=` and `?cursor=`; a Problem names the one that is off. */
export function readPage(query: {
  limit?: string | undefined;
  cursor?: string | undefined;
}): PageRequest {
  const limit = query.limit ?? String(LIMIT_DEFAULT);
  if (!/^[1-9][0-9]{0,2}$/.test(limit) || Number(limit) > LIMIT_MAX) {
    throw new Problem(
      400,
      "invalid_limit",
      `Cannot list "${limit.slice(0, 20)}" rows: limit is a whole number from 1 to ${LIMIT_MAX}`,
    );
  }
  return { limit: Number(limit), after: readCursor(query.cursor) };
}

/** Makes a page of up to `limit` rows from a query that asked for one row more. */
export function pageOf<Row, T>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => string,
  present: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    data: shown.map(present),
    next_cursor: more ? encodeCursor(keyOf(last)) : null,
  };
}

function encodeCursor(key: string): string {
  return Buffer.from(key, "utf8").toString("base64url");
}

function readCursor(cursor: string | undefined): string | null {
  if (cursor === undefined || cursor === "") return null;
  const key = Buffer.from(cursor, "base64url").toString("utf8");
  const isOurs = /^[\w:.-]+$/.test(key) && encodeCursor(key) === cursor;
  if (cursor.length <= CURSOR_CHARS_MAX && isOurs) return key;
  throw new Problem(
    400,
    "invalid_cursor",
    "Cannot read cursor: pass next_cursor as it was given",
  );
}
