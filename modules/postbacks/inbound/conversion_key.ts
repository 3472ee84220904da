import { isUuid } from "../../kernel/mod.ts";
import type { ConversionKey } from "../conversions/record.ts";
import type { ResolvedEvent } from "./resolve_event.ts";

/** What of the recorded may be the same event. */
export function conversionKey(event: ResolvedEvent): ConversionKey {
  const { order_id, nonce, goal_config, campaign, click_bytes } = event;
  const { key: goal_key, dedupe } = goal_config;
  const by_order = dedupe !== "click" && order_id !== null;
  const by_nonce = dedupe === "every" && nonce !== null;
  return {
    campaign_id: campaign.id,
    goal_key,
    click_id: click_bytes,
    dedupe_key: by_order ? `o:${order_id}` : by_nonce ? `n:${nonce}` : null,
    id: order_id !== null && isUuid(order_id) ? order_id.toLowerCase() : null,
  };
}
