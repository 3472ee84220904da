import { BUYER } from "./shop_orders.ts";
import type { Order, Tells } from "./shop_orders.ts";

const numberOf = (text: string) => Number(text);
const cents = (major: string) => major.replace(".", "").replace(/^0+(?=.)/, "");
const seconds = (at: string) => String(Math.floor(Date.parse(at) / 1000));

/** The messages of shops that send forms, or sign nothing, after their documented samples. */
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
  clickbank: {
    sale: (order) => ({ body: clickBankNotice(order, "SALE", {}) }),
    refund: (order, { amount, at }) => ({
      body: clickBankNotice({ ...order, click_id: null, at }, "RFND", {
        totalOrderAmount: -numberOf(amount),
      }),
    }),
  },
  thrivecart: {
    sale: (order) => ({ body: thriveCartEvent(order, "order.success", {}) }),
    refund: (order, { id, amount, at }) => ({
      body: thriveCartEvent({ ...order, click_id: null, at }, "order.refund", {
        invoice_id: `R-${id}`,
        refund: { type: "product", id: "12", amount: cents(amount) },
      }),
    }),
  },
  gumroad: {
    sale: (order) => ({ body: gumroadPing(order, {}) }),
    refund: (order) => ({
      body: gumroadPing(order, { resource_name: "refund", refunded: "true" }),
    }),
  },
  hotmart: {
    sale: (order) => ({ body: hotmartEvent(order, "PURCHASE_APPROVED", {}) }),
    refund: (order, { at }) => ({
      body: hotmartEvent(
        { ...order, click_id: null, at },
        "PURCHASE_REFUNDED",
        {
          status: "REFUNDED",
        },
      ),
    }),
  },
  chargebee: {
    sale: (order) => ({ body: chargebeeEvent(order) }),
    refund: (order, { id, amount, at }) => ({
      body: chargebeeRefund({ ...order, at }, { id, amount }),
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

/** A notification of ClickBank's, before it is encrypted. */
export function clickBankNotice(
  { id, amount, click_id, at, is_test = false }: Order,
  type: string,
  change: Record<string, unknown>,
) {
  const person = {
    ...{ firstName: BUYER.first_name, lastName: BUYER.last_name },
    ...{ email: BUYER.email, phoneNumber: BUYER.phone },
  };
  return {
    transactionTime: at,
    receipt: `CW${id}`,
    transactionType: is_test ? `TEST_${type}` : type,
    vendor: "northwind",
    role: "VENDOR",
    totalAccountAmount: 1.25,
    totalOrderAmount: numberOf(amount),
    currency: "USD",
    trackingCodes: ["none"],
    lineItems: [{ itemNo: "1", lineItemType: "ORIGINAL", accountAmount: 1.25 }],
    customer: { shipping: person, billing: person },
    version: 8.0,
    attemptCount: 1,
    vendorVariables: click_id === null ? {} : { click_id },
    ...change,
  };
}

/** A message of ThriveCart's, as nested fields. */
export function thriveCartEvent(
  { id, amount, click_id, at, is_test = false }: Order,
  event: string,
  change: Record<string, unknown>,
) {
  return {
    event,
    mode: is_test ? "test" : "live",
    mode_int: is_test ? "1" : "2",
    thrivecart_account: "northwind",
    base_product: "12",
    order_id: id,
    invoice_id: "000001382",
    order_timestamp: seconds(at),
    date_unix: seconds(at),
    currency: "USD",
    customer_id: `c${id}`,
    customer: {
      ...{ name: `${BUYER.first_name} ${BUYER.last_name}` },
      ...{ email: BUYER.email, address: { line1: BUYER.address1 } },
    },
    order: {
      ...{ id, total: cents(amount), total_str: amount, tax: "0" },
      charges: [{ name: "Course", amount: cents(amount) }],
    },
    ...(click_id === null ? {} : { passthrough: { click_id } }),
    ...change,
  };
}

/** A ping of Gumroad's, as nested fields. */
export function gumroadPing(
  { id, amount, click_id, at, is_test = false }: Order,
  change: Record<string, string>,
) {
  return {
    seller_id: "seller==",
    product_id: "product==",
    email: BUYER.email,
    full_name: `${BUYER.first_name} ${BUYER.last_name}`,
    // US cents, whatever the product's currency.
    price: cents(amount),
    currency: "eur",
    sale_id: `S${id}==`,
    sale_timestamp: at,
    order_number: id,
    ...(click_id === null ? {} : { url_params: { click_id } }),
    ...(is_test ? { test: "true" } : {}),
    ...{ refunded: "false", disputed: "false", dispute_won: "false" },
    ...change,
  };
}

/** A webhook of Hotmart's, version 2.0.0. */
export function hotmartEvent(
  { id, amount, click_id, at }: Order,
  event: string,
  purchase: Record<string, unknown>,
  data: Record<string, unknown> = {},
) {
  const ms = Date.parse(at);
  return {
    ...{ id: `uuid-${id}`, creation_date: ms, event, version: "2.0.0" },
    data: {
      product: { id: 4_774_438, name: "Course" },
      buyer: { email: BUYER.email, name: BUYER.first_name },
      producer: { name: "Northwind" },
      purchase: {
        ...{ approved_date: ms, order_date: ms, status: "APPROVED" },
        full_price: { value: 999.5, currency_value: "BRL" },
        price: { value: numberOf(amount), currency_value: "USD" },
        transaction: `HP${id}`,
        ...(click_id === null ? {} : { origin: { xcod: click_id, src: "x" } }),
        ...purchase,
      },
      ...data,
    },
  };
}

/** A successful payment at Chargebee's. */
export function chargebeeEvent(
  { id, amount, click_id, at, is_test = false }: Order,
  { transaction = {}, invoice = {} } = {},
) {
  return {
    ...{ id: `ev_${id}`, occurred_at: Number(seconds(at)), object: "event" },
    ...{ event_type: "payment_succeeded", api_version: "v2" },
    content: {
      transaction: {
        ...{ id: `txn_${id}`, type: "payment", status: "success" },
        ...{ amount: numberOf(cents(amount)), currency_code: "USD" },
        ...{ date: Number(seconds(at)), customer_id: `cb_${id}` },
        ...{ gateway: is_test ? "chargebee" : "stripe" },
        ...transaction,
      },
      invoice: {
        ...{ id: `inv_${id}`, recurring: true, first_invoice: true },
        ...invoice,
      },
      customer: { id: `cb_${id}`, email: BUYER.email, phone: BUYER.phone },
      subscription: {
        ...{ id: `sub_${id}`, status: "active" },
        ...(click_id === null ? {} : { cf_click_id: click_id }),
      },
    },
  };
}

function chargebeeRefund(
  order: Order,
  { id, amount }: { id: string; amount: string },
) {
  const transaction = {
    ...{ id: `txn_r${id}`, type: "refund", amount: numberOf(cents(amount)) },
    linked_payments: [{ id: `txn_${order.id}`, status: "success" }],
  };
  const event = chargebeeEvent({ ...order, click_id: null }, { transaction });
  return { ...event, event_type: "payment_refunded" };
}
