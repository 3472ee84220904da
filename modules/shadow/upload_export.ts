import { Type } from "@sinclair/typebox";
import type { Static } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import {
  fieldErrors,
  invalid,
  invalidFields,
  oneOf,
  readMoment,
} from "../http/mod.ts";
import type { Finding, Shape } from "../http/mod.ts";
import { isTimezone, localDate, dayStart, Problem } from "../kernel/mod.ts";
import type { Principal } from "../access/mod.ts";
import type { MoveSource } from "../moves/mod.ts";
import { Mapping } from "../reconciliation/mod.ts";
import type { Upload } from "../reconciliation/mod.ts";
import { findExport, keepExport } from "./keep_export.ts";
import type { ExportRow, KeepDeps } from "./keep_export.ts";
import { readExport } from "./reading/read_export.ts";
import type { OldConversion } from "./reading/old_keys.ts";
import type {
  ExportMapping,
  ReadExport,
  ReadExportDeps,
} from "./reading/read_export.ts";
import { readTrackerExport, TRACKERS } from "./reading/read_tracker_export.ts";

/** Dependencies of uploads; `default_timezone` is the network's. */
export interface UploadDeps extends KeepDeps, ReadExportDeps {
  default_timezone: string;
}

const BYTES_MAX = 33_554_432;
const NAME_CHARS_MAX = 200;
const closed = { additionalProperties: false };
const short = Type.String({ minLength: 1, maxLength: 100 });
const { columns, ...FORMS } = Mapping.properties;

/** How the columns of an export are read: a statement's mapping, and `old_id`. */
export const ExportMappingBody = Type.Object(
  {
    ...FORMS,
    columns: Type.Optional(
      Type.Object(
        {
          ...columns.properties,
          old_id: Type.Optional(Type.String({ maxLength: 500 })),
        },
        closed,
      ),
    ),
  },
  closed,
);

const Fields = Type.Object(
  {
    from: Type.Optional(short),
    to: Type.Optional(short),
    timezone: Type.Optional(short),
    tracker: Type.Optional(oneOf(TRACKERS)),
    mapping: Type.Optional(Type.Union([ExportMappingBody, Type.Null()])),
  },
  closed,
);

/** Takes an export; what was uploaded before in the same way changes nothing. */
export async function uploadExport(
  deps: UploadDeps,
  principal: Pick<Principal, "kind" | "id">,
  upload: Upload,
): Promise<{ row: ExportRow; is_new: boolean }> {
  const now_ms = deps.clock.nowMs();
  const fields = readFields(upload.fields);
  const { timezone = deps.default_timezone } = fields;
  if (!isTimezone(timezone)) {
    throw invalid("timezone", "must be a time zone such as Europe/Berlin");
  }
  const bytes = await wholeOf(upload.chunks);
  const content_key = contentKey(bytes, { ...fields, timezone });
  const same = await findExport(deps.db, content_key);
  if (same !== undefined) return { row: same, is_new: false };
  const { file_name } = upload;
  const read = await readBytes(deps, bytes, fields, {
    ...{ file_name, timezone, now_ms },
  });
  return await keepExport(deps, {
    ...read,
    ...readTime(fields, read.rows, { timezone, now_ms }),
    ...{ content_key, timezone },
    file_name: upload.file_name?.slice(0, NAME_CHARS_MAX) ?? null,
    received_by: `${principal.kind} ${principal.id}`,
  });
}

/** Reads a file as the tracker's own, if one is named, else by the names of its columns. */
async function readBytes(
  deps: ReadExportDeps,
  bytes: Uint8Array,
  { tracker, mapping }: Static<typeof Fields>,
  given: { file_name: string | null; timezone: string; now_ms: number },
): Promise<ReadExport> {
  const read_by = (mapping ?? {}) as ExportMapping;
  if (tracker === undefined) {
    return await readExport(deps, { bytes, mapping: read_by, ...given });
  }
  if (read_by.columns !== undefined) {
    throw invalid("mapping.columns", `are known of ${tracker}`);
  }
  const { date_order, currency } = read_by;
  const options = {
    timezone: given.timezone,
    ...(currency === undefined ? {} : { currency }),
    ...(date_order === "dmy" || date_order === "mdy" ? { date_order } : {}),
  };
  const { file_name } = given;
  const named = tracker as MoveSource;
  const from = { bytes, file_name, tracker: named, options };
  return await readTrackerExport(deps, from);
}

/** Fields as JSON, form parts or query; in the latter two the mapping is text. */
function readFields(given: Record<string, unknown>) {
  const { file_name: _name, ...said } = given;
  const { mapping } = said;
  const fields = {
    ...said,
    ...(typeof mapping === "string" ? { mapping: readJson(mapping) } : {}),
  };
  if (Value.Check(Fields, fields)) return fields;
  const found = Value.Errors(Fields, fields) as Iterable<Finding>;
  throw invalidFields(fieldErrors(found, Fields as Shape));
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid("mapping", "must be JSON");
  }
}

async function wholeOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let byte_count = 0;
  for await (const chunk of chunks) {
    byte_count += chunk.length;
    if (byte_count > BYTES_MAX) {
      const detail = `An export has at most ${BYTES_MAX} bytes: split it by days`;
      throw new Problem(413, "too_large", detail);
    }
    parts.push(chunk);
  }
  if (byte_count === 0) throw invalid("file", "is empty");
  return new Uint8Array(Buffer.concat(parts));
}

function contentKey(bytes: Uint8Array, read_as: object): Uint8Array {
  const hash = new Bun.CryptoHasher("sha256");
  hash.update(JSON.stringify(read_as));
  hash.update(bytes);
  return new Uint8Array(hash.digest());
}

/**
 * The time that an export is of: as said, else the days of its rows. Of a day that isn't over it is
 * said to have what came before its last row: nobody knows when it was made.
 */
function readTime(
  { from, to }: { from?: string | undefined; to?: string | undefined },
  rows: readonly OldConversion[],
  { timezone, now_ms }: { timezone: string; now_ms: number },
): { from_at: number; to_at: number } {
  let [first, last] = [Infinity, -Infinity];
  for (const { converted_at } of rows) {
    first = Math.min(first, converted_at);
    last = Math.max(last, converted_at);
  }
  if (rows.length === 0 && (from === undefined || to === undefined)) {
    throw invalid("from", "and `to` are needed: no row has a time");
  }
  const from_at =
    from === undefined
      ? startOf(first, timezone)
      : readMoment("from", from, timezone);
  const to_at =
    to === undefined
      ? endOf(last, timezone, now_ms)
      : readMoment("to", to, timezone);
  if (from_at >= to_at) throw invalid("to", "must be after `from`");
  return { from_at, to_at: Math.max(from_at + 1, Math.min(to_at, now_ms)) };
}

/** The end of a day that is over; of another, what follows its last row. */
function endOf(last: number, timezone: string, now_ms: number): number {
  const end = startOf(last, timezone, 1);
  return end <= now_ms ? end : last + 1;
}

function startOf(at_ms: number, timezone: string, days_later = 0): number {
  const { year, month, day } = localDate(at_ms, timezone);
  return dayStart(year, month, day + days_later, timezone);
}
