import { BUYER } from "./shop_orders.ts";
import type { Order, Tells } from "./shop_orders.ts";

/** The messages of shops that send forms, after their documented samples. */
export const FORM_TELLS = {
  digistore24: {
    sale: (order) => ({ body: digistoreMessage(order) }),
    refund: (order, { id, amount }) => ({
      body: digistoreMessage(
        { ...order, click_id: null },
        {
          event: "on_refund",
          transaction_type: "refund",
          transaction_id: id,
          transaction_amount: `-${amount}`,
        },
      ),
    }),
  },
} satisfies Record<string, Tells>;

/** A message of Digistore24's about one item. */
export function digistoreMessage(
  { id, amount, click_id, at, is_test = false }: Order,
  change: Record<string, string> = {},
): Record<string, string> {
  return {
    address_first_name: BUYER.first_name,
    address_last_name: BUYER.last_name,
    address_street: BUYER.address1,
    address_phone_no: BUYER.phone,
    amount_brutto: amount,
    api_mode: is_test ? "test" : "live",
    billing_type: "single_payment",
    buyer_id: "333222",
    currency: "USD",
    custom: click_id ?? "",
    email: BUYER.email,
    item_count: "1",
    order_date_time: at.slice(0, 19).replace("T", " "),
    order_id: `DS${id}`,
    order_item_id: "33299237",
    pay_method: is_test ? "test" : "paypal",
    pay_sequence_no: "0",
    product_id: "512345",
    product_txn_amount: amount,
    transaction_amount: amount,
    transaction_currency: "USD",
    transaction_id: `9${id}`,
    transaction_type: "payment",
    event: "on_payment",
    ...change,
  };
}
