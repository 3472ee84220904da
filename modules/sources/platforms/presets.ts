import type { StatusMeaning } from "../../../db/schema/mod.ts";
import type { AnswerStyle } from "./answer_style.ts";
import { AUTOMATION } from "../sheet_automation.ts";
import { MMP_NAMES } from "../mmps/mmp_names.ts";
import { MMP_PRESETS } from "../mmps/mmp_presets.ts";
import { SHOP_NAMES, SHOP_PRESETS } from "../shops/shop_types.ts";
import { STORE_NAMES, STORE_WORDS } from "../stores/store_types.ts";

/** Platforms with a preset. */
export const PRESET_NAMES = [
  "partnerstack",
  "impact",
  "partnerize",
  "affise",
  "tune",
  "post_affiliate_pro",
  "scaleo",
  "voluum",
  "redtrack",
  "bemob",
  "everflow",
  "cake",
  "keitaro",
  "binom",
  "prosper202",
  "dub",
  AUTOMATION,
  ...MMP_NAMES,
  ...STORE_NAMES,
  ...SHOP_NAMES,
] as const;

/** Name of a platform with a preset. */
export type PresetName = (typeof PRESET_NAMES)[number];

/**
 * The meaning of an amount beside a refund: all that was given back so far, what remains of the sale, or what this refund
 * alone gives back.
 */
export type ReversalAmount = "refunded" | "remaining" | "delta";

/** A platform's dialect: the defaults of a source for it. */
export interface Preset {
  /** Name of the platform. */
  title: string;
  /** Canonical names, each with the platform's names in order of precedence. */
  mapping: Readonly<Record<string, readonly string[]>>;
  /** The platform's status words. */
  status_map: Readonly<Record<string, StatusMeaning>>;
  /** Answer format; `problem` if none is documented. */
  answer: AnswerStyle;
  amount_unit?: "major" | "minor";
  decimal_comma?: boolean;
  reversal_amount?: ReversalAmount;
  /** Time placeholders that mean the time of arrival. */
  arrival_words?: readonly string[];
}

const PENDING: StatusMeaning = { status: "pending" };
const APPROVED: StatusMeaning = { status: "approved" };
const REJECTED: StatusMeaning = { status: "rejected" };
const REVERSED: StatusMeaning = { status: "reversed" };

/** `{ adv1: ["param1"], … }` for numbered values of the advertiser. */
function advertiserValues(
  prefix: string,
  count: number,
): Record<string, readonly string[]> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `adv${index + 1}`,
      [`${prefix}${index + 1}`],
    ]),
  );
}

/** A basket's total, derived by `derivedParameters` if the sender gives none. */
export const ITEMS_TOTAL = "items_total";
/** An Everflow amount in the notation that its preset reads. */
export const AMOUNT_WITH_COMMA = "amount_with_comma";

/**
 * Event ids that a platform sends with every conversion map to `event`, which counts only if it
 * names a goal; those sent for a specific goal map to `goal`, which must name one.
 */
