import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { isoTime, systemClock } from "../../modules/kernel/mod.ts";
import { writeDurably } from "../durable_files.ts";

const LINE_FILE = "line.json";
/** Begins the name of a copy that Postgres' archiver hasn't finished. */
const UNFINISHED = "archtemp";
/** A copy that wasn't written to for so long is given up. */
const GIVEN_UP_MS = 30_000;
const SYSTEM_ID_BYTES = 8;
const RANDOM_BYTES = 3;
const TRAVERSABLE = 0o711;

/**
 * The unbroken history of one cluster in one data directory, which has a folder of its own in the
 * archive. What is restored begins another one, so that two never write under the same names.
 */
export interface ArchiveLine {
  id: string;
  /** Postgres' own number of the cluster. */
  system_id: string;
  begun_at: string;
  /** `archive_timeout`. */
  interval_s: number;
}

/** Whether a start begins a line or goes on with it, ends it, or leaves it as it is. */
export type Archiving = { interval_s: number } | "off" | "as_it_was";

/** Where a database's home keeps what waits for the archive. */
export function archiveDirectory({ directory }: { directory: string }): string {
  return join(directory, "archive");
}

/** Where Postgres puts what is to be archived of a line. */
export function spoolOf(directory: string, { id }: { id: string }): string {
  return join(directory, "spool", id);
}

/** The line that a database is in; null if it isn't archived. */
export function readLine(directory: string): ArchiveLine | null {
  const path = join(directory, LINE_FILE);
  if (!existsSync(path)) return null;
  return JSON.parse(readFileSync(path, "utf8")) as ArchiveLine;
}

/**
 * Decides in which line a cluster goes on, before its server starts. While it is in one, each
 * start of the server archives, also a command's: a gap would end what can be restored.
 */
export function chooseLine(
  home: { directory: string; data: string },
  archiving: Archiving,
): ArchiveLine | null {
  const directory = archiveDirectory(home);
  const found = readLine(directory);
  const system_id = readSystemId(home.data);
  const is_same = found !== null && found.system_id === system_id;
  if (archiving === "as_it_was") return is_same ? found : null;
  if (archiving === "off") {
    // Nobody would take away what waits.
    rmSync(directory, { recursive: true, force: true });
    return null;
  }
  const { interval_s } = archiving;
  if (is_same && found.interval_s === interval_s) return found;
  const line = is_same
    ? { ...found, interval_s }
    : newLine(system_id, interval_s);
  mkdirSync(join(directory, "spool"), { recursive: true, mode: TRAVERSABLE });
  writeDurably(join(directory, LINE_FILE), `${JSON.stringify(line)}\n`);
  return line;
}

/** Removes what a killed server left half-copied; none may run. */
export function cleanSpool(spool: string): void {
  for (const path of unfinishedIn(spool)) rmSync(path, { force: true });
}

/**
 * Removes copies that a running server gave up, as on a full disk: Postgres leaves each, and the next one
 * would take what room there is again. Only the newest can still be written.
 */
export function removeGivenUp(spool: string, now_ms: number): void {
  const found = unfinishedIn(spool)
    .map((path) => ({ path, ...timeOf(path) }))
    .sort((a, b) => b.at_ms - a.at_ms);
  for (const [at, { path, at_ms }] of found.entries()) {
    if (at === 0 && now_ms - at_ms < GIVEN_UP_MS) continue;
    rmSync(path, { force: true });
  }
}

/** When a file was last written to; the newest of all if it is finished meanwhile. */
function timeOf(path: string): { at_ms: number } {
  const found = statSync(path, { throwIfNoEntry: false });
  return { at_ms: found?.mtimeMs ?? Infinity };
}

function unfinishedIn(spool: string): string[] {
  return readdirSync(spool)
    .filter((name) => name.startsWith(UNFINISHED))
    .map((name) => join(spool, name));
}

/** Settings of a server whose WAL goes to a directory: its own module copies and syncs, no shell does. */
export function archiveSettings(
  { interval_s }: ArchiveLine,
  spool: string,
): Record<string, string> {
  return {
    archive_mode: "on",
    archive_library: "basic_archive",
    "basic_archive.archive_directory": spool,
    archive_timeout: String(interval_s),
  };
}

function newLine(system_id: string, interval_s: number): ArchiveLine {
  const begun_at = isoTime(systemClock.nowMs());
  const time = begun_at.slice(0, 19).replaceAll(/[-:]/g, "");
  const random = randomBytes(RANDOM_BYTES).toString("hex");
  return { id: `${time}Z-${random}`, system_id, begun_at, interval_s };
}

/** Whether this is a name that a line has: what else lies in a spool is none of ours. */
export function isLineId(name: string): boolean {
  return /^\d{8}T\d{6}Z-[0-9a-f]{6}$/.test(name);
}

/** The first field of `pg_control`, whose form has not changed since Postgres 8. */
function readSystemId(data: string): string {
  const descriptor = openSync(join(data, "global", "pg_control"), "r");
  try {
    const bytes = Buffer.alloc(SYSTEM_ID_BYTES);
    readSync(descriptor, bytes, 0, SYSTEM_ID_BYTES, 0);
    return bytes.readBigUInt64LE().toString();
  } finally {
    closeSync(descriptor);
  }
}
