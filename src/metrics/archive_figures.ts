import { readLine } from "../archive/archive_line.ts";
import { readStatus, readWaiting } from "../archive/archive_status.ts";
import { only } from "./process_figures.ts";
import type { Snapshot } from "./snapshot.ts";

const SECOND_MS = 1_000;

/** Where the archiving of a database is seen. */
export interface ArchivePlace {
  /** Where the line's files lie. */
  directory: string;
  /** PGDATA. */
  data: string;
}

/** The figures of the archive; none where nothing is archived. */
export function archiveFigures(
  place: ArchivePlace | null,
  now_ms: number,
): Snapshot {
  const line = place === null ? null : readLine(place.directory);
  if (place === null || line === null) return {};
  const status = readStatus(place.directory);
  const waiting = readWaiting(place.directory, place.data);
  const age = (since_ms: number) =>
    only(Math.max(0, now_ms - since_ms) / SECOND_MS);
  const begun_ms = Date.parse(line.begun_at);
  return {
    tallyho_archive_age_seconds: age(status.shipped_at_ms ?? begun_ms),
    tallyho_archive_waiting_seconds: age(waiting.oldest_ms ?? now_ms),
    tallyho_archive_waiting_bytes: only(waiting.bytes),
    tallyho_archive_failures: only(status.failures),
    tallyho_archive_base_age_seconds: age(status.base_at_ms ?? begun_ms),
  };
}
