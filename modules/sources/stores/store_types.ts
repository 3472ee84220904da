import type { StatusMeaning } from "../../../db/schema/mod.ts";

/** Presets whose senders are stores: they prove themselves, and send nothing of ours but the click. */
export const STORE_NAMES = ["app_store", "google_play"] as const;

export type StoreName = (typeof STORE_NAMES)[number];

/** Whether a preset is a store's. */
export function isStore(preset: string | null): preset is StoreName {
  return STORE_NAMES.some((name) => name === preset);
}

const APPROVED: StatusMeaning = { status: "approved" };
const REVERSED: StatusMeaning = { status: "reversed" };
const IGNORE: StatusMeaning = { status: "ignore" };
/** The word of a notification that undoes a refund. */
export const REINSTATING = "refund_reversed";

/**
 * The meanings of Apple's notification types, in lower case: the type alone, or with its subtype after a
 * point where that means something else.
 */
export const APP_STORE_WORDS: Readonly<Record<string, StatusMeaning>> = {
  subscribed: APPROVED,
  one_time_charge: APPROVED,
  offer_redeemed: APPROVED,
  // It begins with the next renewal, which is told then.
  "offer_redeemed.downgrade": IGNORE,
  did_renew: APPROVED,
  did_change_renewal_pref: IGNORE,
  // At once, by a purchase of its own.
  "did_change_renewal_pref.upgrade": APPROVED,
  did_change_renewal_status: IGNORE,
  expired: IGNORE,
  did_fail_to_renew: IGNORE,
  grace_period_expired: IGNORE,
  price_increase: IGNORE,
  price_change: IGNORE,
  refund: REVERSED,
  refund_declined: IGNORE,
  [REINSTATING]: APPROVED,
  revoke: REVERSED,
  consumption_request: IGNORE,
  renewal_extended: IGNORE,
  renewal_extension: IGNORE,
  rescind_consent: IGNORE,
  metadata_update: IGNORE,
  migration: IGNORE,
  external_purchase_token: IGNORE,
  test: IGNORE,
};

/** Google's numbers of subscription notifications. */
export const SUBSCRIPTION_TYPES: Readonly<Record<number, string>> = {
  1: "recovered",
  2: "renewed",
  3: "canceled",
  4: "purchased",
  5: "on_hold",
  6: "in_grace_period",
  7: "restarted",
  8: "price_change_confirmed",
  9: "deferred",
  10: "paused",
  11: "pause_schedule_changed",
  12: "revoked",
  13: "expired",
  17: "items_changed",
  18: "cancellation_scheduled",
  19: "price_change_updated",
  20: "pending_purchase_canceled",
  22: "price_step_up_consent_updated",
};

/** Google's numbers of notifications about one-time products. */
export const PRODUCT_TYPES: Readonly<Record<number, string>> = {
  1: "purchased",
  2: "canceled",
};

/** The meanings of Google's notifications, by kind and name. */
export const GOOGLE_PLAY_WORDS: Readonly<Record<string, StatusMeaning>> = {
  "subscription.recovered": APPROVED,
  "subscription.renewed": APPROVED,
  "subscription.purchased": APPROVED,
  "subscription.revoked": REVERSED,
  ...ignored("subscription", [
    "canceled",
    "on_hold",
    "in_grace_period",
    "restarted",
    "price_change_confirmed",
    "deferred",
    "paused",
    "pause_schedule_changed",
    "expired",
    "items_changed",
    "cancellation_scheduled",
    "price_change_updated",
    "pending_purchase_canceled",
    "price_step_up_consent_updated",
  ]),
  "product.purchased": APPROVED,
  // Only a pending purchase is canceled, which was never paid.
  "product.canceled": IGNORE,
  voided: REVERSED,
  "voided.partial": REVERSED,
  pending_refund_review: IGNORE,
  test: IGNORE,
};

function ignored(
  kind: string,
  names: readonly string[],
): Record<string, StatusMeaning> {
  return Object.fromEntries(names.map((name) => [`${kind}.${name}`, IGNORE]));
}

/** The words of each store, which are its preset's status words. */
export const STORE_WORDS = {
  app_store: APP_STORE_WORDS,
  google_play: GOOGLE_PLAY_WORDS,
} as const;
