import type { JobDefinition } from "../scheduler/mod.ts";
import { autoApproveJob } from "./changes/auto_approve.ts";
import { bulkJob } from "./changes/bulk_task.ts";
import type { HeldPricer } from "./held/price_held.ts";

const MINUTE_MS = 60_000;

/** The jobs of conversions. */
export function conversionJobs(
  deps: Parameters<typeof bulkJob>[0] &
    Parameters<typeof autoApproveJob>[0] & {
      held: Pick<HeldPricer, "runOnce">;
    },
): JobDefinition[] {
  return [
    {
      name: "price_held_conversions",
      description: "Prices conversions whose rate has come, and moves them on",
      every_ms: MINUTE_MS,
      run: async () => {
        await deps.held.runOnce();
      },
    },
    bulkJob(deps),
    autoApproveJob(deps),
  ];
}
