import type { ClickIdFields } from "../../clicks/mod.ts";
import type { Micros } from "../../kernel/mod.ts";
import type { ConversionStatus, Mode } from "../../sources/mod.ts";

/** What a postback says, read and checked, but not yet held against anything that is recorded. */
export interface PostbackEvent {
  click_id: string;
  click: ClickIdFields;
  /** The goal that it names outright. */
  goal: string | null;
  /** A word that is a goal only where the campaign has one of that name. */
  event: string | null;
  order_id: string | null;
  customer_id: string | null;
  /** Never negative; `is_refund` says that it was. */
  amount_micros: Micros | null;
  revenue_micros: Micros | null;
  payout_micros: Micros | null;
  is_refund: boolean;
  currency: string | null;
  /** `ignore`: the source's map says that this word is nothing for us. */
  status: ConversionStatus | "ignore" | null;
  raw_status: string | null;
  reason: string | null;
  occurred_at: number | null;
  mode: Mode;
  nonce: string | null;
  /** Of the customer, where the sender tells them. */
  ip: string | null;
  user_agent: string | null;
  adv: Record<string, string> | null;
  flags: string[];
  /** Parameters that mean nothing here. */
  unmapped: string[];
}
