import { StepFault } from "../codes.ts";
import { isoTime } from "../../kernel/mod.ts";
import { faultOfClaims } from "./google_token.ts";
import { readPlayMessage } from "./play_message.ts";
import type { PlayMessage } from "./play_message.ts";
import type { PlayNote } from "./play_note.ts";
import type { PlayPurchase } from "./play_purchase.ts";
import {
  clickIn,
  contentOf,
  decimalOf,
  given,
  goalParameters,
  readingOf,
  shown,
  wordOf,
} from "./store_reading.ts";
import type {
  ClickOf,
  PurchaseKind,
  StoreReading,
  StoreSource,
} from "./store_reading.ts";

/** A notification as it came, and what is known of it. */
export interface PlayInput {
  body: Uint8Array | null;
  received_at: number;
  source: StoreSource;
  /** The audience of the token, where the source names none. */
  audience: string;
  /** Null: nothing was found out. */
  note: PlayNote | null;
  clickOf: ClickOf;
}

const NAME_CHARS_MAX = 200;

/** Reads a notification that Google Play pushed, with what was found out about it. */
export function readPlay(input: PlayInput): StoreReading {
  return readingOf((reading) => check(reading, input));
}

/** The app that a notification is of, which has to be one of the source's. */
function checkApp(
  reading: StoreReading,
  { package_name }: PlayMessage,
  { store }: StoreSource,
): void {
  if (!store.package_names.includes(package_name)) {
    const own = store.package_names.map(shown).join(", ");
    const detail = `It is of the app ${shown(package_name)}; the source takes ${own === "" ? "none yet (store.package_names)" : own}`;
    throw new StepFault("app", "sender_not_allowed", detail);
  }
  note(reading, "app", package_name);
}

function check(reading: StoreReading, input: PlayInput): void {
  const { source, received_at } = input;
  checkToken(reading, input);
  const message = readPlayMessage(input.body);
  // Ids are unique within a topic only, and each app has its own.
  reading.nonce = `play ${message.package_name.slice(0, NAME_CHARS_MAX)} ${message.id}`;
  checkTime(reading, message, input);
  checkApp(reading, message, source);
  const word = wordOf(source, message.type, null);
  if (word === null) {
    reading.ignored = `${shown(message.type)} is no type that this version knows: it is kept`;
    return;
  }
  const status = source.status_map.get(word)?.status;
  if (status === "ignore") {
    reading.ignored = `${shown(message.type)} changes no sale`;
    return;
  }
  if (status === "reversed" && isForgotten(message, input.note)) {
    readForgotten(reading, { word, message }, input);
    return;
  }
  const purchase = purchaseOf(message, input.note);
  checkSandbox(reading, purchase, source);
  if (purchase.state !== "paid" && status !== "reversed") {
    reading.ignored = `The purchase is ${purchase.state}: nothing was paid`;
    return;
  }
  const order_id = message.order_id ?? purchase.order_id;
  if (order_id === null) {
    reading.ignored = "The purchase has no order: nothing was paid for it";
    return;
  }
  const kind = kindOf(order_id, purchase);
  const product = purchase.product_id ?? message.product_id;
  note(
    reading,
    "purchase",
    `A ${kind} of ${shown(product ?? "")}, by ${message.type}`,
    order_id,
  );
  reading.content = contentOf([word, message.purchase_token, order_id]);
  const click_id = clickIn(
    purchase.account_id,
    "obfuscatedExternalAccountId",
    reading,
    input.clickOf,
  );
  const is_end = status === "reversed";
  const amount = is_end ? refundOf(word, purchase) : purchase.price;
  const is_first = !is_end && kind !== "rebill";
  const at_ms =
    (is_first ? purchase.started_at : null) ?? message.event_at ?? received_at;
  const price = amount === null ? null : decimalOf(BigInt(amount.micros));
  reading.parameters = [
    ...given("obfuscatedExternalAccountId", click_id),
    ...given("orderId", order_id),
    ...given("purchaseToken", hashOf(message.purchase_token)),
    ...given("notificationType", word),
    ...goalParameters(source, { word, product, kind }),
    ...given("price", kind === "trial" && !is_end ? "0" : price),
    ...given("currency", amount?.currency ?? null),
    ...given("eventTime", isoTime(Math.min(at_ms, received_at))),
    ...given("reason", is_end ? message.type : null),
    ...given("productId", product),
    ...given("regionCode", purchase.region),
  ];
}

function note(
  reading: StoreReading,
  step: string,
  found: string,
  looked_at?: string,
) {
  reading.steps.push({ step, found: found.toWellFormed(), looked_at });
}

