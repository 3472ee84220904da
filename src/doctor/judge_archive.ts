import { fault, ok, skipped, warning } from "./finding.ts";
import type { Verdict } from "./finding.ts";

const LATE_MS = 600_000;
const BASE_LATE_MS = 3 * 86_400_000;
const MEGABYTE = 1_000_000;

/** The archive as the check read it. */
export interface ArchiveFacts {
  /** Where it is. */
  store: string;
  /** Why the store doesn't answer; null if it does. */
  error: string | null;
  /** Whether the data directory's database is archived. */
  has_line: boolean;
  /** For how long the oldest change has waited; null if none waits. */
  waiting_ms: number | null;
  waiting_bytes: number;
  /** Since the last base backup; null if there is none. */
  base_age_ms: number | null;
}

/** Whether what happens reaches the archive; null where none is set. */
export function judgeArchive(facts: ArchiveFacts | null): Verdict {
  if (facts === null) {
    return skipped("nothing is archived: TALLYHO_ARCHIVE is not set");
  }
  const { store, error, has_line, waiting_ms, base_age_ms } = facts;
  if (error !== null) {
    return fault(
      error,
      "Correct TALLYHO_ARCHIVE and what belongs to it, or bring the store back",
    );
  }
  if (!has_line) {
    return warning(
      `nothing is archived yet to ${store}`,
      "Start the tracker with TALLYHO_ARCHIVE set",
    );
  }
  const size = Math.ceil(facts.waiting_bytes / MEGABYTE);
  if (waiting_ms !== null && waiting_ms > LATE_MS) {
    return fault(
      `${size} MB have waited for ${store} for up to ${minutes(waiting_ms)} minutes`,
      "See the log for why the tracker can't archive them",
    );
  }
  if (base_age_ms === null || base_age_ms > BASE_LATE_MS) {
    return warning(
      `there is no base backup of the last three days in ${store}`,
      "See the log, and take one with tallyho archive base",
    );
  }
  return ok(`${store} has all but the last ${size} MB`);
}

function minutes(ms: number): number {
  return Math.floor(ms / 60_000);
}
