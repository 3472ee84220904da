import { BUYER } from "./shop_orders.ts";
import type { Order, Tells } from "./shop_orders.ts";
import { PROVIDER_TELLS } from "./provider_bodies.ts";
import { FORM_TELLS } from "./shop_form_bodies.ts";
import type { TestedShop } from "./shop_signing.ts";

/** A shop that tells sales and refunds, rather than leads. */
export type TellingShop = Exclude<
  TestedShop,
  "typeform" | "calendly" | "jotform" | "shopware"
>;

/** Amounts of these tests have two places. */
const cents = (major: string) => Number(major.replace(".", ""));
const seconds = (at: string) => Math.floor(Date.parse(at) / 1000);

/** The bodies of shops, after their documented samples. */
export const TELLS: Readonly<Record<TellingShop, Tells>> = {
  ...FORM_TELLS,
  ...PROVIDER_TELLS,
  shopify: {
    sale: ({ id, amount, click_id, at, is_test = false }) => ({
      topic: "orders/paid",
      body: `{"id":${id},"email":"${BUYER.email}","total_price":"${amount}","currency":"USD","financial_status":"paid","created_at":"${at}","processed_at":"${at}","test":${is_test},"token":"cart-token","customer":{"id":207119551,"first_name":"${BUYER.first_name}","last_name":"${BUYER.last_name}"},"billing_address":{"address1":"${BUYER.address1}","phone":"${BUYER.phone}"},"note_attributes":[{"name":"gift","value":"for ${BUYER.first_name}"}${click_id === null ? "" : `,{"name":"click_id","value":"${click_id}"}`}]}`,
    }),
    refund: (order, { id, amount, at }) => ({
      topic: "refunds/create",
      body: `{"id":${id},"order_id":${order.id},"created_at":"${at}","processed_at":"${at}","note":"for ${BUYER.first_name}","transactions":[{"id":1,"kind":"refund","status":"success","amount":"${amount}","currency":"USD","test":${order.is_test ?? false}},{"id":2,"kind":"refund","status":"failure","amount":"${amount}","currency":"USD"}]}`,
    }),
  },
  woocommerce: {
    sale: (order) => ({ topic: "order.updated", body: wooOrder(order) }),
    refund: (order, { id, total, at }) => ({
      topic: "order.updated",
      body: {
        ...wooOrder(order),
        date_modified_gmt: at.slice(0, 19),
        refunds: [{ id: Number(id), reason: "", total: `-${total}` }],
      },
    }),
  },
  stripe: {
    sale: ({ id, amount, click_id, at, is_test = false }) => ({
      body: {
        id: `evt_${id}`,
        type: "checkout.session.completed",
        created: seconds(at),
        livemode: !is_test,
        data: {
          object: {
            id: `cs_${id}`,
            mode: "payment",
            payment_status: "paid",
            payment_intent: `pi_${id}`,
            amount_total: cents(amount),
            currency: "usd",
            client_reference_id: click_id ?? "the shop's own text",
            customer: "cus_1",
            customer_details: { ...BUYER },
          },
        },
      },
    }),
    refund: ({ id, is_test = false }, { total, at }) => ({
      body: {
        id: `evt_r${id}`,
        type: "charge.refunded",
        created: seconds(at),
        livemode: !is_test,
        data: {
          object: {
            id: `ch_${id}`,
            payment_intent: `pi_${id}`,
            amount_refunded: cents(total),
            currency: "usd",
            billing_details: { ...BUYER },
          },
        },
      },
    }),
  },
  paddle: {
    sale: ({ id, amount, click_id, at }) => ({
      body: {
        event_id: `evt_${id}`,
        event_type: "transaction.completed",
        occurred_at: at,
        data: {
          id: `txn_${id}`,
          status: "completed",
          customer_id: "ctm_1",
          origin: "web",
          currency_code: "USD",
          details: { totals: { total: String(cents(amount)), tax: "0" } },
          custom_data: click_id === null ? null : { click_id },
        },
      },
    }),
    refund: (order, { id, amount, at }) => ({
      body: {
        event_id: `evt_${id}`,
        event_type: "adjustment.updated",
        occurred_at: at,
        data: {
          id: `adj_${id}`,
          action: "refund",
          status: "approved",
          transaction_id: `txn_${order.id}`,
          currency_code: "USD",
          totals: { total: String(cents(amount)) },
        },
      },
    }),
  },
  lemon_squeezy: {
    sale: (order) => ({ body: lemonOrder(order, "order_created", {}) }),
    refund: (order, { total, at }) => ({
      body: lemonOrder({ ...order, click_id: null }, "order_refunded", {
        status: "partial_refund",
        refunded_amount: cents(total),
        refunded_at: at,
      }),
    }),
  },
};

/** An order of WooCommerce's. */
export function wooOrder({ id, amount, click_id, at }: Order) {
  return {
    id: Number(id),
    status: "processing",
    currency: "USD",
    total: amount,
    customer_id: 0,
    date_created_gmt: at.slice(0, 19),
    date_paid_gmt: at.slice(0, 19),
    date_modified_gmt: at.slice(0, 19),
    billing: { ...BUYER },
    meta_data: [
      { id: 1, key: "_billing_note", value: BUYER.last_name },
      {
        id: 2,
        key: "_wc_order_attribution_session_entry",
        value: `https://shop.example/?utm_source=x${click_id === null ? "" : `&click_id=${click_id}`}`,
      },
    ],
    refunds: [] as unknown[],
  };
}

function lemonOrder(
  { id, amount, click_id, at, is_test = false }: Order,
  event_name: string,
  change: Record<string, unknown>,
) {
  return {
    meta: {
      event_name,
      test_mode: is_test,
      custom_data: click_id === null ? undefined : { click_id },
    },
    data: {
      type: "orders",
      id,
      attributes: {
        status: "paid",
        total: cents(amount),
        currency: "USD",
        customer_id: 1,
        user_name: `${BUYER.first_name} ${BUYER.last_name}`,
        user_email: BUYER.email,
        created_at: at,
        updated_at: at,
        ...change,
      },
    },
  };
}