function checkToken(
  reading: StoreReading,
  { note: known, source, audience, received_at }: PlayInput,
): void {
  const token = known?.token ?? null;
  if (token === null) {
    const detail =
      "It came without a token of Google's: let the push subscription authenticate itself";
    throw new StepFault("signature", "missing_signature", detail);
  }
  const fail = (
    code: "bad_signature" | "sender_not_allowed" | "stale_timestamp",
    why: string,
  ) => {
    throw new StepFault(
      "signature",
      code,
      `The token of Google's does not count: ${why}`,
    );
  };
  if (token.kind !== "valid") {
    fail("bad_signature", token.why);
    return;
  }
  const { push_email } = source.store;
  if (push_email === null) {
    fail(
      "sender_not_allowed",
      "the source does not say yet who pushes (store.push_email)",
    );
    return;
  }
  const expected = {
    audience: source.store.audience ?? audience,
    email: push_email,
    drift_seconds: source.drift_seconds,
  };
  const fault = faultOfClaims(token.claims, expected, received_at);
  if (fault !== null) fail(fault.code, fault.why);
  reading.is_proven = true;
  note(
    reading,
    "signature",
    `Google's token of ${token.claims.email}, by its key ${token.claims.kid}`,
  );
}

function checkTime(
  reading: StoreReading,
  { event_at }: PlayMessage,
  { source, received_at }: PlayInput,
): void {
  reading.signed_at = event_at ?? received_at;
  if (reading.signed_at <= received_at + source.drift_seconds * 1000) return;
  const detail = `It is of ${isoTime(reading.signed_at)}, which is in the future`;
  throw new StepFault("signature", "stale_timestamp", detail);
}

/** Whether Google tells no more of a purchase than its notification, which names the order that was given back whole. */
function isForgotten(
  { type, order_id }: PlayMessage,
  known: PlayNote | null,
): boolean {
  if (type !== "voided" || order_id === null) return false;
  const kind = known?.purchase?.kind;
  return kind === "not_found" || kind === "refused";
}

/** Reads a refund by its order alone, which counts where that order is booked. */
function readForgotten(
  reading: StoreReading,
  { word, message }: { word: string; message: PlayMessage },
  { source, note: known, received_at }: PlayInput,
): void {
  const { order_id, purchase_token, type, event_at } = message;
  const lookup = known?.purchase;
  const why = lookup?.kind === "found" ? "" : (lookup?.why ?? "");
  reading.needs_booked = `The purchase is not known: ${why}; and its order is not booked`;
  reading.is_sandbox = source.store.sandbox;
  const found = `Only its order is known, by ${type}: ${why}`;
  note(reading, "purchase", found, order_id ?? undefined);
  reading.content = contentOf([word, purchase_token, order_id]);
  const at_ms = Math.min(event_at ?? received_at, received_at);
  reading.parameters = [
    ...given("orderId", order_id),
    ...given("purchaseToken", hashOf(purchase_token)),
    ...given("notificationType", word),
    ...given("eventTime", isoTime(at_ms)),
    ...given("reason", type),
  ];
}

function purchaseOf(
  message: PlayMessage,
  known: PlayNote | null,
): PlayPurchase {
  const lookup = known?.purchase;
  if (lookup?.kind === "found") return lookup.purchase;
  const why =
    lookup?.why ??
    (message.purchase_token === null
      ? "the notification has no purchase token"
      : "it was not looked up on arrival: judge it again");
  const detail = `The purchase is not known: ${why}`;
  throw new StepFault("purchase", "purchase_unknown", detail);
}

function checkSandbox(
  reading: StoreReading,
  { is_test }: PlayPurchase,
  { store }: StoreSource,
): void {
  reading.is_sandbox = is_test;
  if (is_test && !store.sandbox) {
    const detail =
      "It is a test purchase; only a source with store.sandbox takes those";
    throw new StepFault("app", "sandbox_only", detail);
  }
  if (!is_test && store.sandbox) {
    const detail =
      "It is a real purchase; the source takes only tests (store.sandbox)";
    throw new StepFault("app", "sender_not_allowed", detail);
  }
}

/** Renewals have the order of the first purchase with a number behind two points. */
function kindOf(order_id: string, { is_trial }: PlayPurchase): PurchaseKind {
  if (/\.\.\d+$/.test(order_id)) return "rebill";
  return is_trial ? "trial" : "sale";
}

/** The amount that was given back, where that is a part; null: all of it. */
function refundOf(word: string, { refunded, has_order }: PlayPurchase) {
  if (word !== "voided.partial") return null;
  if (refunded !== null) return refunded;
  if (has_order === true) {
    const pending =
      "A part is being given back, and Google does not say yet that it was: it is asked again";
    throw new StepFault("purchase", "purchase_unknown", pending);
  }
  const detail =
    "Only a part was given back, and the service account may not read how much (orders)";
  throw new StepFault("purchase", "ambiguous_reversal", detail);
}

const HASH_CHARS = 32;

/** Stands for a purchase token, with which purchases are looked up. */
function hashOf(purchase_token: string | null): string | null {
  if (purchase_token === null) return null;
  const hasher = new Bun.CryptoHasher("sha256").update(purchase_token);
  return `play-${hasher.digest("hex").slice(0, HASH_CHARS)}`;
}
