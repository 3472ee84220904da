import { Type } from "@sinclair/typebox";
import type { TSchema } from "@sinclair/typebox";
import { Problem } from "../kernel/mod.ts";
import { oneOf } from "./shapes.ts";

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 500;
const CURSOR_CHARS_MAX = 200;

/** Requested page: row limit, and the key to start after. */
export interface PageRequest {
  limit: number;
  after: string | null;
}

/** A page of a list, with the cursor of the next. */
export interface Page<T> {
  data: T[];
  next_cursor: string | null;
}

/** Parses `?limit=` and `?cursor=`; a Problem names the invalid one. */
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

/** Type of a list filter: an id, text, a boolean, or one of these words. */
export type FilterKind = "id" | "text" | "boolean" | readonly string[];

/** A page request with its filters. */
export interface ListRequest extends PageRequest {
  /** Values by filter name. */
  filter: Record<string, string | number | boolean>;
}

const TEXT_CHARS_MAX = 300;
const ID_MAX = 2_147_483_647;

/**
 * Parses a list's query by its filters; a Problem names what is unknown or
 * invalid, and what is allowed.
 */
export function readList(
  query: Record<string, string | undefined>,
  filters: Readonly<Record<string, FilterKind>> = {},
): ListRequest {
  refuseUnknown(Object.keys(query), [
    "limit",
    "cursor",
    ...Object.keys(filters),
  ]);
  const filter: ListRequest["filter"] = {};
  for (const [name, kind] of Object.entries(filters)) {
    const text = query[name];
    if (text !== undefined) filter[name] = readFilter(name, kind, text);
  }
  return { ...readPage(query), filter };
}

/** Checks the query of a list without filters or paging. */
export function checkWholeList(
  query: Record<string, string | undefined>,
): void {
  refuseUnknown(Object.keys(query), ["limit", "cursor"]);
}

/** Throws a Problem naming a route's unknown parameters and the allowed ones. */
export function refuseUnknown(
  given: readonly string[],
  allowed: readonly string[],
): void {
  const unknown = given.filter((name) => !allowed.includes(name));
  if (unknown.length === 0) return;
  const known = allowed.join(", ") || "no parameters";
  const message = `unknown: this address takes ${known}`;
  const detail = `Cannot take ${unknown.join(", ").slice(0, 200)}`;
  const errors = unknown.map((field) => ({ field, message, allowed }));
  throw new Problem(422, "invalid_request", detail, { errors });
}

/** Schema of a filter's values, for the API document. */
export function filterSchema(kind: FilterKind): TSchema {
  if (kind === "id") {
    return Type.Integer({ minimum: 1, maximum: ID_MAX, examples: [7] });
  }
  if (kind === "boolean") return Type.Boolean();
  if (kind === "text") {
    return Type.String({ minLength: 1, maxLength: TEXT_CHARS_MAX });
  }
  return oneOf(kind);
}

function readFilter(
  field: string,
  kind: FilterKind,
  text: string,
): string | number | boolean {
  if (kind === "text") {
    if (text !== "" && text.length <= TEXT_CHARS_MAX) return text;
    throw offValue(field, `1 to ${TEXT_CHARS_MAX} characters are expected`);
  }
  if (kind === "id") {
    const id = /^[1-9][0-9]{0,9}$/.test(text) ? Number(text) : 0;
    if (id >= 1 && id <= ID_MAX) return id;
    throw offValue(field, "an id is expected");
  }
  if (kind === "boolean") {
    if (text === "true" || text === "false") return text === "true";
    throw notOneOf(field, ["true", "false"]);
  }
  if (kind.includes(text)) return text;
  throw notOneOf(field, kind);
}

function offValue(field: string, message: string): Problem {
  const detail = `Cannot take ${field}: ${message}`;
  const errors = [{ field, message }];
  return new Problem(422, "invalid_request", detail, { errors });
}

/** Problem for a value that isn't one of the allowed ones. */
export function notOneOf(field: string, allowed: readonly string[]): Problem {
  const message = `one of ${allowed.join(", ")} is expected`;
  const detail = `Cannot take ${field}: ${message}`;
  const errors = [{ field, message, allowed }];
  return new Problem(422, "invalid_request", detail, { errors });
}

/** Makes a page of up to `limit` rows from a query that fetched one more. */
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
  const isOurs = /^[\w :.-]+$/.test(key) && encodeCursor(key) === cursor;
  if (cursor.length <= CURSOR_CHARS_MAX && isOurs) return key;
  throw new Problem(
    400,
    "invalid_cursor",
    "Cannot read cursor: pass next_cursor as it was given",
  );
}
