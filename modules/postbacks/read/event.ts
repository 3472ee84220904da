import type { ClickIdFields } from "../../clicks/mod.ts";
import type { Micros } from "../../kernel/mod.ts";
import type { ConversionStatus, Mode } from "../../sources/mod.ts";

/** A postback's content, parsed and validated, but not yet compared with anything recorded. */
export interface PostbackEvent {
  click_id: string;
  click: ClickIdFields;
  /** The goal that it names explicitly. */
  goal: string | null;
  /** A word that counts as a goal only if the campaign has a goal of that name. */
  event: string | null;
  order_id: string | null;
  customer_id: string | null;
  /** Never negative; `is_refund` keeps the sign. */
  amount_micros: Micros | null;
  revenue_micros: Micros | null;
  payout_micros: Micros | null;
  is_refund: boolean;
  /** The refund's own id, where each refund says what it alone gives back. */
  refund_id?: string | null | undefined;
  currency: string | null;
  /** `ignore`: the source's map says to ignore this word. */
  status: ConversionStatus | "ignore" | null;
  raw_status: string | null;
  reason: string | null;
  occurred_at: number | null;
  mode: Mode;
  nonce: string | null;
  /** Whether it is one for each click, whatever its goal says of repeats. */
  is_one_per_click?: boolean;
  /** The customer's address, if sent. */
  ip: string | null;
  user_agent: string | null;
  adv: Record<string, string> | null;
  flags: string[];
  /** Parameters without a meaning here. */
  unmapped: string[];
}
