import type { Database } from "../db/mod.ts";
import { accessJobs } from "../modules/access/mod.ts";

import type { Mailer } from "../modules/access/mod.ts";
import { campaignLoops } from "../modules/campaigns/mod.ts";
import { bellJobs } from "../modules/bells/mod.ts";
import type { CapUsage, Configuration } from "../modules/campaigns/mod.ts";
import type { ClickParts } from "../modules/clicks/mod.ts";
import {
  deliveryLoops,
  webhookJobs,
  webhookLoops,
} from "../modules/deliveries/mod.ts";
import type { Deliverer } from "../modules/deliveries/mod.ts";
import { forgetKeys } from "../modules/http/mod.ts";
import type { Clock } from "../modules/kernel/mod.ts";
import { moveJobs } from "../modules/moves/mod.ts";
import type { MoveRunDeps } from "../modules/moves/mod.ts";
import { noticeJobs } from "../modules/notices/mod.ts";
import { payoutJobs } from "../modules/payouts/mod.ts";
import type { ForwardSender, PostbackParts } from "../modules/postbacks/mod.ts";
import type { ReconciliationParts } from "../modules/reconciliation/mod.ts";
import type { RiskParts } from "../modules/risk/mod.ts";
import type { RollupParts } from "../modules/rollups/mod.ts";
import type { Reports } from "../modules/reports/mod.ts";
import { savedReportJobs } from "../modules/saved_reports/mod.ts";
import { shadowJobs } from "../modules/shadow/mod.ts";
import { taskJobs } from "../modules/scheduler/mod.ts";
import type { ReadWork } from "./read_replica/replica_work.ts";
import type {
  JobDefinition,
  LoopDefinition,
} from "../modules/scheduler/mod.ts";

const HOUR_MS = 3_600_000;

export interface JobsDeps {
  db: Database;
  /** Runs what only reads, on the replica where it can. */
  readWork?: ReadWork;
  clock: Clock;
  default_timezone: string;
  default_currency: string;
  allowed_targets: MoveRunDeps["allowed_targets"];
  public_url: string;
  sessions: Parameters<typeof accessJobs>[0];
  parts: {
    clicks: Pick<ClickParts, "jobs" | "loops" | "old_clicks">;
    rollups: Pick<RollupParts, "jobs">;
    risk: Pick<RiskParts, "jobs" | "loops">;
    postbacks: Pick<PostbackParts, "jobs" | "loops" | "fx" | "conversions">;
    reconciliation: Pick<ReconciliationParts, "jobs">;
    deliverer: Deliverer;
    forward_sender: ForwardSender;
    mailer: Mailer | undefined;
    configuration: Configuration;
    seal_key: MoveRunDeps["seal_key"];
    caps: CapUsage;
    reports: Reports;
  };
}

/** Jobs that the clock fires, each on one instance, and tasks started on request. */
export function allJobs(deps: JobsDeps): JobDefinition[] {
  const { clicks, postbacks, reconciliation, risk, rollups } = deps.parts;
  return [
    ...taskJobs(deps),
    ...accessJobs(deps.sessions),
    ...noticeJobs({ ...deps, random: Math.random, mailer: deps.parts.mailer }),
    {
      name: "forget_idempotency_keys",
      description: "Deletes idempotency keys after 24 hours",
      every_ms: HOUR_MS,
      run: ({ signal }) => forgetKeys(deps, signal),
    },
    ...rollups.jobs,
    ...clicks.jobs,
    ...webhookJobs(deps),
    ...payoutJobs({ ...deps, fx: postbacks.fx }),
    ...postbacks.jobs,
    ...risk.jobs,
    ...reconciliation.jobs,
    ...moveJobs({
      ...deps,
      ...deps.parts,
      conversions: postbacks.conversions,
      old_clicks: clicks.old_clicks,
    }),
    ...savedReportJobs({ ...deps, ...deps.parts }),
    ...bellJobs({ ...deps, ...deps.parts }),
    ...shadowJobs({
      ...deps,
      default_currency: deps.parts.reports.default_currency,
    }),
  ];
}

/** Loops that every instance runs: its own upkeep, and its share of the work. */
export function allLoops({ parts, ...deps }: JobsDeps): LoopDefinition[] {
  return [
    ...campaignLoops({ ...deps, ...parts }),
    ...parts.clicks.loops,
    ...deliveryLoops(parts.deliverer),
    ...webhookLoops({ ...deps, ...parts }),
    ...parts.postbacks.loops,
    {
      name: "forward_postbacks",
      poll_ms: 500,
      runOnce: () => parts.forward_sender.runOnce(),
    },
    ...parts.risk.loops,
  ];
}
