import type { StatusMeaning } from "../../../db/schema/mod.ts";
import { PROVIDER_PRESETS } from "./provider_presets.ts";
import type { ProviderName } from "./provider_presets.ts";

/** Presets whose senders are shops and payment providers: each signs in its own way, and sends every order. */
export const SHOP_NAMES = [
  "shopify",
  "woocommerce",
  "stripe",
  "paddle",
  "lemon_squeezy",
  "typeform",
  "calendly",
  "digistore24",
  "clickbank",
  "thrivecart",
  "gumroad",
  "hotmart",
  "chargebee",
  "jotform",
  ...(Object.keys(PROVIDER_PRESETS) as ProviderName[]),
] as const;

/** Name of a shop's preset. */
export type ShopName = (typeof SHOP_NAMES)[number];

/** Whether a preset is a shop's. */
export function isShop(preset: string | null): preset is ShopName {
  return SHOP_NAMES.some((name) => name === preset);
}

const PENDING: StatusMeaning = { status: "pending" };
const APPROVED: StatusMeaning = { status: "approved" };
const REJECTED: StatusMeaning = { status: "rejected" };
const REVERSED: StatusMeaning = { status: "reversed" };
const IGNORE: StatusMeaning = { status: "ignore" };

/** Words of what a shop tells, each with its meaning; a word that isn't here is ignored. */
type Words = Readonly<Record<string, StatusMeaning>>;

const SHOPIFY_WORDS: Words = {
  "orders/paid": APPROVED,
  "order.paid": APPROVED,
  "order.pending": PENDING,
  "order.authorized": PENDING,
  "order.partially_paid": PENDING,
  "order.voided": REJECTED,
  "order.expired": REJECTED,
  // The refund itself is told by refunds/create.
  "order.refunded": IGNORE,
  "order.partially_refunded": IGNORE,
  "orders/cancelled": REVERSED,
  "refunds/create": REVERSED,
  "dispute.lost": REVERSED,
  "dispute.open": IGNORE,
};

const WOOCOMMERCE_WORDS: Words = {
  pending: PENDING,
  "on-hold": PENDING,
  processing: APPROVED,
  completed: APPROVED,
  cancelled: REJECTED,
  failed: REJECTED,
  refunded: REVERSED,
  partially_refunded: REVERSED,
  trash: IGNORE,
  "checkout-draft": IGNORE,
  "order.deleted": IGNORE,
};

const STRIPE_WORDS: Words = {
  "checkout.session.completed": APPROVED,
  "checkout.session.unpaid": PENDING,
  "checkout.session.async_payment_succeeded": APPROVED,
  "checkout.session.async_payment_failed": REJECTED,
  "invoice.paid": APPROVED,
  "charge.refunded": REVERSED,
  "charge.dispute.lost": REVERSED,
  "charge.dispute.open": IGNORE,
};

const PADDLE_WORDS: Words = {
  "transaction.completed": APPROVED,
  "adjustment.refund": REVERSED,
  "adjustment.chargeback": REVERSED,
  "adjustment.chargeback_reverse": APPROVED,
  "adjustment.credit": IGNORE,
  "adjustment.chargeback_warning": IGNORE,
  "adjustment.chargeback_warning_reverse": IGNORE,
};

const LEMON_SQUEEZY_WORDS: Words = {
  "order.paid": APPROVED,
  "order.pending": PENDING,
  "order.failed": REJECTED,
  "order.fraudulent": REJECTED,
  "order.refunded": IGNORE,
  "order.partial_refund": IGNORE,
  subscription_payment_success: APPROVED,
  order_refunded: REVERSED,
  subscription_payment_refunded: REVERSED,
};

const TYPEFORM_WORDS: Words = { form_response: APPROVED };

const CALENDLY_WORDS: Words = {
  "invitee.created": APPROVED,
  "invitee.canceled": REVERSED,
};

const DIGISTORE24_WORDS: Words = {
  on_payment: APPROVED,
  on_refund: REVERSED,
  on_chargeback: REVERSED,
  // These say whether more will be paid, not what was.
  on_payment_missed: IGNORE,
  on_rebill_cancelled: IGNORE,
  on_rebill_resumed: IGNORE,
  last_paid_day: IGNORE,
};

const CLICKBANK_WORDS: Words = {
  sale: APPROVED,
  bill: APPROVED,
  rfnd: REVERSED,
  cgbk: REVERSED,
  // A chargeback of an eCheck.
  insf: REVERSED,
  "cancel-rebill": IGNORE,
  "uncancel-rebill": IGNORE,
  "subscription-chg": IGNORE,
  abandoned_order: IGNORE,
};

const THRIVECART_WORDS: Words = {
  "order.success": APPROVED,
  "order.subscription_payment": APPROVED,
  "order.refund": REVERSED,
  "order.subscription_cancelled": IGNORE,
  "order.rebill_failed": IGNORE,
  "cart.abandoned": IGNORE,
};

