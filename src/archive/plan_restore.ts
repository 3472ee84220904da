import { isoTime } from "../../modules/kernel/mod.ts";
import { ArchiveError } from "./archive_error.ts";
import type { BaseManifest } from "./base_manifest.ts";
import type { ArchivedLine } from "./read_archive.ts";
import { nextSegment, positionOf } from "./wal_name.ts";

/** The time that is to be restored. */
export interface RestoreTarget {
  /** Null for all that the archive has. */
  at_ms: number | null;
  /** Null where one line alone has that time. */
  line: string | null;
  /** A base backup other than the newest before the time; null for that one. */
  base: string | null;
}

/** A base backup, and the WAL that is replayed on it. */
export interface RestorePlan {
  base: BaseManifest;
  segments: { name: string; modified_ms: number }[];
  /** The first segment that the line lacks. */
  missing: string;
}

/** The times that a line can be restored to; null if there are none. */
export function rangeOf(
  line: ArchivedLine,
): { from_ms: number; to_ms: number } | null {
  const [oldest] = line.bases;
  if (oldest === undefined) return null;
  const times = [...line.segments.values()].map((one) => one.modified_ms);
  const from_ms = Date.parse(oldest.made_at);
  return { from_ms, to_ms: Math.max(from_ms, ...times) };
}

/** Chooses what to restore a time from; throws ArchiveError if there is nothing, or no single line. */
export function planRestore(
  lines: readonly ArchivedLine[],
  target: RestoreTarget,
): RestorePlan {
  const line = chooseLine(lines, target);
  const { at_ms } = target;
  const before = line.bases.filter(
    ({ made_at }) => at_ms === null || Date.parse(made_at) <= at_ms,
  );
  if (before.length === 0) throw outside(lines);
  const base = before.findLast(
    ({ id }) => target.base === null || id === target.base,
  );
  if (base === undefined) {
    throw new ArchiveError(
      `There is no base backup "${target.base}" before that time: there is ${before.map(({ id }) => id).join(", ")}`,
    );
  }
  const last = lastNeeded(line, at_ms);
  const { segments, missing } = segmentsFrom(line, base, last);
  const plan = { base, segments, missing };
  const known = [...line.segments.keys()].sort();
  // A segment that is not there although later ones are.
  const is_torn = missing <= (known.at(-1) ?? "");
  if (is_torn && missing <= last) checkReaches(plan, at_ms, "is missing");
  return plan;
}

/**
 * Throws ArchiveError unless what comes before the missing segment goes far enough, as far as times
 * of the store tell.
 */
export function checkReaches(
  { base, segments, missing }: RestorePlan,
  at_ms: number | null,
  what: "is missing" | "is damaged",
): void {
  const { name = "", modified_ms = 0 } = segments.at(-1) ?? {};
  const is_whole = name >= base.stop_segment;
  if (is_whole && at_ms !== null && modified_ms >= at_ms) return;
  const made_at = Date.parse(base.made_at);
  const until = is_whole
    ? `it goes up to about ${isoTime(modified_ms)}`
    : `its base backup of ${isoTime(made_at)} can't be restored; say a time before that`;
  throw new ArchiveError(
    `The segment ${missing} of the archive ${what}: ${until}`,
  );
}

/** Where the replay of a plan begins and about where it ends, in bytes of WAL, as times of the store tell. */
export function replayedRange(
  { base, segments }: Pick<RestorePlan, "base" | "segments">,
  at_ms: number | null,
): { from: bigint; to: bigint } {
  const { start_segment, stop_segment, segment_bytes } = base;
  const reached = (one: { modified_ms: number }) =>
    at_ms !== null && one.modified_ms >= at_ms;
  const { name = stop_segment } =
    segments.find(reached) ?? segments.at(-1) ?? {};
  const last = name < stop_segment ? stop_segment : name;
  return {
    from: positionOf(start_segment, segment_bytes),
    to: positionOf(nextSegment(last, segment_bytes), segment_bytes),
  };
}

