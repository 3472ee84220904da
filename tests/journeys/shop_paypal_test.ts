// PayPal's events are believed by a certificate of PayPal's own and by nobody else's, and each capture, refund,
// reversal and dispute counts once.
import { describe, expect, test } from "bun:test";
import { outcomeOf } from "../app_store_world.ts";
import { makeCertificate } from "../apple_signer.ts";
import {
  CERTIFICATE_URL,
  PAYPAL_CA,
  paypalCertificate,
  paypalHeaders,
  pemOf,
} from "../paypal_double.ts";
import { paypalCapture, PROVIDER_TELLS } from "../provider_bodies.ts";
import { PROVIDER_SECRETS } from "../provider_signing.ts";
import { conversionOf, expectBooked } from "../senders.ts";
import type { Order } from "../shop_orders.ts";
import { openShops } from "../shops_world.ts";

const world = await openShops();
const { api, clock, service, now, send, visitor, paypal } = world;

let numbers = 40_000;
const newId = () => String(++numbers);

async function referred(change: Partial<Order> = {}): Promise<Order> {
  const click_id = await visitor();
  return { id: newId(), amount: "100.00", click_id, at: now(), ...change };
}

const LIKE_THEIRS = "messageverificationcerts.paypal.com.evil.example";
const at = (name: string) =>
  CERTIFICATE_URL.replace(/CERT-.*$/, `CERT-${name}`);

/** Sends an order signed in another way than PayPal does. */
async function sendAs(change: Parameters<typeof paypalHeaders>[2]) {
  const order = await referred();
  const text = JSON.stringify(PROVIDER_TELLS.paypal.sale(order).body);
  const { paypal: webhook_id } = PROVIDER_SECRETS;
  const headers = {
    "content-type": "application/json",
    ...paypalHeaders(text, webhook_id, { at: now(), ...change }),
  };
  return await world.post(await world.sourceOf("paypal"), { text, headers });
}

