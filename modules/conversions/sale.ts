import type { InstallFacts } from "../../db/schema/mod.ts";
import type {
  CampaignConfig,
  GoalConfig,
  LinkConfig,
} from "../campaigns/mod.ts";
import type { Micros } from "../kernel/mod.ts";
import type { Mode, ConversionStatus } from "../sources/mod.ts";

/** A transaction in a store, a test of one, one of Apple's installs, or an order of a shop. */
export type TransactionKind = "purchase" | "test" | "install" | "order";

/** A reported sale: the fields that identify and price its conversion. */
export interface Sale {
  campaign: CampaignConfig;
  goal_config: GoalConfig;
  link: LinkConfig;
  /** The currency the affiliate is owed in; null: the campaign's. */
  payout_currency: string | null;
  click_id: string;
  click_bytes: Uint8Array;
  order_id: string | null;
  nonce: string | null;
  /** The sender's own id of a refund, which is subtracted once. */
  refund_id?: string | null | undefined;
  /** The source that it came by. */
  source?: { id: number } | null | undefined;
  status: ConversionStatus | null;
  mode: Mode;
  is_refund: boolean;
  amount_micros: Micros | null;
  revenue_micros: Micros | null;
  payout_micros: Micros | null;
  /** The currency and amount as sent, if not in the campaign's currency. */
  sent_currency: string | null;
  sent_amount_micros: Micros | null;
  occurred_at: number | null;
  received_at: number;
  /** Reported once: a repeat changes nothing, whatever it says, and an order is one in all goals. */
  is_once?: boolean | undefined;
  /** Reported by a page, which proves nothing. */
  is_claim?: boolean | undefined;
  /** Whether pages may have reported it before. */
  seeks_claims?: boolean | undefined;
  /** Whether it is one for each click, whatever its goal says of repeats. */
  is_one_per_click?: boolean | undefined;
  /** Set where its order is one conversion in all campaigns of the advertiser. */
  transaction?: TransactionKind | undefined;
  /** The facts of an app's install. */
  install?: InstallFacts | null | undefined;
}
