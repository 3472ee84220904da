import type { Database } from "../../../db/mod.ts";
import { blocksOfDeltas, readDeltas } from "../../rollups/mod.ts";
import type { Axis, BlockColumn, Thread } from "../../rollups/mod.ts";
import type { ReadingPlan } from "../plan_reading.ts";
import { leftProblem } from "../left_problem.ts";
import { readBlocks } from "../read_blocks.ts";
import { readLimits } from "../read_limits.ts";
import { addMoments, mergeMoments } from "./count_moments.ts";
import type { Moments, OurMoments } from "./model.ts";
import type { DiscrepancyResult, DiscrepancyTask } from "./tasks.ts";

const DAY_MS = 86_400_000;

const CLICKS: readonly BlockColumn[] = ["affiliate", "kind", "minute", "count"];
const CONVERSIONS: readonly BlockColumn[] = [
  "affiliate",
  "status",
  "minute",
  "count",
];
const AXES = [
  "click",
  "conversion",
  "conversion_by_click",
  "conversion_by_approval",
] as const satisfies readonly Axis[];

interface Wanted {
  affiliate_id: number;
  first: string;
  last: string;
  signal: AbortSignal;
}

/** Reads an affiliate's clicks and conversions of days of any zone, in one snapshot. */
export async function readOurs(
  deps: { db: Database; thread: Thread<DiscrepancyTask, DiscrepancyResult> },
  { affiliate_id, first, last, signal }: Wanted,
): Promise<{ ours: OurMoments; limits: string[] }> {
  const found = new Map<Axis, Moments>(AXES.map((axis) => [axis, new Map()]));
  const limits = new Set<string>();
  await deps.db.transaction(
    async (tx) => {
      for (const axis of AXES) {
        const plan = planOf(axis, { affiliate_id, first, last });
        for (const limit of await readLimits(tx, plan)) limits.add(limit);
        for await (const blocks of readBlocks(tx, plan)) {
          if (signal.aborted) throw leftProblem();
          const task = { step: "count", blocks, affiliate_id } as const;
          const buffers = [blocks.copied.buffer];
          const result = await deps.thread.ask(task, buffers);
          if ("moments" in result) mergeMoments(of(axis), result.moments);
        }
      }
      for await (const deltas of readDeltas(tx)) {
        if (signal.aborted) throw leftProblem();
        for (const block of blocksOfDeltas(deltas)) {
          addMoments(of(block.axis), block, affiliate_id);
        }
      }
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
  function of(axis: Axis): Moments {
    return found.get(axis) ?? new Map<number, Record<string, number>>();
  }
  const conversions = {
    conversion: of("conversion"),
    click: of("conversion_by_click"),
    approval: of("conversion_by_approval"),
  };
  return { ours: { clicks: of("click"), conversions }, limits: [...limits] };
}

/** UTC days, and one more on each side for zones ahead and behind. */
function planOf(
  axis: Axis,
  { affiliate_id, first, last }: Omit<Wanted, "signal">,
): ReadingPlan {
  const days = [{ first: dayOf(first) - 1, last: dayOf(last) + 1 }];
  const columns = axis === "click" ? CLICKS : CONVERSIONS;
  return {
    readings: [{ axis, ways: [], columns, days }],
    axis,
    affiliates: [affiliate_id],
  };
}

function dayOf(day: string): number {
  return Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
}
