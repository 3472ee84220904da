import type { Database } from "../../db/mod.ts";
import type { Configuration } from "../campaigns/mod.ts";
import { conversionDoor } from "./changes/conversion_door.ts";
import { priceHeld } from "./changes/price_held.ts";
import {
  ConversionRuleDirectory,
  RecentRates,
} from "./rules/conversion_rule.ts";
import { TierCounters } from "./tiers/tier_counters.ts";
import type { JobDefinition } from "../scheduler/mod.ts";
import { autoApproveJob } from "./changes/auto_approve.ts";
import { bulkJob } from "./changes/bulk_task.ts";
import { PRICE_HELD_JOB } from "./changes/price_conversions.ts";
import { rejectionDigestJob } from "./changes/rejection_digest.ts";
import type { PriceHeldDeps } from "./changes/price_held.ts";

/** Builds what judges, changes and prices conversions. */
export function createConversionParts(
  deps: Omit<Parameters<typeof conversionDoor>[0], "tiers"> & {
    db: Database;
    configuration: Pick<Configuration, "addPart">;
  },
) {
  const { db, clock, default_timezone } = deps;
  const tiers = new TierCounters(db, default_timezone);
  const rules = new ConversionRuleDirectory();
  deps.configuration.addPart(rules);
  const conversions = conversionDoor({ ...deps, tiers });
  return {
    conversions,
    jobs: conversionJobs({ db, clock, conversions }),
    /** Prices conversions that waited for a rate; returns how many. */
    priceHeld: () => priceHeld({ db, conversions }),
    tiers,
    rules,
    rates: new RecentRates(),
  };
}

/** Judges, changes and prices conversions. */
export type ConversionParts = ReturnType<typeof createConversionParts>;

const MINUTE_MS = 60_000;

function conversionJobs(
  deps: Parameters<typeof bulkJob>[0] &
    Parameters<typeof autoApproveJob>[0] &
    PriceHeldDeps,
): JobDefinition[] {
  return [
    {
      name: PRICE_HELD_JOB,
      description: "Prices conversions that waited for an exchange rate",
      every_ms: MINUTE_MS,
      run: async () => {
        await priceHeld(deps);
      },
    },
    bulkJob(deps),
    autoApproveJob(deps),
    rejectionDigestJob(deps),
  ];
}
