import type { CopiedBlocks } from "../report_tasks.ts";
import type { Explanation, Moments, OurMoments, TheirDay } from "./model.ts";

/** Figures to explain; days in order, each once. */
export interface Asked {
  days: readonly TheirDay[];
  /** First the one whose days they are said to be of, then likely ones. */
  timezones: readonly [string, ...string[]];
  ours: OurMoments;
}

/** Explanations; conversions are of those days that have them, null if none has. */
export interface Explained {
  clicks: Explanation;
  conversions: Explanation | null;
}

export type DiscrepancyTask =
  | { step: "count"; blocks: CopiedBlocks; affiliate_id: number }
  | { step: "explain"; asked: Asked };

export type DiscrepancyResult = { moments: Moments } | { explained: Explained };
