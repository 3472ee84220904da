import type { JobDefinition } from "../scheduler/mod.ts";
import { autoApproveJob } from "./changes/auto_approve.ts";
import { bulkJob } from "./changes/bulk_task.ts";
import { PRICE_HELD_JOB } from "./changes/price_conversions.ts";
import { priceHeld } from "./changes/price_held.ts";
import type { PriceHeldDeps } from "./changes/price_held.ts";

const MINUTE_MS = 60_000;

export function conversionJobs(
  deps: Parameters<typeof bulkJob>[0] &
    Parameters<typeof autoApproveJob>[0] &
    PriceHeldDeps,
): JobDefinition[] {
  return [
    {
      name: PRICE_HELD_JOB,
      description: "Prices conversions whose rate has come, and moves them on",
      every_ms: MINUTE_MS,
      run: async () => {
        await priceHeld(deps);
      },
    },
    bulkJob(deps),
    autoApproveJob(deps),
  ];
}
