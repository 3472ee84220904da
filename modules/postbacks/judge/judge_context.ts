import type { CapUsage } from "../../campaigns/mod.ts";
import type { ClickFacts } from "../../clicks/mod.ts";
import type { BackfillDirectory } from "../rejudge/backfill_directory.ts";
import type {
  ConversionRuleDirectory,
  RecentRates,
  TierUse,
  WorkingSet,
} from "../../conversions/mod.ts";
import type { FxRates } from "../../payouts/mod.ts";

/** What a customer's address tells of it. */
export interface AddressFacts {
  country: string | null;
  is_data_centre: boolean;
}

/** What an event is judged by beside itself: nothing of it is asked of the database while judging. */
export interface JudgeContext {
  recorded: WorkingSet;
  /** The rows of the batch's clicks, as far as anybody asks for them. */
  clicks: ReadonlyMap<string, ClickFacts>;
  caps: Pick<CapUsage, "conversionCapsOf" | "isFullWith">;
  /** What this batch adds to each cap so far. */
  cap_added: Map<number, bigint>;
  /** What affiliates have brought where tiers ask for it, with what this batch adds. */
  tiers: Pick<TierUse, "had">;
  /** The rates of the last days, and those that the recorded ones were priced by. */
  fx: FxRates;
  windows: Pick<BackfillDirectory, "over">;
  rules: Pick<ConversionRuleDirectory, "of">;
  rates: Pick<RecentRates, "inLastHour">;
  addressFacts(ip: string): AddressFacts;
  /** What an accepted postback has used up, with what it said: by `nonceKey()`. */
  nonces: Map<string, Uint8Array>;
  /** The time by which windows are open. */
  now_ms: number;
}