describe("the certificate", () => {
  test("is fetched once for all that it signs", async () => {
    await send("paypal", PROVIDER_TELLS.paypal.sale(await referred()).body);
    await send("paypal", PROVIDER_TELLS.paypal.sale(await referred()).body);
    expect(paypal.asked).toEqual([new URL(CERTIFICATE_URL).pathname]);
  });

  test.each([
    "http://api.paypal.com/v1/notifications/certs/CERT-1",
    "https://api.paypal.com.evil.example/v1/notifications/certs/CERT-1",
    "https://evil.example/v1/notifications/certs/CERT-1",
    "https://api.paypal.com@evil.example/v1/notifications/certs/CERT-1",
    "https://api.paypal.com:8443/v1/notifications/certs/CERT-1",
    "https://api.paypal.com/v1/notifications/certs/../../files/CERT-1",
    "https://api.paypal.com/v1/notifications/certs/CERT-1?x=1",
    "https://api.paypal.com/v1/notifications/certs/CERT-1#x",
    "https://api.paypal.com/redirect/CERT-1",
    "https://www.paypal.com/v1/notifications/certs/CERT-1",
    "file:///etc/passwd",
    "no address",
  ])("at %s is never asked for", async (url) => {
    const asked = paypal.asked.length;
    expect(outcomeOf(await sendAs({ url }))).toBe("401 bad_signature");
    expect(paypal.asked.length).toBe(asked);
  });

  test("has to be PayPal's, of a strong key, valid now and of one chain", async () => {
    // Of the same name, with another key.
    const other_ca = makeCertificate(PAYPAL_CA.name, null, { is_ca: true });
    const stranger = paypalCertificate();
    const wrong = new Map([
      ["not-theirs", paypalCertificate({ name: "api.evil.example" })],
      ["like-theirs", paypalCertificate({ name: LIKE_THEIRS })],
      ["weak", paypalCertificate({ rsa_bits: 1024 })],
      ["over", paypalCertificate({ to: "20210101000000Z" })],
      ["early", paypalCertificate({ from: "20900101000000Z" })],
      ["an-issuer", paypalCertificate({ is_ca: true })],
    ]);
    for (const [name, by] of wrong) {
      paypal.certificates.set(`CERT-${name}`, pemOf(by));
      expect([name, outcomeOf(await sendAs({ url: at(name), by }))]).toEqual([
        ...[name, "401 bad_signature"],
      ]);
      clock.advance(60_000);
    }
    paypal.certificates.set("CERT-chain", pemOf(stranger, other_ca));
    const unchained = { url: at("chain"), by: stranger };
    paypal.certificates.set("CERT-none", "<html>not found</html>");
    paypal.certificates.set("CERT-good", pemOf(stranger, PAYPAL_CA));
    expect(outcomeOf(await sendAs({ url: at("none"), by: stranger }))).toBe(
      "401 bad_signature",
    );
    clock.advance(60_000);
    expect(outcomeOf(await sendAs(unchained))).toBe("401 bad_signature");
    clock.advance(60_000);
    const good = { url: at("good"), by: stranger };
    expect(outcomeOf(await sendAs(good))).toBe("201 recorded");
    // Whoever has a certificate of PayPal's for something else signs with another key.
    expect(outcomeOf(await sendAs({ url: at("good") }))).toBe(
      "401 bad_signature",
    );
  });

  test("that can't be fetched makes PayPal come again, and books nothing", async () => {
    clock.advance(60_000);
    paypal.broken = 503;
    const by = paypalCertificate();
    const answer = await sendAs({ url: at("later"), by });
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([
      ...[503, "30"],
    ]);
    // One that is known goes on, even when it is to be renewed.
    clock.advance(25 * 3_600_000);
    const order = await referred();
    const { body } = PROVIDER_TELLS.paypal.sale(order);
    expect(outcomeOf(await send("paypal", body))).toBe("201 recorded");
    paypal.broken = null;
    paypal.certificates.set("CERT-later", pemOf(by));
    expect(outcomeOf(await sendAs({ url: at("later"), by }))).toBe(
      "201 recorded",
    );
  });

  test("that PayPal doesn't have is not asked for again and again, nor many at a time", async () => {
    clock.advance(3_600_000);
    const { paypal: webhook_id } = PROVIDER_SECRETS;
    const text = JSON.stringify(paypalCapture(await referred()));
    const source = await world.sourceOf("paypal");
    const sendAt = async (url: string) => {
      const headers = paypalHeaders(text, webhook_id, { at: now(), url });
      return outcomeOf(await world.post(source, { text, headers }));
    };
    const askedBy = async (urls: readonly string[]) => {
      const before = paypal.asked.length;
      for (const url of urls)
        expect(await sendAt(url)).toBe("401 bad_signature");
      return paypal.asked.length - before;
    };
    const names = Array.from(
      { length: 12 },
      (_, number) => `made-up-${number}`,
    );
    const first = at(names[0] ?? "");
    expect(await askedBy([first, first, first])).toBe(1);
    expect(await askedBy(names.map(at))).toBe(4);
    // Those of another source, and one that is known, are none the worse for it.
    const known = paypalHeaders(text, webhook_id, { at: now() });
    const answer = await world.post(source, { text, headers: known });
    expect(outcomeOf(answer)).toBe("201 recorded");
    clock.advance(20_000);
    expect(await askedBy([at("later-1"), at("later-2"), at("later-3")])).toBe(
      2,
    );
  });

  test("is fetched once for requests that come together", async () => {
    clock.advance(3_600_000);
    const by = paypalCertificate();
    paypal.certificates.set("CERT-together", pemOf(by));
    const { paypal: webhook_id } = PROVIDER_SECRETS;
    const source = await world.sourceOf("paypal");
    const orders = [await referred(), await referred(), await referred()];
    const before = paypal.asked.length;
    const answers = await Promise.all(
      orders.map(async (order) => {
        const text = JSON.stringify(paypalCapture(order));
        const url = at("together");
        const headers = paypalHeaders(text, webhook_id, { at: now(), url, by });
        return await world.post(source, { text, headers });
      }),
    );
    expect(answers.map(outcomeOf)).toEqual([
      ...["201 recorded", "201 recorded", "201 recorded"],
    ]);
    expect(paypal.asked.length - before).toBe(1);
  });
});

