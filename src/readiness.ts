import { eq } from "drizzle-orm";
import type { Database } from "../db/mod.ts";
import { jobRuns } from "../db/schema/mod.ts";
import { AUDIT_JOB } from "../modules/payouts/mod.ts";

const READY_TIMEOUT_MS = 2_000;
/** Share of its maximum above which the journal counts as nearly full. */
const JOURNAL_NEARLY_FULL = 0.8;

/** Figures about the tracker's state. */
export interface TrackerState {
  /** Bytes of the journal not yet in the table. */
  drain_lag_bytes(): number;
  journal_bytes(): number;
  journal_bytes_max: number;
  /** Records that couldn't be stored, kept in a file. */
  set_aside(): number;
  /** Clicks redirected although the journal refused them. */
  clicks_not_stored(): number;
  /** Postbacks waiting in the journal for the database. */
  postbacks_queued(): number;
  /** Postbacks answered 429 and not kept. */
  postbacks_limited(): number;
  /** Requests forwarded by a peer that isn't a trusted proxy. */
  untrusted_forwarded(): number;
  /** Why it runs without the database; null if it has it. */
  away(): string | null;
  /** Why the printed links can't be opened; null if they can. */
  links_warning: string | null;
}

/** Whether the tracker is working, and what is degraded. Redirects need no database. */
export async function readReadiness(db: Database, state: TrackerState) {
  const answer = state.away() === null ? await askDatabase(db) : null;
  const is_reachable = answer !== null;
  const journal_share = state.journal_bytes() / state.journal_bytes_max;
  const degraded = [
    ...(is_reachable ? [] : ["database"]),
    ...(answer?.audit_error == null ? [] : ["ledger"]),
    ...(journal_share < JOURNAL_NEARLY_FULL ? [] : ["journal_nearly_full"]),
    ...(state.set_aside() === 0 ? [] : ["records_set_aside"]),
    ...(state.clicks_not_stored() === 0 ? [] : ["clicks_not_stored"]),
    ...(state.postbacks_queued() === 0 ? [] : ["postbacks_queued"]),
    ...(state.links_warning === null ? [] : ["public_url"]),
  ];
  return {
    ready: is_reachable || journal_share < 1,
    degraded,
    database: is_reachable ? "ok" : "unreachable",
    ...(answer?.audit_error == null ? {} : { ledger: answer.audit_error }),
    ...(state.links_warning === null
      ? {}
      : { public_url: state.links_warning }),
    journal: {
      bytes: state.journal_bytes(),
      bytes_max: state.journal_bytes_max,
      drain_lag_bytes: state.drain_lag_bytes(),
      set_aside: state.set_aside(),
      clicks_not_stored: state.clicks_not_stored(),
      postbacks_queued: state.postbacks_queued(),
    },
    postbacks: { limited: state.postbacks_limited() },
    proxies: { untrusted: state.untrusted_forwarded() },
  };
}

/** The same figures in Prometheus' text format. */
export function metricsText(state: TrackerState): string {
  const figures: [string, "gauge" | "counter", string, number][] = [
    [
      "tallyho_journal_bytes",
      "gauge",
      "Bytes that the journal holds",
      state.journal_bytes(),
    ],
    [
      "tallyho_journal_bytes_max",
      "gauge",
      "The most that the journal may hold",
      state.journal_bytes_max,
    ],
    [
      "tallyho_drain_lag_bytes",
      "gauge",
      "Bytes of the journal that the table does not have yet",
      state.drain_lag_bytes(),
    ],
    [
      "tallyho_records_set_aside",
      "gauge",
      "Records of the journal that could not be stored",
      state.set_aside(),
    ],
    [
      "tallyho_clicks_not_stored_total",
      "counter",
      "Clicks sent on although the journal did not take them",
      state.clicks_not_stored(),
    ],
    [
      "tallyho_postbacks_queued",
      "gauge",
      "Postbacks that wait in the journal until the database is back",
      state.postbacks_queued(),
    ],
    [
      "tallyho_postbacks_limited_total",
      "counter",
      "Postbacks answered 429 and not kept, by their sender's rate or the source's",
      state.postbacks_limited(),
    ],
    [
      "tallyho_resident_memory_bytes",
      "gauge",
      "Resident memory of this process",
      process.memoryUsage.rss(),
    ],
  ];
  return figures
    .map(
      ([name, type, help, value]) =>
        `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${name} ${value}\n`,
    )
    .join("");
}

/** Problems found by the last ledger audit; null if the database doesn't answer in time. */
async function askDatabase(
  db: Database,
): Promise<{ audit_error: string | null } | null> {
  const { promise, resolve } = Promise.withResolvers<{
    audit_error: string | null;
  } | null>();
  const timer = setTimeout(() => resolve(null), READY_TIMEOUT_MS);
  db.select({ audit_error: jobRuns.last_error })
    .from(jobRuns)
    .where(eq(jobRuns.name, AUDIT_JOB))
    .then(
      ([row]) => resolve(row ?? { audit_error: null }),
      () => resolve(null),
    );
  return await promise.finally(() => clearTimeout(timer));
}
