import type { Configuration } from "../../campaigns/mod.ts";
import {
  clickIdText,
  isTestClick,
  peekClickId,
  readClickTime,
} from "../../clicks/mod.ts";
import { expandTemplate, formatAmount, isoTime } from "../../kernel/mod.ts";
import type { ClaimedDelivery } from "./claim_deliveries.ts";
import { readDeliveryUrl } from "./delivery_macros.ts";

/** What of the configuration a delivery's URL may name. */
export type Names = Pick<Configuration, "campaign">;

/** The URL that a delivery is sent to, its macros filled. */
export function deliveryUrl(delivery: ClaimedDelivery, names: Names): string {
  const campaign = names.campaign(delivery.campaign_id);
  const goal = campaign?.goals.find(({ key }) => key === delivery.goal_key);
  const values: Record<string, () => string> = {
    ...conversionValues(delivery),
    campaign_name: () => campaign?.name ?? "",
    goal_name: () => goal?.name ?? "",
  };
  return expandTemplate(readDeliveryUrl(delivery.url), (name, arg) =>
    name === "param"
      ? paramOf(delivery, arg)
      : (values[name]?.() ?? columnOf(delivery, name)),
  );
}

function conversionValues(delivery: ClaimedDelivery) {
  const { currency, payout_micros, told_micros, occurred_at } = delivery;
  const click_id = clickIdText(delivery.click_id);
  const campaign_id = () => String(delivery.campaign_id);
  const affiliate_id = () => String(delivery.affiliate_id);
  const goal = () => delivery.goal_key;
  return {
    click_id: () => click_id,
    campaign_id,
    offer_id: campaign_id,
    affiliate_id,
    aff_id: affiliate_id,
    goal,
    goal_id: goal,
    order_id: () => delivery.order_id ?? "",
    payout: () => formatAmount(payout_micros, currency),
    payout_delta: () => formatAmount(payout_micros - told_micros, currency),
    currency: () => currency,
    status: () => delivery.status,
    reason: () => delivery.reason ?? "",
    conversion_id: () => delivery.conversion_id,
    delivery_id: () => delivery.id,
    occurred_at: () => isoTime(occurred_at),
    occurred_at_unix: () => String(Math.floor(occurred_at / 1000)),
    click_time: () => isoTime(readClickTime(delivery.click_id)),
    gaid: () => paramOf(delivery, "gaid") || paramOf(delivery, "google_aid"),
    idfa: () => paramOf(delivery, "idfa"),
    is_test: () => (isTestId(click_id) ? "1" : "0"),
    random: () => String(crypto.getRandomValues(new Uint32Array(1))[0]),
  };
}

function isTestId(click_id: string): boolean {
  const read = peekClickId(click_id);
  return read !== null && isTestClick(read.fields);
}

/** `click_ref`, the subs and whatever else is a column of the click's row. */
function columnOf(delivery: ClaimedDelivery, name: string): string {
  const value = delivery.click?.[name];
  return typeof value === "string" ? value : "";
}

function paramOf(delivery: ClaimedDelivery, name: string | null): string {
  const params = delivery.click?.params;
  if (params === null || typeof params !== "object" || name === null) return "";
  const value: unknown = Object.getOwnPropertyDescriptor(params, name)?.value;
  return typeof value === "string" ? value : "";
}
