import type { Configuration } from "../../campaigns/mod.ts";
import {
  clickIdText,
  isClickless,
  isTestClick,
  peekClickId,
  readClickTime,
} from "../../clicks/mod.ts";
import {
  expandTemplate,
  formatAmount,
  isoTime,
  signWebhook,
} from "../../kernel/mod.ts";
import type { Template } from "../../kernel/mod.ts";
import type { ClaimedDelivery } from "./claim_deliveries.ts";
import type { EndpointConfig } from "./endpoint_config.ts";
import type { OutgoingRequest } from "./send_request.ts";

/** What of the configuration a delivery may name. */
export type Names = Pick<Configuration, "campaign">;

const USER_AGENT = "tallyho/0.1";

/**
 * The request that tells an endpoint of a delivery: its macros filled, under the
 * delivery's own id, and signed with every live secret. For a GET the signed
 * content is the URL's path and query.
 */
export function deliveryRequest(
  delivery: ClaimedDelivery,
  endpoint: EndpointConfig,
  input: { names: Names; now_ms: number },
): OutgoingRequest {
  const values = valuesOf(delivery, input.names);
  const fill = (template: Template) =>
    expandTemplate(template, (name, arg) =>
      name === "param"
        ? paramOf(delivery, arg)
        : (values[name]?.() ?? columnOf(delivery, name)),
    );
  const url = fill(endpoint.url);
  const body = endpoint.body === null ? null : fill(endpoint.body);
  const timestamp_s = Math.floor(input.now_ms / 1000);
  const { method, timeout_ms } = endpoint;
  const headers: Record<string, string> = {
    "user-agent": USER_AGENT,
    ...(body === null ? {} : { "content-type": "application/json" }),
    ...endpoint.headers,
    "webhook-id": delivery.id,
    "webhook-timestamp": String(timestamp_s),
  };
  if (endpoint.secrets.length > 0) {
    const { pathname, search } = new URL(url);
    headers["webhook-signature"] = signWebhook({
      secrets: [...endpoint.secrets],
      id: delivery.id,
      timestamp_s,
      payload: method === "GET" ? pathname + search : (body ?? ""),
    });
  }
  return {
    method,
    url,
    headers,
    body: method === "GET" ? null : body,
    timeout_ms,
  };
}

function valuesOf(
  delivery: ClaimedDelivery,
  names: Names,
): Record<string, () => string> {
  const { currency, payout_micros, told_micros, occurred_at } = delivery;
  const campaign = names.campaign(delivery.campaign_id);
  const goal_config = campaign?.goals.find(
    ({ key }) => key === delivery.goal_key,
  );
  const click_id = clickIdText(delivery.click_id);
  const campaign_id = () => String(delivery.campaign_id);
  const affiliate_id = () => String(delivery.affiliate_id);
  const goal = () => delivery.goal_key;
  return {
    click_id: () => (isClickless(delivery.click_id) ? "" : click_id),
    campaign_id,
    offer_id: campaign_id,
    campaign_name: () => campaign?.name ?? "",
    affiliate_id,
    aff_id: affiliate_id,
    goal,
    goal_id: goal,
    goal_name: () => goal_config?.name ?? "",
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
    click_time: () =>
      isClickless(delivery.click_id)
        ? ""
        : isoTime(readClickTime(delivery.click_id)),
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
