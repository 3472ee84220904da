import { formContent } from "./shop_content.ts";

/**
 * Fields that are kept of an order that no affiliate referred: what it was and what became of it. Its buyer never
 * saw an affiliate's link, so that nothing about a person stays.
 */
const FIELDS: ReadonlySet<string> = new Set(
  `id order_id order_number number transaction_id payment_intent invoice charge subscription subscription_id
  status financial_status payment_status billing_reason origin action kind type mode event event_type event_name
  currency currency_code total total_price total_tax subtotal subtotal_price amount amount_total amount_subtotal
  amount_paid amount_refunded refunded_amount tax discount
  created created_at updated_at processed_at cancelled_at occurred_at refunded_at
  date_created_gmt date_modified_gmt date_paid_gmt test test_mode livemode webhook_id
  order_item_id product_id product_txn_amount transaction_amount transaction_currency transaction_type transaction_date
  transaction_time order_date_time pay_sequence_no item_count api_mode pay_method billing_type upsell_no
  receipt transactionType transactionTime totalOrderAmount upsellOriginalReceipt version attemptCount
  invoice_id event_id mode_int date_unix order_timestamp base_product
  sale_id sale_timestamp price refunded disputed dispute_won resource_name is_recurring_charge
  approved_date order_date creation_date value currency_value recurrence_number
  date gateway refunded_txn_id reference_transaction_id recurring first_invoice payment_method
  formID submissionID formTitle
  currency_iso_code create_time timestamp orderNumber amountTotal amount_in_cents
  pspReference originalReference merchantReference eventCode eventDate success live`.split(
    /\s+/,
  ),
);
/** Objects and lists that are looked into. */
const HOLDERS: ReadonlySet<string> = new Set(
  `data object attributes meta details totals refunds transactions parent
  note_attributes meta_data order refund subscription purchase price upsell content transaction invoice
  linked_payments payment
  resource amount notificationItems NotificationRequestItem payload subject dispute`.split(
    /\s+/,
  ),
);
/** Of what a shop adds to an order the names stay, so that a click id under another name is found. */
const LABELS: ReadonlyMap<string, string> = new Map([
  ["note_attributes", "name"],
  ["meta_data", "key"],
]);
const ITEMS_MAX = 50;
const DEPTH_MAX = 8;
const VALUE_CHARS_MAX = 255;

/** The content of a request, as JSON, without what isn't to be kept of an order that nobody referred. */
export function keptOfShop(body: Uint8Array): Uint8Array {
  try {
    const text = formContent({ headers: {}, body });
    const kept = keptValue(JSON.parse(text, withDigits), null, DEPTH_MAX);
    return Buffer.from(JSON.stringify(kept ?? {}));
  } catch {
    return Buffer.from("{}");
  }
}

/** Leaves the digits of numbers that are longer than one holds as text. */
function withDigits(
  this: unknown,
  _name: string,
  value: unknown,
  context?: { source?: string },
): unknown {
  const is_long = typeof value === "number" && !Number.isSafeInteger(value);
  return is_long ? (context?.source ?? value) : value;
}

function keptValue(
  value: unknown,
  label: string | null,
  depth_left: number,
): unknown {
  if (typeof value !== "object" || value === null || depth_left === 0) {
    return undefined;
  }
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value.slice(0, ITEMS_MAX);
    return items.map((item) => keptValue(item, label, depth_left - 1) ?? {});
  }
  // A person, in a list of all that an order is about.
  if ("type" in value && value.type === "customers") return undefined;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]): [string, unknown][] => {
      if (typeof field === "object" && field !== null) {
        if (!HOLDERS.has(name)) return [];
        const below = LABELS.get(name) ?? null;
        return [[name, keptValue(field, below, depth_left - 1)]];
      }
      const is_kept = label === null ? FIELDS.has(name) : name === label;
      const is_long =
        typeof field === "string" && field.length > VALUE_CHARS_MAX;
      return is_kept && !is_long ? [[name, field]] : [];
    }),
  );
}
