import { Type } from "@sinclair/typebox";
import type { TSchema } from "@sinclair/typebox";
import { isoTime, isUuid, parseCurrency, Problem } from "../kernel/mod.ts";
import { readDay, readMoment } from "./readers.ts";
import { oneOf } from "./shapes.ts";

/** Type of a single value: words are the only ones allowed. */
type ValueKind =
  | "id"
  /** An id, or several with commas between. */
  | "ids"
  /** An id, or 0 for none. */
  | "id_or_0"
  | "uuid"
  | "text"
  | "long_text"
  | "boolean"
  /** A day or a time. */
  | "time"
  /** A day of the calendar, as text. */
  | "day"
  | "currency"
  | readonly string[];

/** Type of a list filter; `many` takes several values with commas between. */
export type FilterKind = ValueKind | { many: ValueKind };

/** A list's filters by name. */
export type Filters = Readonly<Record<string, FilterKind>>;

/** Filters of a list by its time: from one on, and before another. */
export const TIMES = { from: "time", to: "time" } as const;

/** Value of a filter as read. */
export type FilterValue<Kind extends FilterKind = FilterKind> = Kind extends {
  many: infer One extends ValueKind;
}
  ? readonly SingleValue<One>[]
  : Kind extends ValueKind
    ? SingleValue<Kind>
    : never;

type SingleValue<Kind extends ValueKind> = Kind extends
  "id" | "id_or_0" | "time"
  ? number
  : Kind extends "ids"
    ? number | readonly number[]
    : Kind extends "boolean"
      ? boolean
      : Kind extends readonly (infer Word)[]
        ? Word
        : string;

/** Values by filter name; those not given are absent. */
export type FilterValues<F extends Filters> = {
  -readonly [Name in keyof F]?: FilterValue<F[Name]>;
};

const TEXT_CHARS_MAX = 300;
const LONG_TEXT_CHARS_MAX = 1_024;
const VALUES_MAX = 50;
/** Maximum number of ids in a filter, and of the parties that a caller is limited to. */
export const IDS_MAX = 200;
const ID_MAX = 2_147_483_647;

/** How filters are read. */
export interface FilterReading {
  /** Zone of the caller's days. */
  timezone: string;
  /** Put before a name in errors, such as `filter.`. */
  prefix?: string;
}

/**
 * Parses values by their filters; a Problem names what is invalid, and what is
 * allowed. Ids may be numbers, several values a list.
 */
export function readFilters<const F extends Filters>(
  given: Readonly<Record<string, unknown>>,
  filters: F,
  reading: FilterReading,
): FilterValues<F> {
  const values: Record<string, unknown> = {};
  for (const [name, kind] of Object.entries(filters)) {
    const value = given[name];
    if (value === undefined) continue;
    const field = `${reading.prefix ?? ""}${name}`;
    values[name] = readFilter(field, kind, value, reading.timezone);
  }
  return values as FilterValues<F>;
}

/**
 * Checks filters of a body, and returns them as given but for days, which become
 * times: a task reads them later, and knows nothing of the caller's zone.
 */
export function fixFilters<const F extends Filters>(
  given: Readonly<Record<string, unknown>>,
  filters: F,
  reading: FilterReading,
): GivenFilters {
  const { prefix = "" } = reading;
  const known = Object.keys(filters);
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    throw notOneOf(`${prefix}${name}`, known);
  }
  const values: Record<string, unknown> = readFilters(given, filters, reading);
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      filters[name] === "time" ? isoTime(Number(values[name])) : value,
    ]),
  );
}

/** Filters as given in a body: texts, numbers or lists. */
export type GivenFilters = Readonly<Record<string, unknown>>;

function readFilter(
  field: string,
  kind: FilterKind,
  value: unknown,
  timezone: string,
): unknown {
  const is_many = typeof kind === "object" && "many" in kind;
  if (!is_many)
    return readValue(field, kind as ValueKind, text(value), timezone);
  const texts = Array.isArray(value) ? value.map(text) : text(value).split(",");
  if (texts.length > VALUES_MAX) {
    throw offValue(field, `must have at most ${VALUES_MAX} values`);
  }
  return texts.map((one) => readValue(field, kind.many, one.trim(), timezone));
}

