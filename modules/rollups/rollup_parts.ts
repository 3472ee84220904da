import type { Database } from "../../db/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { runAudit } from "../scheduler/mod.ts";
import type { JobDefinition } from "../scheduler/mod.ts";
import { AUDIT_REPORTS_JOB, auditReports } from "./audit_reports.ts";
import { foldDeltas } from "./fold_deltas.ts";
import { cubeDays, mergeParts, sortDays } from "./fold_blocks.ts";
import { newFoldThread } from "./fold_thread.ts";
import { recountNoted } from "./recount_day.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The jobs that keep blocks few and sorted, and the thread that they work in. */
export function createRollupParts(deps: { db: Database; clock: Clock }) {
  const { db, clock } = deps;
  const thread = newFoldThread();
  const today = () => Math.floor(clock.nowMs() / DAY_MS);
  const jobs: JobDefinition[] = [
    {
      name: "fold_conversions",
      description: "Moves changes of conversions into what reports count from",
      every_ms: MINUTE_MS,
      run: () => foldDeltas({ db, clock, thread }),
    },
    {
      name: "merge_report_blocks",
      description:
        "Merges what reports count from, so that a day has few parts",
      every_ms: MINUTE_MS,
      run: () => mergeParts({ db, thread }),
    },
    {
      name: "sort_report_days",
      description:
        "Sorts what reports count from, once its day is over or when more of it came late",
      every_ms: HOUR_MS,
      run: async ({ signal }) => {
        await sortDays({ db, thread }, today());
        await cubeDays({ db, thread }, signal);
      },
    },
    {
      name: AUDIT_REPORTS_JOB,
      description:
        "Compares what reports count with clicks and conversions, of yesterday and of an older day; fails if they differ",
      every_ms: DAY_MS,
      is_task: true,
      run: (context) =>
        runAudit({ db, job: AUDIT_REPORTS_JOB }, context, () =>
          auditReports(db, today(), context),
        ),
    },
    {
      name: "recount_reports",
      description:
        "Counts days of before there were reports, and others that were asked for, from their clicks and conversions",
      every_ms: MINUTE_MS,
      run: ({ signal }) => recountNoted({ db, thread, signal }, today()),
    },
  ];
  return { jobs, stop: () => thread.stop() };
}

/** The parts of the roll-ups. */
export type RollupParts = ReturnType<typeof createRollupParts>;