const GUMROAD_WORDS: Words = {
  sale: APPROVED,
  refund: REVERSED,
  dispute: REVERSED,
  dispute_won: APPROVED,
  cancellation: IGNORE,
  subscription_ended: IGNORE,
};

const HOTMART_WORDS: Words = {
  purchase_approved: APPROVED,
  // Follows the approval when the days for a refund are over.
  purchase_complete: IGNORE,
  purchase_billet_printed: PENDING,
  purchase_canceled: REJECTED,
  purchase_expired: REJECTED,
  purchase_refunded: REVERSED,
  purchase_chargeback: REVERSED,
  // Asked for, and not given back yet.
  purchase_protest: IGNORE,
  purchase_delayed: IGNORE,
  subscription_cancellation: IGNORE,
};

const CHARGEBEE_WORDS: Words = {
  payment_succeeded: APPROVED,
  payment_refunded: REVERSED,
  payment_failed: IGNORE,
  subscription_cancelled: IGNORE,
};

const JOTFORM_WORDS: Words = { submission: APPROVED };

/** A shop's preset. */
interface ShopPreset extends ShopManners {
  title: string;
  mapping: { click_id: readonly string[] };
  status_map: Words;
}

/** The ways of a shop in which some differ. */
interface ShopManners {
  /** Its answer: ours, or the text that it wants. */
  answer: "store" | "digistore24";
  /** The proof in its requests: a signature, or a secret as it is. */
  proof: "signature" | "token";
  /** Whether its address alone is proof enough while the source has no secret. */
  by_address: boolean;
  /** Whether it sends again what is answered with 429. */
  heeds_429: boolean;
}

const USUAL: ShopManners = {
  answer: "store",
  proof: "signature",
  by_address: false,
  heeds_429: true,
};

const SHOWS_SECRET = { proof: "token" } as const;
const BY_ADDRESS = { proof: "token", by_address: true } as const;

/**
 * The presets of shops. Only where the click id stands is mapped: the rest is read by `readShop`, and a source may map
 * more of it.
 */
export const SHOP_PRESETS: Readonly<Record<ShopName, ShopPreset>> = {
  shopify: shop("Shopify", SHOPIFY_WORDS, [
    "note_attributes[name=click_id].value",
  ]),
  woocommerce: shop("WooCommerce", WOOCOMMERCE_WORDS, [
    "meta_data[key=click_id].value",
    "meta_data[key=_click_id].value",
  ]),
  stripe: shop("Stripe", STRIPE_WORDS, [
    "data.object.client_reference_id",
    "data.object.metadata.click_id",
    "data.object.subscription_details.metadata.click_id",
    "data.object.parent.subscription_details.metadata.click_id",
  ]),
  paddle: shop("Paddle", PADDLE_WORDS, ["data.custom_data.click_id"]),
  lemon_squeezy: shop("Lemon Squeezy", LEMON_SQUEEZY_WORDS, [
    "meta.custom_data.click_id",
  ]),
  typeform: shop("Typeform", TYPEFORM_WORDS, ["form_response.hidden.click_id"]),
  calendly: shop("Calendly", CALENDLY_WORDS, [
    "payload.tracking.utm_content",
    "payload.tracking.salesforce_uuid",
  ]),
  digistore24: shop(
    "Digistore24",
    DIGISTORE24_WORDS,
    ["custom", "trackingkey", "campaignkey"],
    { answer: "digistore24" },
  ),
  clickbank: shop("ClickBank", CLICKBANK_WORDS, ["vendorVariables.click_id"]),
  thrivecart: shop(
    "ThriveCart",
    THRIVECART_WORDS,
    ["passthrough.click_id", "customer.passthrough.click_id"],
    SHOWS_SECRET,
  ),
  gumroad: shop("Gumroad", GUMROAD_WORDS, ["url_params.click_id"], {
    ...BY_ADDRESS,
    heeds_429: false,
  }),
  hotmart: shop(
    "Hotmart",
    HOTMART_WORDS,
    [
      "data.purchase.origin.xcod",
      "data.purchase.origin.sck",
      "data.purchase.origin.src",
    ],
    SHOWS_SECRET,
  ),
  chargebee: shop(
    "Chargebee",
    CHARGEBEE_WORDS,
    ["content.subscription.cf_click_id", "content.customer.cf_click_id"],
    BY_ADDRESS,
  ),
  jotform: shop("Jotform", JOTFORM_WORDS, ["rawRequest.click_id"], BY_ADDRESS),
  ...PROVIDER_PRESETS,
};

/** Whether a source's sender sends again what is answered with 429; others are told that we are unavailable. */
export function heeds429(preset: string | null): boolean {
  return !isShop(preset) || SHOP_PRESETS[preset].heeds_429;
}

function shop(
  title: string,
  status_map: Words,
  click_id: readonly string[],
  manners: Partial<ShopManners> = {},
): ShopPreset {
  return { title, mapping: { click_id }, status_map, ...USUAL, ...manners };
}
