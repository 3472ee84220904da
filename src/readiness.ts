import { eq } from "drizzle-orm";
import type { Database } from "../db/mod.ts";
import { jobRuns } from "../db/schema/mod.ts";
import { within } from "../modules/kernel/mod.ts";
import type { Clock } from "../modules/kernel/mod.ts";
import { AUDIT_JOB } from "../modules/payouts/mod.ts";
import { isFinding } from "../modules/scheduler/mod.ts";
import type { Metrics } from "./metrics/read_metrics.ts";
import type { TrackerState } from "./tracker_state.ts";
import { findProblems, SeenProblems } from "./problems.ts";

const READY_TIMEOUT_MS = 2_000;

export interface ReadinessDeps {
  db: Database;
  clock: Clock;
  state: TrackerState;
  metrics: Pick<Metrics, "snapshot">;
}

/** Whether the tracker is working, and what is degraded since when. Redirects need no database. */
export class Readiness {
  readonly #deps: ReadinessDeps;
  readonly #seen = new SeenProblems();

  constructor(deps: ReadinessDeps) {
    this.#deps = deps;
  }

  /** Reads it; called now and then, it knows when a problem began. */
  async read() {
    const { db, clock, state, metrics } = this.#deps;
    const [answer, snapshot] = await Promise.all([
      state.away() === null ? askDatabase(db) : null,
      metrics.snapshot(),
    ]);
    const is_reachable = answer !== null;
    const last_error = answer?.audit_error ?? null;
    const audit_error =
      last_error !== null && isFinding(last_error) ? last_error : null;
    const found = findProblems(snapshot, {
      away: is_reachable ? null : (state.away() ?? "no answer in time"),
      ledger: audit_error,
      google: state.google_trouble(),
      links: state.links_warning,
      replica: replicaProblem(state),
      workers: state.workers_trouble(),
      is_stopping: state.is_stopping(),
    });
    const journal_share = state.journal_bytes() / state.journal_bytes_max;
    return {
      ready: !state.is_stopping() && (is_reachable || journal_share < 1),
      degraded: found
        .filter(({ is_degrading }) => is_degrading)
        .map(({ code }) => code),
      problems: this.#seen.note(found, clock.nowMs()),
      database: is_reachable ? "ok" : "unreachable",
      ...(audit_error === null ? {} : { ledger: audit_error }),
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
}

function replicaProblem({ replica }: TrackerState): string | null {
  const use = replica?.use ?? null;
  if (use === null || use.is_used) return null;
  if (use.code === "unknown_lag") return null;
  return `The read replica is not used, for ${use.why}: the primary answers`;
}

/** The last error of the ledger's audit; null if the database doesn't answer in time. */
async function askDatabase(
  db: Database,
): Promise<{ audit_error: string | null } | null> {
  const asked = db
    .select({ audit_error: jobRuns.last_error })
    .from(jobRuns)
    .where(eq(jobRuns.name, AUDIT_JOB))
    .then(
      ([row]) => row ?? { audit_error: null },
      () => null,
    );
  return await within(READY_TIMEOUT_MS, asked, null);
}
