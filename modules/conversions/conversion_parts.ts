import type { Database } from "../../db/mod.ts";
import type { Configuration } from "../campaigns/mod.ts";
import { conversionDoor } from "./changes/conversion_door.ts";
import { priceHeld } from "./changes/price_held.ts";
import { conversionJobs } from "./conversion_jobs.ts";
import {
  ConversionRuleDirectory,
  RecentRates,
} from "./rules/conversion_rule.ts";
import { TierCounters } from "./tiers/tier_counters.ts";

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
