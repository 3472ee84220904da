import type { Database } from "../../db/mod.ts";
import type { Configuration } from "../campaigns/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { idle } from "../scheduler/mod.ts";
import type { JobDefinition, LoopDefinition } from "../scheduler/mod.ts";
import { LiveRisk } from "./live/live_risk.ts";
import { mailHeldJob } from "./mail_held.ts";
import { scoreConversions } from "./score_conversions.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Refunds and rejections come within weeks. */
const LOOKED_AT_DAYS = 45;

/** Another instance's postbacks are known here after so long. */
const SENDERS_EVERY_MS = HOUR_MS / 4;

/** The name of the job that compares and scores again. */
export const SCORE_JOB = "score_conversions";

/** Builds what scores conversions. */
export function createRiskParts(deps: {
  db: Database;
  clock: Clock;
  configuration: Pick<Configuration, "addPart" | "campaign">;
  deviceOf(agent: string): { os: string; is_bot: boolean };
}) {
  const { db, clock } = deps;
  const live = new LiveRisk(deps);
  deps.configuration.addPart(live);
  const jobs: JobDefinition[] = [
    {
      name: SCORE_JOB,
      description:
        "Compares affiliates, sources and labels with the others of their offer, and scores the conversions of 45 days again",
      every_ms: 6 * HOUR_MS,
      run: async ({ signal }) => {
        const to_ms = clock.nowMs() + 1;
        const from_ms = to_ms - LOOKED_AT_DAYS * DAY_MS;
        const wantedOf = (id: number) => wantedBy(deps.configuration, id);
        const scoring = { db, clock, signal, wantedOf };
        await scoreConversions(scoring, { from_ms, to_ms });
      },
    },
    mailHeldJob({ db, clock }),
  ];
  const loops: LoopDefinition[] = [
    {
      name: "learn_senders",
      poll_ms: SENDERS_EVERY_MS,
      runOnce: idle(() => live.learnSenders(db)),
    },
  ];
  return { jobs, loops, live };
}

function wantedBy(
  configuration: Pick<Configuration, "campaign">,
  campaign_id: number,
): string[] | null {
  const { allow } =
    configuration.campaign(campaign_id)?.plan.targeting?.countries ?? {};
  return allow ? [...allow].map((country) => country.toUpperCase()) : null;
}

/** The jobs that score conversions. */
export type RiskParts = ReturnType<typeof createRiskParts>;
