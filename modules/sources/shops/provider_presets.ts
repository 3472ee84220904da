import type { StatusMeaning } from "../../../db/schema/mod.ts";

const PENDING: StatusMeaning = { status: "pending" };
const APPROVED: StatusMeaning = { status: "approved" };
const REJECTED: StatusMeaning = { status: "rejected" };
const REVERSED: StatusMeaning = { status: "reversed" };
const IGNORE: StatusMeaning = { status: "ignore" };

const PAYPAL_WORDS = {
  "payment.capture.completed": APPROVED,
  "payment.capture.pending": PENDING,
  "payment.capture.denied": REJECTED,
  "payment.capture.declined": REJECTED,
  "payment.capture.refunded": REVERSED,
  "payment.capture.reversed": REVERSED,
  // Subscriptions are still told in the older form.
  "payment.sale.completed": APPROVED,
  "payment.sale.pending": PENDING,
  "payment.sale.denied": REJECTED,
  "payment.sale.refunded": REVERSED,
  "payment.sale.reversed": REVERSED,
  "dispute.lost": REVERSED,
  "dispute.open": IGNORE,
};

const ADYEN_WORDS = {
  authorisation: APPROVED,
  "authorisation.failed": IGNORE,
  authorisation_adjustment: IGNORE,
  capture: APPROVED,
  "capture.failed": IGNORE,
  capture_failed: REVERSED,
  cancellation: REVERSED,
  technical_cancel: REVERSED,
  cancel_or_refund: REVERSED,
  expire: REVERSED,
  refund: REVERSED,
  refund_with_data: REVERSED,
  "refund.failed": IGNORE,
  refund_failed: APPROVED,
  refunded_reversed: APPROVED,
  chargeback: REVERSED,
  second_chargeback: REVERSED,
  prearbitration_lost: REVERSED,
  chargeback_reversed: APPROVED,
  prearbitration_won: APPROVED,
  notification_of_chargeback: IGNORE,
  notification_of_fraud: IGNORE,
  request_for_information: IGNORE,
};

const BRAINTREE_WORDS = {
  subscription_charged_successfully: APPROVED,
  transaction_settled: APPROVED,
  transaction_disbursed: APPROVED,
  local_payment_completed: APPROVED,
  transaction_settlement_declined: REJECTED,
  "transaction.credit": REVERSED,
  dispute_lost: REVERSED,
  dispute_won: APPROVED,
  dispute_opened: IGNORE,
  dispute_disputed: IGNORE,
  dispute_under_review: IGNORE,
};

const KAJABI_WORDS = {
  purchase: APPROVED,
  purchase_created: APPROVED,
  // Sent besides "purchase", without the click id.
  payment_succeeded: IGNORE,
  order_created: IGNORE,
};

const SHOPWARE_WORDS = {
  "checkout.order.placed": PENDING,
  "order_transaction.paid": APPROVED,
  "order_transaction.failed": REJECTED,
  "order_transaction.cancelled": REJECTED,
  "order_transaction.refunded": REVERSED,
  "order_transaction.refunded_partially": REVERSED,
  "order_transaction.chargeback": REVERSED,
  "order.cancelled": REVERSED,
};

/** The presets of payment providers, and of shops that sign in their own way. */
export const PROVIDER_PRESETS = {
  paypal: provider("PayPal", PAYPAL_WORDS, [
    "resource.custom_id",
    "resource.custom",
    "resource.purchase_units[0].custom_id",
  ]),
  adyen: provider("Adyen", ADYEN_WORDS, [
    "notificationItems[0].NotificationRequestItem.merchantReference",
  ]),
  braintree: provider("Braintree", BRAINTREE_WORDS, [
    "subject.transaction.custom_fields.click_id",
    "subject.subscription.transactions[0].custom_fields.click_id",
    "subject.subscription.id",
  ]),
  kajabi: provider(
    "Kajabi",
    KAJABI_WORDS,
    [
      "payload[type=purchases].attributes.raw_extra_contact_information.click_id",
    ],
    // It signs nothing.
    true,
  ),
  shopware: provider("Shopware", SHOPWARE_WORDS, [
    "data.payload[0].order.customFields.click_id",
    "data.payload.order.customFields.click_id",
  ]),
};

/** Name of a preset of these. */
export type ProviderName = keyof typeof PROVIDER_PRESETS;

function provider(
  title: string,
  status_map: Readonly<Record<string, StatusMeaning>>,
  click_id: readonly string[],
  by_address = false,
) {
  const answer = "store" as const;
  const proof = by_address ? ("token" as const) : ("signature" as const);
  const manners = { answer, proof, by_address, heeds_429: true };
  return { title, mapping: { click_id }, status_map, ...manners };
}
