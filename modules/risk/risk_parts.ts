import type { Database } from "../../db/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import type { JobDefinition } from "../scheduler/mod.ts";
import { scoreConversions } from "./score_conversions.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Refunds and rejections come within weeks. */
const LOOKED_AT_DAYS = 45;

/** The name of the job that compares and scores again. */
export const SCORE_JOB = "score_conversions";

/** Builds what scores conversions. */
export function createRiskParts(deps: { db: Database; clock: Clock }) {
  const { db, clock } = deps;
  const jobs: JobDefinition[] = [
    {
      name: SCORE_JOB,
      description:
        "Compares affiliates, sources and labels with the others of their offer, and scores the conversions of 45 days again",
      every_ms: 6 * HOUR_MS,
      run: async ({ signal }) => {
        const to_ms = clock.nowMs() + 1;
        const from_ms = to_ms - LOOKED_AT_DAYS * DAY_MS;
        await scoreConversions({ db, clock, signal }, { from_ms, to_ms });
      },
    },
  ];
  return { jobs };
}

/** The jobs that score conversions. */
export type RiskParts = ReturnType<typeof createRiskParts>;
