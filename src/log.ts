import { DrizzleQueryError } from "drizzle-orm";
import { isConnectionFault, postgresCode } from "../db/mod.ts";
import { ticksMs } from "../modules/kernel/mod.ts";

const CAUSES_MAX = 5;
const REPEAT_MS = 60_000;
const FAULTS_MAX = 200;
const KEY_CHARS_MAX = 300;
/** Collects further kinds of faults when there are too many per minute. */
const OTHER_KINDS = "faults of further kinds";

/** Faults caused by outsiders, a full disk or a missing database: their stack is useless. */
const EXPECTED_NAMES = new Set([
  "JournalFullError",
  "LeaseExpired",
  "Problem",
  "QueueFullError",
  "StoppedError",
  "TimeReserveFailed",
  "TimeUsedUp",
]);

interface Repeat {
  since_ms: number;
  /** Repetitions since it was last logged. */
  count: number;
}

/** One memory per log, shared by all writers. */
const memories = new WeakMap<(line: string) => void, Map<string, Repeat>>();

/**
 * Logs a failure with its causes. Repetitions within a minute are only counted, and the count is
 * logged afterwards, so that outsiders can't fill the log.
 */
export function errorLog(
  log: (line: string) => void,
  ticks_ms: () => number = ticksMs,
) {
  const repeats = memories.get(log) ?? new Map<string, Repeat>();
  memories.set(log, repeats);
  return (what: string, error: unknown, request_id?: string) => {
    const now_ms = ticks_ms();
    let key = keyOf(what, error);
    if (repeats.size >= FAULTS_MAX) logOverdue(repeats, now_ms, log);
    if (repeats.size >= FAULTS_MAX && !repeats.has(key)) key = OTHER_KINDS;
    const repeat = repeats.get(key);
    if (repeat !== undefined && now_ms - repeat.since_ms < REPEAT_MS) {
      repeat.count += 1;
      return;
    }
    const times = repeat?.count ?? 0;
    repeats.set(key, { since_ms: now_ms, count: 0 });
    const again = times === 0 ? "" : ` (and ${times} times more since)`;
    const [first = "", ...stack] = describe(error).split("\n");
    // Ignored when grouping: every request has its own.
    const of_request =
      request_id === undefined ? "" : ` (request ${request_id})`;
    log([`${what}${again}: ${first}${of_request}`, ...stack].join("\n"));
  };
}

/** Forgets faults older than a minute and logs their counts. */
function logOverdue(
  repeats: Map<string, Repeat>,
  now_ms: number,
  log: (line: string) => void,
): void {
  for (const [key, { since_ms, count }] of repeats) {
    if (now_ms - since_ms < REPEAT_MS) continue;
    repeats.delete(key);
    if (count > 0) log(`${key.slice(0, KEY_CHARS_MAX)}: ${count} times more`);
  }
}

/** Groups a fault across rows and requests: ignores numbers, ids and quoted values. */
function keyOf(what: string, error: unknown): string {
  const last = innermost(error);
  const text = last instanceof Error ? `${last.name} ${last.message}` : last;
  return `${what}: ${String(text)}`
    .slice(0, KEY_CHARS_MAX)
    .replace(/"[^"]*"/g, '"…"')
    .replace(/[\w-]+/g, (word) => (/\d/.test(word) ? "…" : word));
}

function innermost(error: unknown): unknown {
  let at = error;
  for (let depth = 0; depth < CAUSES_MAX; depth++) {
    if (!(at instanceof Error) || at.cause === undefined) break;
    at = at.cause;
  }
  return at;
}

function isExpected(error: unknown): boolean {
  for (let at = error, depth = 0; depth < CAUSES_MAX; depth++) {
    if (!(at instanceof Error)) break;
    if (EXPECTED_NAMES.has(at.name)) return true;
    at = at.cause;
  }
  // Class 22: a value that Postgres can't keep, such as a NUL.
  return (
    isConnectionFault(error) || (postgresCode(error)?.startsWith("22") ?? false)
  );
}

/** Describes an error and its causes. */
function describe(error: unknown): string {
  if (isExpected(error)) return String(innermost(error));
  const parts: string[] = [];
  for (let at = error; at !== undefined && parts.length < CAUSES_MAX;) {
    parts.push(describeOne(at));
    at = at instanceof Error ? at.cause : undefined;
  }
  return parts.join("\ncaused by: ");
}

/**
 * Describes a failed query without its parameters: they hold outside input and hashes of secrets.
 */
function describeOne(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof DrizzleQueryError) return `Failed query: ${error.query}`;
  return error.stack ?? String(error);
}