function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function readValue(
  field: string,
  kind: ValueKind,
  text: string,
  timezone: string,
): string | number | boolean | readonly number[] {
  switch (kind) {
    case "text":
      return readText(field, text, TEXT_CHARS_MAX);
    case "long_text":
      return readText(field, text, LONG_TEXT_CHARS_MAX);
    case "id":
      return readNumber(field, text);
    case "ids": {
      const [first = 0, ...others] = readIds(field, text);
      return others.length === 0 ? first : [first, ...others];
    }
    case "id_or_0":
      return text === "0" ? 0 : readNumber(field, text);
    case "uuid":
      if (isUuid(text)) return text;
      throw offValue(field, "must be a UUID");
    case "boolean":
      if (text === "true" || text === "false") return text === "true";
      throw notOneOf(field, ["true", "false"]);
    case "time":
      return readMoment(field, text, timezone);
    case "day":
      return readDay(field, text);
    case "currency": {
      const currency = parseCurrency(text);
      if (currency !== null) return currency;
      throw offValue(field, "must be an ISO 4217 currency code such as USD");
    }
    default:
      if (kind.includes(text)) return text;
      throw notOneOf(field, kind);
  }
}

function readText(field: string, text: string, chars_max: number): string {
  // Postgres texts can't contain NUL.
  const fits = text !== "" && text.length <= chars_max && !text.includes("\0");
  if (fits) return text;
  throw offValue(field, `must have 1 to ${chars_max} characters`);
}

function readNumber(field: string, text: string): number {
  const id = /^[1-9][0-9]{0,9}$/.test(text) ? Number(text) : 0;
  if (id >= 1 && id <= ID_MAX) return id;
  throw offValue(field, "must be an id");
}

function readIds(field: string, text: string): number[] {
  const texts = text.split(",");
  if (texts.length <= IDS_MAX) {
    return texts.map((one) => readNumber(field, one.trim()));
  }
  throw offValue(field, `must have at most ${IDS_MAX} ids`);
}

function offValue(field: string, message: string): Problem {
  const detail = `Invalid ${field}: ${message}`;
  const errors = [{ field, message }];
  return new Problem(422, "invalid_request", detail, { errors });
}

/** Problem for a value that isn't one of the allowed ones. */
export function notOneOf(field: string, allowed: readonly string[]): Problem {
  const message = `must be one of ${allowed.join(", ")}`;
  const detail = `Invalid ${field}: ${message}`;
  const errors = [{ field, message, allowed }];
  return new Problem(422, "invalid_request", detail, { errors });
}

/** Schema of a filter's values, for the API document. */
export function filterSchema(kind: FilterKind): TSchema {
  if (typeof kind === "object" && "many" in kind) {
    return Type.Array(filterSchema(kind.many), { maxItems: VALUES_MAX });
  }
  switch (kind) {
    case "id":
      return Type.Integer({ minimum: 1, maximum: ID_MAX, examples: [7] });
    case "ids":
      return Type.Union([filterSchema("id"), SEVERAL_IDS]);
    case "id_or_0":
      return Type.Integer({ minimum: 0, maximum: ID_MAX, examples: [7] });
    case "uuid":
      return Type.String({ format: "uuid" });
    case "boolean":
      return Type.Boolean();
    case "text":
      return Type.String({ minLength: 1, maxLength: TEXT_CHARS_MAX });
    case "long_text":
      return Type.String({ minLength: 1, maxLength: LONG_TEXT_CHARS_MAX });
    case "time":
      return DayOrTime;
    case "day":
      return Type.String({ format: "date", examples: ["2026-11-22"] });
    case "currency":
      return Type.String({ pattern: "^[A-Za-z]{3}$", examples: ["EUR"] });
    default:
      return oneOf(kind);
  }
}

/** Several ids in a filter. */
export const SEVERAL_IDS = Type.String({
  description: "Several ids, with commas between.",
  pattern: "^[1-9][0-9]{0,9}(,[1-9][0-9]{0,9})+$",
  examples: ["7,9"],
});

/** A day in the caller's zone, or a time. */
export const DayOrTime = Type.String({
  description: "An RFC 3339 time, or a day: its start in the caller's zone.",
  maxLength: 40,
  examples: ["2026-11-22", "2026-11-22T10:00:00Z"],
});
