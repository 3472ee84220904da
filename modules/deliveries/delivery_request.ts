import type { Configuration } from "../campaigns/mod.ts";
import {
  clickIdText,
  isClickless,
  isTestClick,
  peekClickId,
  readClickTime,
} from "../clicks/mod.ts";
import { reasonSeenBy } from "../http/mod.ts";
import {
  decodePercent,
  expandTemplate,
  currencyExponent,
  formatAmount,
  roundToMinor,
  garbledFlag,
  isoTime,
  PercentText,
  UNDECODED,
  signWebhook,
} from "../kernel/mod.ts";
import type { Template } from "../kernel/mod.ts";
import type { ClaimedDelivery } from "./claim_deliveries.ts";
import type { EndpointConfig } from "./endpoints/endpoint_config.ts";
import type { OutgoingRequest } from "./send_request.ts";

/** The configuration that macros refer to. */
export type Names = Pick<Configuration, "campaign">;

/** How requests name their sender. */
export const USER_AGENT = "tallyho/0.1";

/**
 * Builds the request of a delivery: macros expanded, identified by the delivery's id,
 * and signed with every live secret. For a GET the signed content is the URL's path and
 * query.
 */
export function deliveryRequest(
  delivery: ClaimedDelivery,
  endpoint: EndpointConfig,
  input: { names: Names; now_ms: number },
): OutgoingRequest {
  const fill = (template: Template) =>
    expandTemplate(template, (name, arg) =>
      name === "param"
        ? paramOf(delivery, arg)
        : valueOf(delivery, name, input.names),
    );
  const url = fill(endpoint.url);
  const body = endpoint.body === null ? null : fill(endpoint.body);
  const timestamp_s = Math.floor(input.now_ms / 1000);
  const { method, timeout_ms } = endpoint;
  const headers: Record<string, string> = {
    "user-agent": USER_AGENT,
    ...(body === null ? {} : { "content-type": "application/json" }),
    ...endpoint.headers,
    ...(endpoint.authorization === null
      ? {}
      : { authorization: endpoint.authorization.header }),
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

/** Resolves one macro at a time, since most templates use few. */
function valueOf(
  delivery: ClaimedDelivery,
  name: string,
  names: Names,
): string | PercentText {
  const { click_id, currency, occurred_at, payout_micros } = delivery;
  switch (name) {
    case "click_id":
      return isClickless(click_id) ? "" : clickIdText(click_id);
    case "campaign_id":
    case "offer_id":
      return String(delivery.campaign_id);
    case "campaign_name":
      return names.campaign(delivery.campaign_id)?.name ?? "";
    case "affiliate_id":
    case "aff_id":
      return String(delivery.affiliate_id);
    case "goal":
    case "goal_id":
      return delivery.goal_key;
    case "goal_name":
      return goalName(delivery, names);
    case "order_id":
      return delivery.order_id ?? "";
    case "payout":
      return payoutOf(delivery);
    case "payout_delta": {
      // Each total is rounded, so that the deltas add up to the last payout.
      const delivered_payout_micros = toMinor(
        delivery.delivered_payout_micros,
        currency,
      );
      const now_micros = toMinor(payout_micros, currency);
      return formatAmount(now_micros - delivered_payout_micros, currency);
    }
    case "currency":
      return currency;
    case "sale_amount":
      return saleAmount(delivery, names);
    case "status":
      return delivery.status;
    case "reason":
      return reasonSeenBy("affiliate", delivery.reason) ?? "";
    case "conversion_id":
      return delivery.conversion_id;
    case "delivery_id":
      return delivery.id;
    case "occurred_at":
      return isoTime(occurred_at);
    case "occurred_at_unix":
      return String(Math.floor(occurred_at / 1000));
    case "click_time":
      return isClickless(click_id) ? "" : isoTime(readClickTime(click_id));
    case "gaid":
      return paramOf(delivery, "gaid") || paramOf(delivery, "google_aid");
    case "idfa":
      return paramOf(delivery, "idfa");
    case "is_test":
      return isTestId(clickIdText(click_id)) ? "1" : "0";
    case "random":
      return String(crypto.getRandomValues(new Uint32Array(1))[0]);
    default:
      return ADV.test(name)
        ? advertisersOwn(delivery, name, names)
        : columnOf(delivery, name);
  }
}

/** The advertiser's own values, `adv1` to `adv10`. */
const ADV = /^adv[0-9]/;

/** Whether the campaign shares what the advertiser says of a sale, as of now. */
function sharesSale({ campaign_id }: ClaimedDelivery, names: Names): boolean {
  return names.campaign(campaign_id)?.share_amount === true;
}

/** The payout, in whole minor units of its currency. */
export function payoutOf({
  payout_micros,
  currency,
}: Pick<ClaimedDelivery, "payout_micros" | "currency">): string {
  return formatAmount(toMinor(payout_micros, currency), currency);
}

/** The amount of the sale; empty where the campaign doesn't share it. */
export function saleAmount(delivery: ClaimedDelivery, names: Names): string {
  const { amount_micros, sale_currency } = delivery;
  if (amount_micros === null || !sharesSale(delivery, names)) return "";
  return formatAmount(toMinor(amount_micros, sale_currency), sale_currency);
}

/** A value of the advertiser's own; empty where the campaign doesn't share it. */
export function advertisersOwn(
  delivery: ClaimedDelivery,
  name: string,
  names: Names,
): string {
  return sharesSale(delivery, names) ? (delivery.adv?.[name] ?? "") : "";
}

function goalName(delivery: ClaimedDelivery, names: Names): string {
  const goals = names.campaign(delivery.campaign_id)?.goals;
  return goals?.find(({ key }) => key === delivery.goal_key)?.name ?? "";
}

/** Whether a click is a test. */
export function isTestId(click_id: string): boolean {
  const read = peekClickId(click_id);
  return read !== null && isTestClick(read.fields);
}

/** `click_ref`, the subs and other columns of the click's row. */
export function columnOf(
  delivery: ClaimedDelivery,
  name: string,
): string | PercentText {
  const value = delivery.click?.[name];
  if (typeof value !== "string") return "";
  return isFlagged(delivery, garbledFlag(name))
    ? new PercentText(value)
    : value;
}

/** A flag of the click marks values that are not UTF-8: they are sent back byte for byte. */
function isFlagged({ click }: ClaimedDelivery, flag: string): boolean {
  const flags = click?.flags;
  return Array.isArray(flags) && flags.includes(flag);
}

/** Another parameter of the click's link; empty if there was none. */
export function paramOf(
  delivery: ClaimedDelivery,
  name: string | null,
): string | PercentText {
  const params = delivery.click?.params;
  if (params === null || typeof params !== "object" || name === null) return "";
  const value: unknown = Object.getOwnPropertyDescriptor(params, name)?.value;
  if (typeof value !== "string") return "";
  const is_garbled =
    isFlagged(delivery, UNDECODED) && decodePercent(value).is_garbled;
  return is_garbled ? new PercentText(value) : value;
}

/** Rounds to the minor unit; exact in a currency that ISO 4217 has withdrawn since. */
function toMinor(micros: bigint, currency: string): bigint {
  return currencyExponent(currency) === undefined
    ? micros
    : roundToMinor(micros, currency);
}
