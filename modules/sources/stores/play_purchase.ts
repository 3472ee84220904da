import {
  asObject,
  objectsOf,
  textOf,
  timeOf,
  wholeOf,
  wholeOrText,
} from "./json_fields.ts";
import type { JsonFields } from "./json_fields.ts";

/** An amount of money as Google writes it, in micros. */
interface Money {
  micros: string;
  currency: string;
}

/** A purchase as Google's API has it, cut to what is needed. */
export interface PlayPurchase {
  product_id: string | null;
  order_id: string | null;
  /** `obfuscatedExternalAccountId`, which the app put in. */
  account_id: string | null;
  state: "paid" | "pending" | "canceled";
  is_trial: boolean;
  is_test: boolean;
  /** Null if only the order tells it. */
  price: Money | null;
  /** The part of the order that was given back; null if unknown or nothing. */
  refunded: Money | null;
  /** Whether its order was read, which tells more than the purchase. */
  has_order?: boolean;
  started_at: number | null;
  region: string | null;
}

/** The result of looking a purchase up. */
export type PurchaseLookup =
  | { kind: "found"; purchase: PlayPurchase }
  /** Google has no such purchase. */
  | { kind: "not_found"; why: string }
  /** It can't be looked up as the source is set up. */
  | { kind: "refused"; why: string }
  /** Google could not be asked. */
  | { kind: "unreached"; why: string };

/** Whether asking again may tell more than what is known of a purchase, or of its refund. */
export function isOpenLookup(
  lookup: PurchaseLookup | undefined,
  is_refund: boolean,
): boolean {
  if (lookup?.kind !== "found") return true;
  const { state, price, is_trial, refunded } = lookup.purchase;
  if (is_refund) return refunded === null;
  return state === "pending" || (price === null && !is_trial);
}

/** Reads `purchases.subscriptionsv2`. */
export function readSubscription(body: JsonFields): PlayPurchase {
  const items = objectsOf(body.lineItems);
  const [first = {}] = items;
  const order_id =
    textOf(first.latestSuccessfulOrderId) ?? textOf(body.latestOrderId);
  const phase = asObject(first.offerPhase);
  const offer_id = textOf(asObject(first.offerDetails)?.offerId);
  const is_base =
    phase === null ? offer_id === null : asObject(phase.basePrice) !== null;
  const state = textOf(body.subscriptionState) ?? "";
  return {
    product_id: textOf(first.productId),
    order_id,
    account_id: textOf(
      asObject(body.externalAccountIdentifiers)?.obfuscatedExternalAccountId,
    ),
    state:
      state === "SUBSCRIPTION_STATE_PENDING"
        ? "pending"
        : state === "SUBSCRIPTION_STATE_PENDING_PURCHASE_CANCELED"
          ? "canceled"
          : "paid",
    is_trial: phase !== null && asObject(phase.freeTrial) !== null,
    is_test: asObject(body.testPurchase) !== null,
    price: is_base ? sumOf(items.map(recurringPrice)) : null,
    refunded: null,
    started_at: timeText(body.startTime),
    region: textOf(body.regionCode),
  };
}

function recurringPrice(item: JsonFields): Money | null {
  return moneyOf(asObject(item.autoRenewingPlan)?.recurringPrice);
}

/** Reads `purchases.productsv2`. */
export function readProduct(body: JsonFields): PlayPurchase {
  const [first = {}] = objectsOf(body.productLineItem);
  const state = textOf(asObject(body.purchaseStateContext)?.purchaseState);
  return {
    ...NONE,
    product_id: textOf(first.productId),
    order_id: textOf(body.orderId),
    account_id: textOf(body.obfuscatedExternalAccountId),
    state:
      state === "PENDING"
        ? "pending"
        : state === "CANCELLED"
          ? "canceled"
          : "paid",
    is_test: asObject(body.testPurchaseContext) !== null,
    started_at: timeText(body.purchaseCompletionTime),
    region: textOf(body.regionCode),
  };
}

/** Reads `purchases.products`, the earlier form; `sku` is the product that was asked for. */
export function readEarlierProduct(
  body: JsonFields,
  sku: string,
): PlayPurchase {
  const state = wholeOf(body.purchaseState) ?? 0;
  return {
    ...NONE,
    product_id: textOf(body.productId) ?? sku,
    order_id: textOf(body.orderId),
    account_id: textOf(body.obfuscatedExternalAccountId),
    state: state === 2 ? "pending" : state === 1 ? "canceled" : "paid",
    is_test: wholeOf(body.purchaseType) === 0,
    started_at: timeOf(body.purchaseTimeMillis),
    region: textOf(body.regionCode),
  };
}

const NONE: PlayPurchase = {
  product_id: null,
  order_id: null,
  account_id: null,
  state: "paid",
  is_trial: false,
  is_test: false,
  price: null,
  refunded: null,
  started_at: null,
  region: null,
};

/** Adds the money of an order (`orders`), which only some service accounts may read. */
export function withOrder(
  purchase: PlayPurchase,
  body: JsonFields,
): PlayPurchase {
  const [first = {}] = objectsOf(body.lineItems);
  const phase = textOf(asObject(first.subscriptionDetails)?.offerPhase);
  const events = objectsOf(asObject(body.orderHistory)?.partialRefundEvents);
  // A pending refund may still fail.
  const done = events.filter(({ state }) => state === "PROCESSED_SUCCESSFULLY");
  const refunds = done.map((event) =>
    moneyOf(asObject(event.refundDetails)?.total),
  );
  return {
    ...purchase,
    price: moneyOf(body.total) ?? purchase.price,
    is_trial: purchase.is_trial || phase === "FREE_TRIAL",
    refunded: refunds.length === 0 ? null : sumOf(refunds),
    has_order: true,
  };
}

/** When an order was made; null if it doesn't say. */
export function orderTime(body: JsonFields): number | null {
  return timeText(body.createTime);
}

function sumOf(amounts: readonly (Money | null)[]): Money | null {
  const [first] = amounts;
  if (first === null || first === undefined) return null;
  let micros = 0n;
  for (const amount of amounts) {
    if (amount?.currency !== first.currency) return null;
    micros += BigInt(amount.micros);
  }
  return { micros: String(micros), currency: first.currency };
}

const NANOS_PER_MICRO = 1_000;
const UNITS_MAX = 1_000_000_000;

/** Whole units and billionths; null for anything that isn't an amount. */
function moneyOf(value: unknown): Money | null {
  const money = asObject(value);
  const currency = textOf(money?.currencyCode);
  if (money === null || currency === null) return null;
  const units = wholeOrText(money.units ?? 0);
  const nanos = wholeOf(money.nanos ?? 0);
  if (units === null || nanos === null || units < 0 || nanos < 0) return null;
  if (units > UNITS_MAX || nanos >= 1_000_000_000) return null;
  const micros =
    BigInt(units) * 1_000_000n + BigInt(Math.floor(nanos / NANOS_PER_MICRO));
  return { micros: String(micros), currency };
}

function timeText(value: unknown): number | null {
  const text = textOf(value);
  const ms = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) ? null : timeOf(ms);
}
