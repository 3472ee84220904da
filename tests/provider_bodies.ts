import type { AdyenItem } from "./provider_signing.ts";
import { BUYER } from "./shop_orders.ts";
import type { Order, Tells } from "./shop_orders.ts";

const cents = (major: string) => Number(major.replace(".", ""));

/** The bodies of payment providers, after their documented samples. */
export const PROVIDER_TELLS = {
  paypal: {
    sale: (order) => ({ body: paypalCapture(order) }),
    refund: ({ id, is_test = false }, { id: refund_id, amount, at }) => ({
      body: {
        id: `WH-${refund_id}`,
        event_type: "PAYMENT.CAPTURE.REFUNDED",
        resource_type: "refund",
        create_time: at,
        resource: {
          id: `R${refund_id}`,
          amount: { value: amount, currency_code: "USD" },
          status: "COMPLETED",
          payer: { ...BUYER },
          links: paypalLinks(
            `refunds/R${refund_id}`,
            `captures/C${id}`,
            is_test,
          ),
        },
      },
    }),
  },
  adyen: {
    sale: ({ id, amount, click_id, at, is_test = false }) => ({
      body: adyenNotification(
        {
          amount: { value: cents(amount), currency: "USD" },
          pspReference: `PSP${id}`,
          merchantReference: `1001?${click_id === null ? "" : `click_id=${click_id}`}`,
          eventCode: "AUTHORISATION",
          eventDate: at,
        },
        is_test,
      ),
    }),
    refund: ({ id, is_test = false }, refund) => ({
      body: adyenNotification(
        {
          amount: { value: cents(refund.amount), currency: "USD" },
          pspReference: `RF${refund.id}`,
          originalReference: `PSP${id}`,
          eventCode: "REFUND",
          eventDate: refund.at,
        },
        is_test,
      ),
    }),
  },
  braintree: {
    sale: (order) => ({
      body: braintreeXml(
        "transaction_disbursed",
        braintreeTransaction(order, "sale"),
        order.at,
      ),
    }),
    refund: (order, { id, amount, at }) => ({
      body: braintreeXml(
        "transaction_settled",
        braintreeTransaction(
          { ...order, click_id: null, id, amount, at },
          "credit",
          `<refunded-transaction-id>bt${order.id}</refunded-transaction-id>`,
        ),
        at,
      ),
    }),
  },
} satisfies Record<string, Tells>;

/** A payment at PayPal. */
export function paypalCapture(
  { id, amount, click_id, at, is_test = false }: Order,
  event_type = "PAYMENT.CAPTURE.COMPLETED",
) {
  return {
    id: `WH-${id}`,
    event_type,
    resource_type: "capture",
    create_time: at,
    summary: `Payment for ${BUYER.first_name}`,
    resource: {
      id: `C${id}`,
      amount: { value: amount, currency_code: "USD" },
      status: "COMPLETED",
      create_time: at,
      ...(click_id === null ? {} : { custom_id: click_id }),
      payer: { ...BUYER },
      links: paypalLinks(`captures/C${id}`, "orders/O1", is_test),
    },
  };
}

function paypalLinks(self: string, up: string, is_test: boolean) {
  const host = `https://api.${is_test ? "sandbox." : ""}paypal.com`;
  return [
    { href: `${host}/v2/payments/${self}`, rel: "self", method: "GET" },
    { href: `${host}/v2/payments/${up}`, rel: "up", method: "GET" },
  ];
}

/** A notification of Adyen's with one item. */
export function adyenNotification(change: Partial<AdyenItem>, is_test = false) {
  return {
    notificationItems: [{ NotificationRequestItem: adyenItem(change) }],
    live: is_test ? "false" : "true",
  };
}

/** An item of Adyen's. */
export function adyenItem(change: Partial<AdyenItem>): AdyenItem {
  return {
    amount: { value: 1_000, currency: "USD" },
    pspReference: "PSP1",
    merchantAccountCode: "TestMerchant",
    merchantReference: "1001",
    eventCode: "AUTHORISATION",
    success: "true",
    eventDate: "2026-11-01T10:00:00+01:00",
    ...change,
    additionalData: {
      shopperEmail: BUYER.email,
      shopperName: `${BUYER.first_name} ${BUYER.last_name}`,
      ...change.additionalData,
    },
  };
}

/** A notification of Braintree's. */
export function braintreeXml(
  kind: string,
  subject: string,
  at: string,
): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<notification>
  <kind>${kind}</kind>
  <timestamp type="datetime">${at}</timestamp>
  <subject>${subject}</subject>
</notification>
`;
}

/** A transaction of Braintree's. */
export function braintreeTransaction(
  { id, amount, click_id, at }: Order,
  type: "sale" | "credit",
  more = "",
): string {
  const custom =
    click_id === null
      ? `<custom-fields/>`
      : `<custom-fields><click-id>${click_id}</click-id></custom-fields>`;
  return `<transaction>
  <id>bt${id}</id>
  <status>settled</status>
  <type>${type}</type>
  <currency-iso-code>USD</currency-iso-code>
  <amount>${amount}</amount>
  <created-at type="datetime">${at}</created-at>
  <subscription-id nil="true"/>
  ${custom}
  <customer><email>${BUYER.email}</email><first-name>${BUYER.first_name}</first-name></customer>
  ${more}
</transaction>`;
}

/** A webhook of a Shopware app about an order. */
export function shopwareOrder(
  event: string,
  { id, amount, click_id, at }: Order,
) {
  const order = {
    id: `sw${id}`,
    orderNumber: id.slice(-5),
    amountTotal: JSON.parse(amount) as unknown,
    orderDateTime: at,
    currency: { isoCode: "USD" },
    customFields: click_id === null ? null : { click_id },
    orderCustomer: { customerId: "c1", ...BUYER },
  };
  return {
    data: { payload: [{ order }], event },
    source: { url: "https://shop.example", shopId: "s1", appVersion: "1.0.0" },
    timestamp: Math.floor(Date.parse(at) / 1000),
  };
}