function chooseLine(
  lines: readonly ArchivedLine[],
  { at_ms, line }: RestoreTarget,
): ArchivedLine {
  const usable = lines.filter((one) => line === null || one.id === line);
  if (usable.length === 0) {
    const ids = lines.map(({ id }) => id).join(", ");
    throw new ArchiveError(
      `There is no line "${line}" in the archive: it has ${ids}`,
    );
  }
  if (at_ms === null) refuseWithoutBase(usable);
  const covering = usable.filter((one) => covers(one, at_ms));
  const [only] = covering;
  if (only === undefined) throw outside(usable);
  const newest = newestAlone(covering);
  if (covering.length === 1) return only;
  if (at_ms === null && newest !== null) return newest;
  throw new ArchiveError(
    `Several lines have that time: ${covering.map(describeLine).join("; ")}. Say which with --line`,
  );
}

/** Throws if the newest of it is in a line of which nothing can be restored. */
function refuseWithoutBase(lines: readonly ArchivedLine[]): void {
  const newest = lines.toSorted(byBeginning).at(-1);
  const others = lines.filter((one) => rangeOf(one) !== null);
  if (newest === undefined || others.length === 0) return;
  if (rangeOf(newest) !== null) return;
  throw new ArchiveError(
    `The newest line, ${newest.id}, has no base backup, so that nothing since ${newest.begun_at} can be restored. Say with --line if an older one is meant: ${others.map(describeLine).join("; ")}`,
  );
}

function covers(line: ArchivedLine, at_ms: number | null): boolean {
  const range = rangeOf(line);
  if (range === null || at_ms === null) return range !== null;
  return range.from_ms <= at_ms && at_ms <= range.to_ms;
}

/** The line that began after all others had ended; null where two went on side by side. */
function newestAlone(lines: readonly ArchivedLine[]): ArchivedLine | null {
  const sorted = lines.toSorted(byBeginning);
  const newest = sorted.pop();
  if (newest === undefined) return null;
  const begun_ms = Date.parse(newest.begun_at);
  const are_over = sorted.every(
    (one) => (rangeOf(one)?.to_ms ?? 0) <= begun_ms,
  );
  return are_over ? newest : null;
}

function byBeginning(a: ArchivedLine, b: ArchivedLine): number {
  return a.begun_at < b.begun_at ? -1 : 1;
}

/** The last segment that can have anything before the time: of the next base backup that began after it. */
function lastNeeded(line: ArchivedLine, at_ms: number | null): string {
  const known = [...line.segments.keys()].sort();
  const after =
    at_ms === null
      ? undefined
      : line.bases.find(({ begun_at }) => Date.parse(begun_at) > at_ms);
  return after?.stop_segment ?? known.at(-1) ?? "";
}

function segmentsFrom(
  line: ArchivedLine,
  base: BaseManifest,
  last: string,
): Pick<RestorePlan, "segments" | "missing"> {
  const segments: RestorePlan["segments"] = [];
  let name = base.start_segment;
  for (; name <= last; name = nextSegment(name, base.segment_bytes)) {
    const found = line.segments.get(name);
    if (found === undefined) break;
    segments.push({ name, modified_ms: found.modified_ms });
  }
  return { segments, missing: name };
}

function outside(lines: readonly ArchivedLine[]): ArchiveError {
  const ranges = lines.filter((line) => rangeOf(line) !== null);
  return new ArchiveError(
    `The archive does not have that time: it has ${ranges.map(describeLine).join("; ")}`,
  );
}

/** A line and its range, in words. */
export function describeLine(line: ArchivedLine): string {
  const range = rangeOf(line);
  if (range === null) return `${line.id} without a base backup`;
  return `${isoTime(range.from_ms)} to about ${isoTime(range.to_ms)} (line ${line.id})`;
}