export const PRESETS: Readonly<Record<PresetName, Preset>> = {
  partnerstack: {
    title: "PartnerStack",
    mapping: {
      click_id: ["xid"],
      customer_id: ["customer_key", "customer_external_key"],
      order_id: ["key"],
      event: ["category_key", "product_key"],
      ip: ["ip_address"],
    },
    status_map: {},
    answer: "problem",
    amount_unit: "minor",
  },
  impact: {
    title: "impact.com",
    mapping: {
      click_id: ["ClickId"],
      order_id: ["OrderId", "Oid"],
      customer_id: ["CustomerId"],
      event: ["EventTypeCode", "EventTypeId", "ActionTrackerId"],
      amount: ["Amount", ITEMS_TOTAL],
      currency: ["CurrencyCode", "Currency"],
      status: ["DispositionCode"],
      occurred_at: ["EventDate"],
      ip: ["IpAddress"],
      user_agent: ["UserAgent"],
    },
    // Codes are configured per event type; these are the states they stand for.
    status_map: {
      pending: PENDING,
      approved: APPROVED,
      locked: APPROVED,
      reversed: REVERSED,
      "order returned": REVERSED,
    },
    answer: "impact",
    arrival_words: ["now"],
  },
  partnerize: {
    title: "Partnerize",
    mapping: {
      click_id: ["clickref"],
      order_id: ["conversionref"],
      event: ["category"],
      amount: ["value"],
      currency: ["currency"],
      occurred_at: ["conversion_time"],
    },
    status_map: {},
    answer: "problem",
  },
  affise: {
    title: "Affise",
    mapping: {
      ...advertiserValues("custom_field", 10),
      click_id: ["clickid"],
      order_id: ["action_id"],
      goal: ["goal"],
      amount: ["sum"],
      status: ["status"],
      // `timestamp` is the click's.
      occurred_at: ["action_timestamp"],
      customer_id: ["user_id"],
      token: ["secure"],
    },
    status_map: { 1: APPROVED, 2: PENDING, 3: REJECTED, 5: PENDING },
    answer: "affise",
  },
  tune: {
    title: "TUNE (HasOffers)",
    mapping: {
      click_id: ["transaction_id"],
      order_id: ["conversion_unique_id", "adv_sub"],
      goal: ["goal_id"],
      amount: ["amount"],
      occurred_at: ["datetime"],
      token: ["security_token"],
      adv2: ["adv_sub2"],
      adv3: ["adv_sub3"],
      adv4: ["adv_sub4"],
      adv5: ["adv_sub5"],
      adv6: ["adv_unique1"],
      adv7: ["adv_unique2"],
      adv8: ["adv_unique3"],
      adv9: ["adv_unique4"],
      adv10: ["adv_unique5"],
    },
    status_map: { approved: APPROVED, pending: PENDING, rejected: REJECTED },
    answer: "tune",
  },
  post_affiliate_pro: {
    title: "Post Affiliate Pro",
    mapping: {
      ...advertiserValues("data", 5),
      click_id: ["visitorId", "AffiliateID"],
      order_id: ["OrderID"],
      event: ["ActionCode"],
      amount: ["TotalCost"],
      // The affiliate's payout, which overrides our rules.
      payout: ["Commission"],
      currency: ["Currency"],
      status: ["PStatus"],
    },
    status_map: { a: APPROVED, p: PENDING, d: REJECTED },
    answer: "post_affiliate_pro",
  },
  scaleo: {
    title: "Scaleo",
    mapping: {
      ...advertiserValues("adv_param", 5),
      click_id: ["click_id"],
      // Our own id is in the answer as `transaction_id`; Scaleo changes conversions by it.
      order_id: ["transaction_id", "adv_order_id"],
      goal: ["goal_id", "goal_alias"],
      amount: ["amount"],
      revenue: ["revenue"],
      status: ["conv_status"],
      customer_id: ["adv_user_id"],
      token: ["token"],
    },
    status_map: {
      pending: PENDING,
      hold: PENDING,
      approved: APPROVED,
      rejected: REJECTED,
      trash: REJECTED,
    },
    answer: "scaleo",
  },
  voluum: {
    title: "Voluum",
    mapping: {
      ...advertiserValues("param", 5),
      click_id: ["cid"],
      order_id: ["txid"],
      event: ["et"],
      amount: ["payout"],
      currency: ["currency"],
    },
    status_map: {},
    answer: "problem",
  },
  redtrack: {
    title: "RedTrack",
    mapping: {
      click_id: ["clickid"],
      order_id: ["rdtk_event_id"],
      event: ["type"],
      amount: ["sum"],
      status: ["status"],
    },
    status_map: {
      approved: APPROVED,
      pending: PENDING,
      declined: REJECTED,
    },
    answer: "problem",
  },
  bemob: {
    title: "BeMob",
    mapping: {
      click_id: ["cid"],
      order_id: ["txid"],
      amount: ["payout"],
      status: ["status"],
    },
    status_map: {
      new: PENDING,
      pending: PENDING,
      approved: APPROVED,
      declined: REJECTED,
    },
    answer: "problem",
  },
  everflow: {
    title: "Everflow",
    mapping: {
      click_id: ["transaction_id"],
      // `oid` is the offer.
      order_id: ["order_id"],
      goal: ["event_id", "adv_event_id"],
      amount: [AMOUNT_WITH_COMMA, "amount"],
      token: ["verification_token"],
    },
    status_map: {},
    answer: "everflow",
    decimal_comma: true,
  },
  cake: {
    title: "CAKE",
    mapping: {
      click_id: ["r"],
      order_id: ["t"],
      event: ["e"],
      amount: ["p", "ecst", ITEMS_TOTAL],
      payout: ["ap"],
      currency: ["eccu"],
      customer_id: ["u"],
    },
    status_map: {},
    answer: "problem",
  },
  keitaro: {
    title: "Keitaro",
    mapping: {
      click_id: ["subid"],
      order_id: ["tid"],
      amount: ["payout", "revenue"],
      currency: ["currency"],
      status: ["status"],
    },
    status_map: {
      lead: PENDING,
      sale: APPROVED,
      // Counts in addition to the sale, since it has its own tid.
      rebill: APPROVED,
      rejected: REJECTED,
    },
    answer: "keitaro",
  },
  binom: {
    title: "Binom",
    mapping: {
      ...advertiserValues("event", 10),
      click_id: ["cnv_id", "upd_clickid"],
      amount: ["payout"],
      currency: ["cnv_currency"],
      // Free text, read with our status words or the source's.
      status: ["cnv_status"],
      token: ["upd_key"],
    },
    status_map: {},
    answer: "problem",
  },
  prosper202: {
    title: "Prosper202",
    mapping: {
      click_id: ["subid", "sid"],
      order_id: ["txid", "transaction_id", "order_id", "oid"],
      amount: ["amount"],
    },
    status_map: {},
    answer: "prosper202",
  },
  dub: {
    title: "dub",
    mapping: {
      click_id: ["clickId"],
      order_id: ["invoiceId"],
      customer_id: ["customerExternalId", "externalId", "customerId"],
      // Without an event name, the address says lead or sale.
      event: ["eventName", "track"],
      amount: ["amount"],
      currency: ["currency"],
      // How dub should answer (async, wait, deferred): not our `mode`, only stored.
      adv10: ["mode"],
    },
    status_map: {},
    answer: "dub",
    amount_unit: "minor",
  },
  // A person sets up in a tool what it sends, in our own names.
  [AUTOMATION]: {
    title: "Zapier, Make or n8n",
    mapping: {},
    status_map: {},
    answer: "problem",
    reversal_amount: "delta",
  },
  ...MMP_PRESETS,
  // `readStore` turns a notification into parameters with these names.
  app_store: {
    title: "App Store",
    mapping: {
      click_id: ["appAccountToken"],
      order_id: ["transactionId"],
      customer_id: ["originalTransactionId"],
      amount: ["price"],
      status: ["notificationType"],
      occurred_at: ["purchaseDate"],
      adv1: ["productId"],
      adv2: ["storefront"],
    },
    status_map: STORE_WORDS.app_store,
    answer: "store",
    reversal_amount: "refunded",
  },
  google_play: {
    title: "Google Play",
    mapping: {
      click_id: ["obfuscatedExternalAccountId"],
      order_id: ["orderId"],
      customer_id: ["purchaseToken"],
      amount: ["price"],
      status: ["notificationType"],
      occurred_at: ["eventTime"],
      adv1: ["productId"],
      adv2: ["regionCode"],
    },
    status_map: STORE_WORDS.google_play,
    answer: "store",
    reversal_amount: "refunded",
  },
  ...SHOP_PRESETS,
};
