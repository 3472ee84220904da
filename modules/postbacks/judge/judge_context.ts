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

/** Facts derived from a customer's IP address. */
export interface AddressFacts {
  country: string | null;
  is_data_centre: boolean;
}

/** Everything an event is judged against, loaded up front: judging makes no database queries. */
export interface JudgeContext {
  recorded: WorkingSet;
  /** The clicks of the batch that some check reads. */
  clicks: ReadonlyMap<string, ClickFacts>;
  caps: Pick<CapUsage, "conversionCapsOf" | "isFullWith">;
  /** Usage that this batch has added to each cap so far. */
  cap_added: Map<number, bigint>;
  /** Volume per affiliate for goals with tiers, including this batch. */
  tiers: Pick<TierUse, "had">;
  /** Recent exchange rates, plus those that the recorded conversions were priced at. */
  fx: FxRates;
  windows: Pick<BackfillDirectory, "over">;
  rules: Pick<ConversionRuleDirectory, "of">;
  rates: Pick<RecentRates, "inLastHour">;
  addressFacts(ip: string): AddressFacts;
  /** Content of the nonces used by accepted postbacks, keyed by `nonceKey()`. */
  nonces: Map<string, Uint8Array>;
  /** Current time, which decides which backfill windows are open. */
  now_ms: number;
}
