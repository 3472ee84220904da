import { isUuid } from "../kernel/mod.ts";
import type { Sale } from "./sale.ts";
import type { ConversionKey } from "./load_conversions.ts";
import { reportKey } from "./transition.ts";

/** Derives the lookups needed to judge an event. */
export function conversionKey(event: Sale): ConversionKey {
  const { order_id, nonce, goal_config, campaign, click_bytes } = event;
  const { key: goal_key, dedupe } = goal_config;
  const by_order = dedupe !== "click" && order_id !== null;
  const is_every = dedupe === "every" && order_id === null;
  const by_nonce = is_every && nonce !== null;
  return {
    campaign_id: campaign.id,
    goal_key,
    click_id: click_bytes,
    dedupe_key: by_order ? `o:${order_id}` : by_nonce ? `n:${nonce}` : null,
    id: order_id !== null && isUuid(order_id) ? order_id.toLowerCase() : null,
    asks_only: dedupe !== "every" || is_every,
    asks_pending: is_every && event.status === "approved",
    likeness:
      is_every && nonce === null
        ? {
            amount: `${event.sent_currency ?? ""} ${event.amount_micros ?? ""}`,
            report_key: reportKey(event),
            occurred_at: event.occurred_at,
            received_at: event.received_at,
          }
        : null,
    after: goal_config.after,
    live_max: goal_config.max_per_click,
  };
}
