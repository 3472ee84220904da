import { StepFault } from "../codes.ts";
import {
  asObject,
  parseObject,
  textOf,
  timeOf,
  wholeOf,
} from "./json_fields.ts";
import type { JsonFields } from "./json_fields.ts";
import { wordOf } from "./store_reading.ts";
import type { StoreSource } from "./store_reading.ts";
import { PRODUCT_TYPES, SUBSCRIPTION_TYPES } from "./store_types.ts";

/** A notification of Google Play, taken out of its Pub/Sub message. */
export interface PlayMessage {
  /** Pub/Sub's id, the same each time that it is delivered. */
  id: string;
  package_name: string;
  /** Its kind and name, such as `subscription.renewed`; an unknown one has its number. */
  type: string;
  event_at: number | null;
  is_subscription: boolean;
  purchase_token: string | null;
  product_id: string | null;
  order_id: string | null;
}

const TOKEN_CHARS_MAX = 2_000;
const PARTIAL = 2;
const SUBSCRIPTION = 1;

/** Reads the body of a push; throws a StepFault if it is none. */
export function readPlayMessage(body: Uint8Array | null): PlayMessage {
  const pushed = parseObject(Buffer.from(body ?? []).toString("utf8"));
  const message = asObject(pushed?.message);
  const data = textOf(message?.data);
  if (message === null || data === null) {
    throw malformed(
      "The body is not a message that Pub/Sub pushes (message.data)",
    );
  }
  const notification = parseObject(
    Buffer.from(data, "base64").toString("utf8"),
  );
  const id = textOf(message.messageId) ?? textOf(message.message_id);
  const package_name = textOf(notification?.packageName);
  if (notification === null || id === null || package_name === null) {
    throw malformed(
      "The message is no notification of Google Play (messageId, data.packageName)",
    );
  }
  const read = typeOf(notification);
  if ((read.purchase_token ?? "").length > TOKEN_CHARS_MAX) {
    throw malformed(
      `The purchase token is longer than ${TOKEN_CHARS_MAX} characters`,
    );
  }
  const event_at = timeOf(notification.eventTimeMillis);
  return { id: id.slice(0, 200), package_name, event_at, ...read };
}

function malformed(detail: string): StepFault {
  return new StepFault("parse", "malformed", detail);
}

type Read = Omit<PlayMessage, "id" | "package_name" | "event_at">;

function typeOf(notification: JsonFields): Read {
  const of = (name: string) => asObject(notification[name]);
  const none = {
    is_subscription: false,
    purchase_token: null,
    product_id: null,
    order_id: null,
  };
  const subscription = of("subscriptionNotification");
  if (subscription !== null) {
    return {
      ...none,
      type: named("subscription", subscription, SUBSCRIPTION_TYPES),
      is_subscription: true,
      purchase_token: textOf(subscription.purchaseToken),
      product_id: textOf(subscription.subscriptionId),
    };
  }
  const product = of("oneTimeProductNotification");
  if (product !== null) {
    return {
      ...none,
      type: named("product", product, PRODUCT_TYPES),
      purchase_token: textOf(product.purchaseToken),
      product_id: textOf(product.sku),
    };
  }
  const voided = of("voidedPurchaseNotification");
  if (voided !== null) {
    return {
      ...none,
      type: voided.refundType === PARTIAL ? "voided.partial" : "voided",
      is_subscription: voided.productType === SUBSCRIPTION,
      purchase_token: textOf(voided.purchaseToken),
      order_id: textOf(voided.orderId),
    };
  }
  if (of("pendingRefundReviewNotification") !== null) {
    return { ...none, type: "pending_refund_review" };
  }
  return {
    ...none,
    type: of("testNotification") === null ? "unknown" : "test",
  };
}

function named(
  kind: string,
  notification: JsonFields,
  names: Readonly<Record<number, string>>,
): string {
  const number = wholeOf(notification.notificationType);
  const name = number === null ? undefined : names[number];
  return `${kind}.${name ?? number ?? "none"}`;
}

/** Whether a notification is about a sale, so that its purchase has to be looked up. */
export function needsPurchase(
  message: PlayMessage,
  source: StoreSource,
): boolean {
  if (!source.store.package_names.includes(message.package_name)) return false;
  const word = wordOf(source, message.type, null);
  if (word === null || message.purchase_token === null) return false;
  return source.status_map.get(word)?.status !== "ignore";
}

/** Whether only the order tells what was given back. */
export function needsOrder({ type }: PlayMessage): boolean {
  return type === "voided.partial";
}
