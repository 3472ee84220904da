import { fault, ok, skipped, warning } from "./finding.ts";
import type { Verdict } from "./finding.ts";

const SHOWN_MAX = 5;
const OVERDUE_MS = 600_000;

/** A source that takes postbacks from anybody. */
export interface UnprovenSource {
  id: number;
  name: string;
}

export function judgeSources(unproven: readonly UnprovenSource[]): Verdict {
  if (unproven.length === 0) return ok("every source proves who sends");
  return warning(
    `${unproven.length} sources take a conversion from anybody who knows a click id: ${listed(unproven.map(({ id, name }) => `${id} ${name}`))}`,
    "Give each a token or a signature (PATCH advertisers/{id}/sources/{source_id})",
  );
}

/** An endpoint or a webhook that fails, or that is off because it failed. */
export interface FailingEndpoint {
  kind: "endpoint" | "webhook";
  id: number;
  /** Null where it is the network's. */
  affiliate_id: number | null;
  enabled: boolean;
}

export function judgeEndpoints(failing: readonly FailingEndpoint[]): Verdict {
  if (failing.length === 0) {
    return ok("every endpoint and webhook takes what it is sent");
  }
  const names = failing.map(({ kind, id, affiliate_id, enabled }) => {
    const whose =
      affiliate_id === null ? "the network" : `affiliate ${affiliate_id}`;
    return `${kind} ${id} of ${whose} ${enabled ? "fails" : "is off"}`;
  });
  return warning(
    `${failing.length} don't take what they are sent: ${listed(names)}`,
    "See GET deliveries?endpoint_id= or webhooks/{id}/deliveries for their answers, and tell whose they are",
  );
}

/** A job as the running tracker lists it. */
export interface ListedJob {
  name: string;
  every_ms: number | null;
  last_run_at: string | null;
  next_run_at: string | null;
  last_error: string | null;
  failed: number;
}

export function judgeJobs(
  jobs: readonly ListedJob[] | null,
  now_ms: number,
): Verdict {
  if (jobs === null) return skipped("no tracker runs here");
  const late = jobs.filter(
    ({ every_ms, next_run_at }) =>
      every_ms !== null &&
      next_run_at !== null &&
      now_ms - Date.parse(next_run_at) > OVERDUE_MS,
  );
  if (late.length > 0) {
    return fault(
      `${late.length} jobs are overdue: ${listed(late.map(({ name }) => name))}`,
      "Restart the tracker, and see its log",
    );
  }
  const broken = jobs.filter(
    ({ last_error, failed }) => last_error !== null || failed > 0,
  );
  if (broken.length === 0) return ok(`${jobs.length} jobs run when due`);
  return warning(
    `${broken.length} jobs failed when they last ran: ${listed(broken.map(({ name }) => name))}`,
    "See tallyho jobs list for why",
  );
}

/** Zones that this program doesn't know, by whose they are. */
export function judgeZones(unknown: readonly string[]): Verdict {
  if (unknown.length === 0) return ok("every time zone is known");
  return fault(
    `unknown time zones: ${listed(unknown)}`,
    "Set them to IANA zones such as Europe/Berlin",
  );
}

export function judgeMigrations(is_behind: boolean): Verdict {
  if (!is_behind) return ok("the database is of this version");
  return fault(
    "the database is of an older version",
    "Start the tracker, or run tallyho migrate",
  );
}

/** Whether the key of this place opens what the database keeps. */
export function judgeKey(found: {
  is_there: boolean;
  sealed_count: number;
  error: string | null;
}): Verdict {
  const { is_there, sealed_count, error } = found;
  if (!is_there) {
    return fault(
      "there is no key: neither TALLYHO_KEY nor the file `key`",
      "Restore the key from your backup; a new one opens nothing that is stored",
    );
  }
  if (error !== null) {
    return fault(
      `the key is not the database's: ${error}`,
      "Set TALLYHO_KEY to the key that every instance of this network has",
    );
  }
  return ok(`the key opens ${sealed_count} click keys`);
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN_MAX).join(", ");
  const more = names.length - SHOWN_MAX;
  return more > 0 ? `${shown} and ${more} more` : shown;
}
