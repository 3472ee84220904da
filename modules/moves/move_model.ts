import { Type } from "@sinclair/typebox";
import { isTimezone, parseCurrency } from "../kernel/mod.ts";
import { invalid } from "../http/mod.ts";
import type { MoveSettings } from "../../db/schema/mod.ts";
import { READERS } from "./readers/readers.ts";
import type { MoveSource } from "./readers/readers.ts";

/** Trackers that can be moved from. */
export const MOVE_SOURCES = Object.keys(READERS) as MoveSource[];

/** States of a move. */
export const MOVE_STATUSES = [
  "reading",
  "planned",
  "applying",
  "applied",
  "undoing",
  "undone",
  "failed",
] as const;

/** Kinds of which each thing is made by itself, in order of dependency. */
export const ORDER = [
  "advertiser",
  "affiliate",
  "campaign",
  "approval",
  "price",
  "link",
  "endpoint",
  "domain",
  "cap",
  "block",
  "balance",
] as const;

export const ROW_KINDS = [
  ...ORDER,
  "click",
  "conversion",
  "skipped",
  "unreadable",
] as const;

export const VERDICTS = ["create", "update", "skip", "refuse"] as const;

/** States of a row: what became of it. */
export const ROW_STATES = [
  "read",
  "planned",
  "kept",
  "done",
  "refused",
  "removed",
  "restored",
  "archived",
  "left",
] as const;

/** Most files of a move. */
export const FILES_MAX = 50;
/** Most bytes of all files of a move, as they are sent. */
export const FILE_BYTES_MAX = 1_073_741_824;
/** Most rows of a move beside clicks. */
export const ROWS_MAX = 500_000;
/** Most old clicks of a move. */
export const CLICKS_MAX = 20_000_000;
/** Characters that an old id may have. */
export const OLD_ID_CHARS_MAX = 512;
const DAYS_MAX = 3_650;
const FILE_NAME_CHARS_MAX = 200;

const closed = { additionalProperties: false };
const option = {
  from: Type.Union(MOVE_SOURCES.map((name) => Type.Literal(name))),
  dry_run: Type.Optional(Type.Boolean()),
  invite: Type.Optional(Type.Boolean()),
  conversions_days: Type.Optional(
    Type.Integer({ minimum: 0, maximum: DAYS_MAX }),
  ),
  currency: Type.Optional(Type.String({ minLength: 3, maxLength: 3 })),
  timezone: Type.Optional(Type.String({ maxLength: 64 })),
  date_order: Type.Optional(
    Type.Union([Type.Literal("dmy"), Type.Literal("mdy")]),
  ),
  mapping: Type.Optional(
    Type.Record(
      Type.String({ minLength: 1, maxLength: 200 }),
      Type.String({ maxLength: 64 }),
      { maxProperties: 200 },
    ),
  ),
};

/** Fields of a move beside its files. */
export const MoveFields = Type.Object(option, closed);

/** A move in JSON. */
export const MoveBody = Type.Object(
  {
    ...option,
    files: Type.Array(
      Type.Object(
        {
          name: Type.String({ minLength: 1, maxLength: FILE_NAME_CHARS_MAX }),
          text: Type.String(),
        },
        closed,
      ),
      { minItems: 1, maxItems: FILES_MAX },
    ),
  },
  closed,
);

/** Fields as a form sends them: all are texts. */
export function fieldsOfForm(
  fields: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const read: Record<string, (text: string) => unknown> = {
    dry_run: readFlag,
    invite: readFlag,
    conversions_days: (text) => (/^\d{1,4}$/.test(text) ? Number(text) : text),
    mapping: readJson,
  };
  return Object.fromEntries(
    Object.entries(fields).map(([name, text]) => [
      name,
      Object.hasOwn(read, name) ? read[name]?.(text) : text,
    ]),
  );
}

function readFlag(text: string): unknown {
  if (text === "true") return true;
  return text === "false" ? false : text;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Refuses settings that can't be. */
export function checkSettings(settings: MoveSettings): void {
  const { currency, timezone, mapping = {} } = settings;
  // Before the files are stored: Postgres would refuse it after them.
  if (
    Object.entries(mapping)
      .flat()
      .some((text) => text.includes("\0"))
  ) {
    throw invalid("mapping", "can't have a NUL character");
  }
  if (currency !== undefined && parseCurrency(currency) === null) {
    throw invalid("currency", "must be an ISO 4217 currency code such as USD");
  }
  if (timezone !== undefined && !isTimezone(timezone)) {
    throw invalid("timezone", "must be a time zone such as Europe/Berlin");
  }
}
