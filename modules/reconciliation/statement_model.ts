import { Type } from "@sinclair/typebox";
import type { Static } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import type { StatementMapping } from "../../db/schema/mod.ts";
import { invalid, readMoment } from "../http/mod.ts";
import { isTimezone } from "../kernel/mod.ts";
import { STATEMENT_FIELDS } from "./reading/column_names.ts";

const closed = { additionalProperties: false };
const short = Type.String({ minLength: 1, maxLength: 100 });
const WORDS_MAX = 200;
const FLAGS_MAX = 20;
const HEADER_ROW_MAX = 1_000;

/** A mapping or parts of one. */
export const Mapping = Type.Object(
  {
    format: Type.Optional(
      Type.Union([
        Type.Literal("csv"),
        Type.Literal("json"),
        Type.Literal("ndjson"),
      ]),
    ),
    encoding: Type.Optional(
      Type.Union([
        Type.Literal("utf-8"),
        Type.Literal("utf-16le"),
        Type.Literal("utf-16be"),
        Type.Literal("windows-1251"),
        Type.Literal("windows-1252"),
      ]),
    ),
    delimiter: Type.Optional(Type.String({ pattern: '^[^"\\r\\n]$' })),
    has_header: Type.Optional(Type.Boolean()),
    header_row: Type.Optional(
      Type.Integer({ minimum: 1, maximum: HEADER_ROW_MAX }),
    ),
    columns: Type.Optional(
      Type.Partial(
        Type.Record(
          Type.Union(STATEMENT_FIELDS.map((field) => Type.Literal(field))),
          Type.String({ maxLength: 500 }),
        ),
        closed,
      ),
    ),
    /** Null means no time column. */
    time_column: Type.Optional(
      Type.Union([Type.String({ minLength: 1, maxLength: 500 }), Type.Null()]),
    ),
    decimal_comma: Type.Optional(Type.Boolean()),
    date_order: Type.Optional(
      Type.Union([
        Type.Literal("ymd"),
        Type.Literal("dmy"),
        Type.Literal("mdy"),
      ]),
    ),
    status_map: Type.Optional(
      Type.Record(Type.String({ maxLength: 100 }), short, {
        maxProperties: WORDS_MAX,
      }),
    ),
    currency: Type.Optional(Type.String({ minLength: 3, maxLength: 3 })),
    default_status: Type.Optional(short),
    ended: Type.Optional(
      Type.Record(
        Type.String({ maxLength: 500 }),
        Type.Union([Type.Literal("rejected"), Type.Literal("reversed")]),
        { maxProperties: FLAGS_MAX },
      ),
    ),
  },
  closed,
);

/** Confirms a mapping, with optional changes. */
export const ConfirmBody = Type.Optional(
  Type.Union([
    Type.Object({ mapping: Type.Optional(Mapping) }, closed),
    Type.Null(),
  ]),
);

const Fields = Type.Object(
  {
    advertiser_id: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
    ),
    from: short,
    to: short,
    timezone: Type.Optional(short),
    mapping: Type.Optional(Type.Union([Mapping, Type.Null()])),
  },
  closed,
);

const words = Type.Optional(Type.String());

/**
 * Query of an import that is sent as a plain body; only for the API description, as
 * `Fields` does the checking.
 */
export const ImportQuery = Type.Object({
  advertiser_id: words,
  timezone: words,
  mapping: Type.Optional(Type.String({ description: "A mapping as JSON." })),
  file_name: words,
});

/** The same for a statement, which also has a window. */
export const StatementQuery = Type.Object({
  ...ImportQuery.properties,
  from: words,
  to: words,
});

/** Fields sent with a statement. */
export type StatementFields = Static<typeof Fields>;

/**
 * Parses fields that came as JSON, as form parts, or in a query; in the latter two,
 * numbers and the mapping are text.
 */
export function readFields(given: Record<string, unknown>): StatementFields {
  const { file_name: _name, ...said } = given;
  const { advertiser_id, mapping } = said;
  const fields = {
    ...said,
    ...(typeof advertiser_id === "string" && /^\d{1,10}$/.test(advertiser_id)
      ? { advertiser_id: Number(advertiser_id) }
      : {}),
    ...(typeof mapping === "string" ? { mapping: readJson(mapping) } : {}),
  };
  if (Value.Check(Fields, fields)) return fields;
  const error = Value.Errors(Fields, fields).First();
  const field = (error?.path ?? "").replace(/^\//, "").replaceAll("/", ".");
  throw invalid(
    field === "" ? "the body" : field,
    error?.message ?? "is not valid",
  );
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid("mapping", "must be JSON");
  }
}

/** Casts a mapping to the type of its columns. */
export function asMapping(
  said: Static<typeof Mapping> | null | undefined,
): Partial<StatementMapping> | null {
  return (said ?? null) as Partial<StatementMapping> | null;
}

/**
 * Parses the window of a statement, from inclusive and to exclusive; days begin in
 * its time zone.
 */
export function readWindow(
  fields: Pick<StatementFields, "from" | "to" | "timezone">,
  default_timezone: string,
): { from_at: number; to_at: number; timezone: string } {
  const timezone = fields.timezone ?? default_timezone;
  if (!isTimezone(timezone)) {
    throw invalid("timezone", "must be a time zone such as Europe/Berlin");
  }
  const from_at = readMoment("from", fields.from, timezone);
  const to_at = readMoment("to", fields.to, timezone);
  if (from_at < to_at) return { from_at, to_at, timezone };
  throw invalid("to", "must be after `from`");
}