describe("PayPal", () => {
  test("is known by the id of the webhook, not by any signature of PayPal's", async () => {
    const text = JSON.stringify(paypalCapture(await referred()));
    const headers = {
      "content-type": "application/json",
      ...paypalHeaders(text, "8PT597110X687430LKGECATA"),
    };
    const source = await world.sourceOf("paypal");
    const answer = await world.post(source, { text, headers });
    expect(outcomeOf(answer)).toBe("401 bad_signature");
    const weak = { ...headers, "paypal-auth-algo": "SHA1withRSA" };
    const again = await world.post(source, { text, headers: weak });
    expect(outcomeOf(again)).toBe("401 bad_signature");
  });

  test("tells a payment that waits, one that was denied, and one that was reversed", async () => {
    const order = await referred();
    const waiting = paypalCapture(order, "PAYMENT.CAPTURE.PENDING");
    const first = await send("paypal", waiting);
    const booked = first.body.conversion_id;
    expect((await conversionOf(api, booked)).status).toBe("pending");
    clock.advance(60_000);
    const paid = { ...order, at: now() };
    expect(outcomeOf(await send("paypal", paypalCapture(paid)))).toBe(
      "200 updated",
    );
    clock.advance(60_000);
    const reversed = (event_type: string, resource: object) => ({
      ...{ id: `WH-${newId()}`, event_type, create_time: now(), resource },
    });
    const links = [
      {
        href: `https://api.paypal.com/v2/payments/captures/C${order.id}`,
        rel: "up",
      },
    ];
    const amount = { value: "30.00", currency_code: "USD" };
    const reversal = reversed("PAYMENT.CAPTURE.REVERSED", {
      ...{ id: `V${order.id}`, amount, links },
    });
    expect(outcomeOf(await send("paypal", reversal))).toBe("200 updated");
    // The dispute for which it was reversed is told, too.
    const dispute = (change: object) =>
      reversed("CUSTOMER.DISPUTE.RESOLVED", {
        dispute_id: "PP-D-1",
        disputed_transactions: [{ seller_transaction_id: `C${order.id}` }],
        dispute_amount: { value: "30.00", currency_code: "USD" },
        ...change,
      });
    const won = { outcome_code: "RESOLVED_SELLER_FAVOUR" };
    expect(
      outcomeOf(await send("paypal", dispute({ dispute_outcome: won }))),
    ).toBe("200 ignored");
    const lost = { outcome_code: "RESOLVED_BUYER_FAVOUR" };
    const told = await send("paypal", dispute({ dispute_outcome: lost }));
    expect(outcomeOf(told)).toBe("200 duplicate");
    expect(await expectBooked(service, booked)).toMatchObject({
      ...{ status: "approved", refunded: "30.00", payout: "3.50" },
    });
    clock.advance(60_000);
    const rest = {
      dispute_outcome: {
        ...lost,
        amount_refunded: { value: "70.00", currency_code: "USD" },
      },
    };
    await send("paypal", dispute(rest));
    expect(await expectBooked(service, booked)).toMatchObject({
      ...{ status: "reversed", reason: "chargeback" },
    });
    const denied = await referred();
    await send("paypal", paypalCapture(denied, "PAYMENT.CAPTURE.PENDING"));
    clock.advance(60_000);
    const over = paypalCapture(
      { ...denied, at: now() },
      "PAYMENT.CAPTURE.DENIED",
    );
    const answer = await send("paypal", over);
    expect((await conversionOf(api, answer.body.conversion_id)).status).toBe(
      "rejected",
    );
  });

  test("tells payments of subscriptions in its older form, and takes them back", async () => {
    const click_id = await visitor();
    const id = newId();
    const event = (event_type: string, resource: object) => ({
      ...{ id: `WH-${newId()}`, event_type, create_time: now() },
      resource: { create_time: now(), ...resource },
    });
    const sale = event("PAYMENT.SALE.COMPLETED", {
      ...{ id: `S${id}`, custom: click_id, billing_agreement_id: `I-${id}` },
      amount: { total: "50.00", currency: "USD" },
    });
    const first = await send("paypal", sale);
    expect(outcomeOf(first)).toBe("201 recorded");
    clock.advance(60_000);
    const refund = event("PAYMENT.SALE.REVERSED", {
      ...{ id: `R${id}`, amount: { total: "-20.00", currency: "USD" } },
      links: [
        {
          href: `https://api.paypal.com/v1/payments/refund/R${id}`,
          rel: "self",
        },
        { href: `https://api.paypal.com/v1/payments/sale/S${id}`, rel: "sale" },
      ],
    });
    expect(outcomeOf(await send("paypal", refund))).toBe("200 updated");
    const booked = first.body.conversion_id;
    expect(await expectBooked(service, booked)).toMatchObject({
      ...{ refunded: "20.00", order_id: `S${id}` },
    });
  });

  test("is refused by name where its body can't be read", async () => {
    for (const text of ["[]", "{", "null"]) {
      const answer = await send("paypal", text);
      expect(outcomeOf(answer)).toBe("200 malformed");
    }
  });
});
