import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { hasCode } from "../data_dir.ts";
import { writeDurably } from "../durable_files.ts";
import { readLine, spoolOf } from "./archive_line.ts";
import { isArchivedName } from "./wal_name.ts";

const STATUS_FILE = "status.json";

/** How far the archiving came, as its process last said. */
export interface ArchiveStatus {
  /** The store that it is about; another one has nothing yet. */
  store: string;
  /** The line that it is about; another one has nothing yet. */
  line: string;
  /** When the store last took a segment; null if it never did. */
  shipped_at_ms: number | null;
  /** When the last base backup was finished; null if none was. */
  base_at_ms: number | null;
  /** Tries that failed since the line began. */
  failures: number;
  /** Why the last try failed; null once one succeeds. */
  error: string | null;
  /** Why the last base backup failed; null once one succeeds. */
  base_error: string | null;
}

const NOTHING_YET: ArchiveStatus = {
  store: "",
  line: "",
  shipped_at_ms: null,
  base_at_ms: null,
  failures: 0,
  error: null,
  base_error: null,
};

/** Files that aren't in the store yet. */
export interface Waiting {
  files: number;
  bytes: number;
  /** When the oldest of it was written; null if nothing waits. */
  oldest_ms: number | null;
}

/** Reads the status of a line's archiving. */
export function readStatus(directory: string): ArchiveStatus {
  const path = join(directory, STATUS_FILE);
  if (!existsSync(path)) return NOTHING_YET;
  return JSON.parse(readFileSync(path, "utf8")) as ArchiveStatus;
}

/** Writes what changed in the status. */
export function noteStatus(
  directory: string,
  change: Partial<ArchiveStatus>,
): void {
  const status = { ...readStatus(directory), ...change };
  writeDurably(join(directory, STATUS_FILE), `${JSON.stringify(status)}\n`);
}

/** Begins the status anew where the store or the line is another one. */
export function openStatus(
  directory: string,
  of: Pick<ArchiveStatus, "store" | "line">,
): void {
  const { store, line } = readStatus(directory);
  if (store === of.store && line === of.line) return;
  noteStatus(directory, { ...NOTHING_YET, ...of });
}

/** Counts what waits for the store: copies, and segments that Postgres couldn't copy yet. */
export function readWaiting(directory: string, data: string): Waiting {
  const line = readLine(directory);
  if (line === null) return { files: 0, bytes: 0, oldest_ms: null };
  const spool = spoolOf(directory, line);
  const wal = join(data, "pg_wal");
  const ready = namesIn(join(wal, "archive_status"))
    .filter((name) => name.endsWith(".ready"))
    .map((name) => join(wal, name.slice(0, -".ready".length)));
  const copied = namesIn(spool)
    .filter(isArchivedName)
    .map((name) => join(spool, name));
  const found = [...copied, ...ready].flatMap(statOf);
  return {
    files: found.length,
    bytes: found.reduce((sum, { size }) => sum + size, 0),
    oldest_ms:
      found.length === 0 ? null : Math.min(...found.map(({ at_ms }) => at_ms)),
  };
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return [];
    throw error;
  }
}

function statOf(path: string): { size: number; at_ms: number }[] {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined
    ? []
    : [{ size: found.size, at_ms: found.mtimeMs }];
}
