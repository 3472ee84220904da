import type { ClickIdFields } from "../../clicks/mod.ts";
import type { Micros } from "../../kernel/mod.ts";
import type { ConversionStatus } from "../conversions/words.ts";

/** How a postback wants to be taken. */
export type Mode = "add" | "change" | "upsert";

/** What a postback says, read and checked, but not yet held against anything that is set up or recorded. */
export interface PostbackEvent {
  click_id: string;
  click: ClickIdFields;
  /** The goal that it names outright. */
  goal: string | null;
  /** A word that is a goal only where the campaign has one of that name. */
  event: string | null;
  order_id: string | null;
  customer_id: string | null;
  amount_micros: Micros | null;
  revenue_micros: Micros | null;
  payout_micros: Micros | null;
  currency: string | null;
  status: ConversionStatus | null;
  raw_status: string | null;
  reason: string | null;
  occurred_at: number | null;
  mode: Mode;
  adv: Record<string, string> | null;
  flags: string[];
}
