import type { Configuration } from "../modules/campaigns/mod.ts";
import type { ClickParts } from "../modules/clicks/mod.ts";
import type { Deliverer } from "../modules/deliveries/mod.ts";
import type { PostbackParts } from "../modules/postbacks/mod.ts";
import type { ReconciliationParts } from "../modules/reconciliation/mod.ts";
import type {
  JobContext,
  JobDefinition,
  LoopOptions,
} from "../modules/scheduler/mod.ts";

/** Dependencies of the jobs. */
export interface JobsDeps extends Pick<
  ClickParts,
  "drain" | "journal" | "lease" | "ring"
> {
  configuration: Configuration;
  postbacks: Pick<
    PostbackParts,
    "judgeWaiting" | "priceHeld" | "runWindows" | "forgetNonces" | "jobs"
  >;
  reconciliation: Pick<ReconciliationParts, "jobs">;
  deliverer: Deliverer;
  endSessions(): Promise<void>;
  makeDays(): Promise<void>;
  refreshCaps(): Promise<void>;
  dropOldClicks(): Promise<void>;
  dropOldPostbacks(signal: AbortSignal): Promise<unknown>;
  deleteOldTasks(signal: AbortSignal): Promise<unknown>;
  extendLedger(): Promise<void>;
  auditLedger(context: JobContext): Promise<unknown>;
  makeScheduledPayments(): Promise<void>;
  bookClicks(): Promise<void>;
}

/** If this job's last run failed, the tracker reports that its ledger may be wrong. */
export const AUDIT_JOB = "audit_ledger";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/**
 * Below this backlog the drain waits: few large transactions cost much less than many small ones.
 */
const DRAIN_AT_ONCE_BYTES = 524_288;

/** Scheduled jobs, each run on one instance, and tasks started on request. */
export function clockJobs(deps: JobsDeps): JobDefinition[] {
  return [
    {
      name: "end_sessions",
      description: "Deletes sessions that have run out",
      every_ms: HOUR_MS,
      run: () => deps.endSessions(),
    },
    {
      name: "make_days",
      description:
        "Makes the partitions of the next days of clicks, tries to deliver and strangers' postbacks",
      every_ms: 6 * HOUR_MS,
      run: () => deps.makeDays(),
    },
    {
      name: "drop_old_clicks",
      description: "Drops whole days of clicks that are past their retention",
      every_ms: 24 * HOUR_MS,
      run: () => deps.dropOldClicks(),
    },
    {
      name: "drop_old_postbacks",
      description:
        "Drops postbacks that are past their retention; of what made or changed a conversion the verdict stays",
      every_ms: 24 * HOUR_MS,
      run: ({ signal }) => deps.dropOldPostbacks(signal),
    },
    {
      name: "run_backfill_windows",
      description:
        "Opens and closes backfill windows, and judges what waited for them",
      every_ms: MINUTE_MS,
      run: () => deps.postbacks.runWindows(),
    },
    {
      name: "forget_nonces",
      description: "Deletes nonces that no sender may use again",
      every_ms: HOUR_MS,
      run: () => deps.postbacks.forgetNonces(),
    },
    {
      name: "delete_old_tasks",
      description: "Deletes tasks that ended more than 30 days ago",
      every_ms: 24 * HOUR_MS,
      run: ({ signal }) => deps.deleteOldTasks(signal),
    },
    ...moneyJobs(deps),
  ];
}

/** Scheduled jobs that handle money. */
function moneyJobs(deps: JobsDeps): JobDefinition[] {
  return [
    {
      name: "extend_ledger_chain",
      description:
        "Links new entries of the ledger into its chain, and adds them to the balance snapshots",
      every_ms: MINUTE_MS,
      run: () => deps.extendLedger(),
    },
    {
      name: AUDIT_JOB,
      description:
        "Recomputes the ledger from its first entry, and fails at the first difference",
      every_ms: 24 * HOUR_MS,
      is_task: true,
      run: (context) => deps.auditLedger(context),
    },
    {
      name: "make_scheduled_payments",
      description: "Makes draft payments for affiliates whose day has come",
      every_ms: HOUR_MS,
      run: () => deps.makeScheduledPayments(),
    },
    {
      name: "book_clicks",
      description:
        "Books what the clicks of a day cost, once it is over in their campaign's zone",
      every_ms: HOUR_MS,
      run: () => deps.bookClicks(),
    },
    {
      name: "price_held_conversions",
      description: "Prices conversions whose rate has come, and moves them on",
      every_ms: MINUTE_MS,
      run: async () => {
        await deps.postbacks.priceHeld();
      },
    },
    ...deps.postbacks.jobs,
    ...deps.reconciliation.jobs,
  ];
}

/** Loops run by every instance: its own upkeep, and its share of the work. */
export function loops(deps: JobsDeps): Omit<LoopOptions, "failed">[] {
  return [
    {
      name: "deliver_postbacks",
      poll_ms: 500,
      runOnce: () => deps.deliverer.pump(),
    },
    {
      name: "expire_deliveries",
      poll_ms: 5_000,
      runOnce: () => deps.deliverer.expire(),
    },
    {
      name: "drain_journal",
      poll_ms: 200,
      runOnce: async () => {
        await deps.drain.runOnce();
        return deps.drain.lag_bytes > DRAIN_AT_ONCE_BYTES;
      },
    },
    {
      name: "judge_waiting",
      poll_ms: 10_000,
      runOnce: () => deps.postbacks.judgeWaiting(),
    },
    {
      name: "sync_journal",
      poll_ms: 50,
      runOnce: async () => {
        await deps.journal.sync();
        return false;
      },
    },
    {
      name: "refresh_configuration",
      poll_ms: 1_000,
      runOnce: async () => {
        await deps.configuration.refresh();
        return false;
      },
    },
    {
      name: "refresh_caps",
      poll_ms: 1_000,
      runOnce: async () => {
        await deps.refreshCaps();
        return false;
      },
    },
    {
      // A new key signs a minute after it is published, when every instance has it.
      name: "refresh_click_keys",
      poll_ms: 10_000,
      runOnce: async () => {
        await deps.ring.refresh();
        return false;
      },
    },
    {
      name: "renew_node_lease",
      poll_ms: 600_000,
      runOnce: async () => {
        await deps.lease.renew();
        return false;
      },
    },
  ];
}
