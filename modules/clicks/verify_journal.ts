import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { journalPositions } from "../../db/schema/mod.ts";
import { isUuid } from "../kernel/mod.ts";
import { scanFrames, segmentFiles } from "./journal/mod.ts";
import type { Position, SegmentFiles } from "./journal/mod.ts";

const CHUNK_BYTES = 4_194_304;
/** Larger than any record: bytes beyond this without a record are damage. */
const RECORD_BYTES_MAX = 1_048_576;

/** The result of checking a journal. */
export interface JournalVerification {
  segments: number;
  records: number;
  /** Clicks not in the table yet. */
  waiting: number;
  /** The first problem, as a sentence; null if there is none. */
  difference: string | null;
}

/**
 * Verifies the journal of a data directory, even while a tracker writes to it: every record must
 * check, and the database's position must lie between two records. A tail torn by a crash is fine:
 * it was never answered.
 */
export async function verifyJournal(
  db: Database,
  data_dir: string,
): Promise<JournalVerification> {
  const directory = join(data_dir, "journal");
  const found = { segments: 0, records: 0, waiting: 0, difference: null };
  if (!existsSync(directory)) return found;
  // Read first: the segments only grow past it.
  const position = await readPosition(db, directory);
  const files = segmentFiles(directory);
  const result: JournalVerification = { ...found };
  for (const segment of files.list()) {
    const read = readSegment(files, segment, position);
    if (read === null) continue;
    result.segments += 1;
    result.records += read.records;
    result.waiting += read.waiting;
    result.difference ??= read.difference;
  }
  result.difference ??= whyAhead(files, position);
  return result;
}

async function readPosition(
  db: Database,
  directory: string,
): Promise<Position | null> {
  const path = join(directory, "id");
  const id = existsSync(path) ? readFileSync(path, "utf8").trim() : "";
  if (!isUuid(id)) return null;
  const [row] = await db
    .select()
    .from(journalPositions)
    .where(eq(journalPositions.journal, id));
  if (row === undefined) return null;
  return { segment: row.segment, offset: row.byte_offset };
}

/** A segment's records; null if the drain removed it meanwhile. */
function readSegment(
  files: SegmentFiles,
  segment: number,
  position: Position | null,
): Omit<JournalVerification, "segments"> | null {
  const found = { records: 0, waiting: 0 };
  let difference: string | null = null;
  const damaged = (at: number) =>
    (difference ??= `segment ${segment} is damaged at byte ${at}`);
  const from = positionIn(segment, position);
  // The very beginning and end count as between records.
  let is_between = from === 0 || from === null;
  let at = 0;
  for (;;) {
    const bytes = readOrNull(files, segment, at);
    if (bytes === null) return null;
    const { records, bad, end } = scanFrames(bytes, false);
    for (const piece of bad) damaged(at + piece.from);
    for (const record of records) {
      found.records += 1;
      if (from === null || at + record.end > from) found.waiting += 1;
      is_between ||= at + record.end === from;
    }
    at += end;
    if (bytes.length - end >= RECORD_BYTES_MAX) damaged(at);
    if (end === 0 || difference !== null) break;
  }
  if (!is_between && difference === null) {
    difference = `the database's position, byte ${from} of segment ${segment}, is in the middle of a record`;
  }
  return { ...found, difference };
}

/** How far a segment was drained: all of an earlier one, none (null) of a later one. */
function positionIn(segment: number, position: Position | null): number | null {
  if (position === null || segment > position.segment) return null;
  if (segment < position.segment) return Number.MAX_SAFE_INTEGER;
  return position.offset;
}

function readOrNull(
  files: SegmentFiles,
  segment: number,
  at: number,
): Buffer | null {
  try {
    return files.read(segment, at, CHUNK_BYTES);
  } catch (error) {
    const is_gone = (error as { code?: unknown }).code === "ENOENT";
    if (is_gone) return null;
    throw error;
  }
}

function whyAhead(
  files: SegmentFiles,
  position: Position | null,
): string | null {
  const last = files.list().at(-1);
  if (position === null || last === undefined) return null;
  const is_ahead =
    position.segment > last ||
    (position.segment === last && position.offset > files.size(last));
  if (!is_ahead) return null;
  return `the database's position, byte ${position.offset} of segment ${position.segment}, is ahead of the files: they are an older copy`;
}
