// A Shopware shop registers with its source before it signs orders, and Kajabi, which signs nothing, is known by the
// address alone.
import { createHmac } from "node:crypto";
import { describe, expect, test } from "bun:test";
import { outcomeOf } from "../app_store_world.ts";
import { shopwareOrder } from "../provider_bodies.ts";
import { PROVIDER_SECRETS } from "../provider_signing.ts";
import { conversionOf, expectBooked, makeSource } from "../senders.ts";
import { BUYER } from "../shop_orders.ts";
import type { Order } from "../shop_orders.ts";
import { signedBy, unsigned } from "../shop_signing.ts";
import { openShops } from "../shops_world.ts";
import { readPostback } from "../troubleshooting.ts";

const world = await openShops();
const { api, clock, service, now, send, visitor } = world;
const OF_BUYERS = /Jane|Buyer|buyer@|15550100|Secret Street/;

const inCents = (major: string) => Number(major.replace(".", ""));

let numbers = 70_000;
const newId = () => String(++numbers);

async function referred(change: Partial<Order> = {}): Promise<Order> {
  const click_id = await visitor();
  return { id: newId(), amount: "100.00", click_id, at: now(), ...change };
}

describe("Shopware", () => {
  const { shopware: secret } = PROVIDER_SECRETS;
  const hex = (text: string, key: string = secret) =>
    createHmac("sha256", key).update(text).digest("hex");
  const PAID = "state_enter.order_transaction.state.paid";

  test("registers with the secret of the manifest, and gets its proof and the same secret", async () => {
    const { url } = await world.sourceOf("shopware");
    const path = new URL(url).pathname;
    const shop_url = "https://shop.example";
    for (const written of [shop_url, encodeURIComponent(shop_url)]) {
      const query = `shop-id=s1&shop-url=${written}&timestamp=1700000000`;
      const headers = { "shopware-app-signature": hex(query) };
      const answer = await api.fetch(`${path}?${query}`, { headers });
      expect([answer.status, answer.body]).toEqual([
        200,
        {
          ...{ proof: hex(`s1${shop_url}AffiliateOrders`), secret },
          confirmation_url: url,
        },
      ]);
      const forged = { "shopware-app-signature": hex(query, "guessed") };
      const refused = await api.fetch(`${path}?${query}`, { headers: forged });
      expect(refused.status).toBe(401);
      expect(JSON.stringify(refused.body)).not.toContain(secret);
      expect((await api.fetch(`${path}?${query}`)).status).toBe(401);
    }
    const confirmation = { apiKey: "SWIA", secretKey: "their-api-secret" };
    const confirmed = await send("shopware", { ...confirmation, shopId: "s1" });
    expect(outcomeOf(confirmed)).toBe("200 ignored");
    const kept = await readPostback(api, confirmed.body.postback_id);
    expect(JSON.stringify(kept)).not.toMatch(/their-api-secret|SWIA/);
  });

  test("books an order when it is paid, once, and takes it back whole", async () => {
    const order = await referred();
    const placed = shopwareOrder("checkout.order.placed", order);
    const first = await send("shopware", placed);
    expect(outcomeOf(first)).toBe("201 recorded");
    const booked = first.body.conversion_id;
    expect((await conversionOf(api, booked)).status).toBe("pending");
    clock.advance(60_000);
    const paid = shopwareOrder(PAID, order);
    expect(outcomeOf(await send("shopware", paid))).toBe("200 updated");
    expect(outcomeOf(await send("shopware", paid))).toBe("200 duplicate");
    expect(await expectBooked(service, booked)).toMatchObject({
      ...{ status: "approved", amount: "100.00", order_id: `sw${order.id}` },
    });
    clock.advance(60_000);
    const refund = (state: string) =>
      shopwareOrder(`state_enter.order_transaction.state.${state}`, {
        ...{ ...order, click_id: null, at: now() },
      });
    const part = await send("shopware", refund("refunded_partially"));
    expect(outcomeOf(part)).toBe("200 missing_amount");
    const whole = await send("shopware", refund("refunded"));
    expect(outcomeOf(whole)).toBe("200 updated");
    expect(await expectBooked(service, booked)).toMatchObject({
      ...{ status: "reversed", reason: "refunded", payout: "0.00" },
    });
    // The payment, sent again, doesn't undo the refund.
    await send("shopware", paid);
    expect((await conversionOf(api, booked)).status).toBe("reversed");
  });

  test("is read where the payload is no list, and cancels an order", async () => {
    const order = await referred();
    const paid = shopwareOrder(PAID, order);
    const [payload] = paid.data.payload;
    const single = { ...paid, data: { ...paid.data, payload } };
    const first = await send("shopware", single);
    expect(outcomeOf(first)).toBe("201 recorded");
    clock.advance(60_000);
    const cancelled = shopwareOrder("state_enter.order.state.cancelled", {
      ...{ ...order, click_id: null, at: now() },
    });
    expect(outcomeOf(await send("shopware", cancelled))).toBe("200 updated");
  });

  test("that nobody referred is ignored and kept without its buyer; forged, it is refused", async () => {
    const order = await referred({ click_id: null });
    const answer = await send("shopware", shopwareOrder(PAID, order));
    expect(outcomeOf(answer)).toBe("200 ignored");
    const kept = JSON.stringify(
      await readPostback(api, answer.body.postback_id),
    );
    expect(kept).toContain(`sw${order.id}`);
    expect(kept).not.toMatch(OF_BUYERS);
    const body = shopwareOrder(PAID, await referred());
    const now_ms = clock.nowMs();
    const source = await world.sourceOf("shopware");
    const guessed = signedBy("shopware", body, { now_ms, secret: "guessed" });
    expect(outcomeOf(await world.post(source, guessed))).toBe(
      "401 bad_signature",
    );
    const bare = unsigned("shopware", body, { now_ms });
    expect(outcomeOf(await world.post(source, bare))).toBe(
      "401 missing_signature",
    );
  });

  test("has a sheet with the manifest of its app", async () => {
    const { id, url } = await world.sourceOf("shopware");
    const path = `/advertisers/${world.advertiser_id}/sources/${id}/sheet`;
    const { proof } = await api.call<{ proof: { how: string } }>("GET", path);
    expect(proof.how).toContain(`<registrationUrl>${url}</registrationUrl>`);
    expect(proof.how).toContain(`url="${url}" event="checkout.order.placed"`);
    expect(proof.how).not.toContain("ADDRESS");
  });
});

describe("Kajabi", () => {
  const purchase = (
    { id, amount, click_id, at }: Order,
    event = "purchase_created",
  ) => ({
    id: `hash${id}`,
    event,
    payload: [
      {
        ...{ id, type: "purchases" },
        attributes: {
          amount_in_cents: inCents(amount),
          ...{ currency: "USD", created_at: at, payment_type: "single" },
          cardholder_name: BUYER.last_name,
          raw_extra_contact_information: {},
          referrer: `https://shop.example/?utm=x${click_id === null ? "" : `&click_id=${click_id}`}`,
        },
      },
      {
        ...{ id: "31337", type: "customers" },
        attributes: { name: BUYER.first_name, email: BUYER.email },
      },
    ],
  });
  const made = makeSource(api, world.advertiser_id, {
    ...{ name: "Kajabi", preset: "kajabi", require: "token" },
  });
  const post = async (body: unknown) =>
    await world.post(await made, {
      text: typeof body === "string" ? body : JSON.stringify(body),
      headers: { "content-type": "application/json" },
    });

  test("books a purchase once by the page that the visitor came from", async () => {
    expect((await made).warnings).toEqual([]);
    const order = await referred();
    const first = await post(purchase(order));
    expect(outcomeOf(first)).toBe("201 recorded");
    expect(outcomeOf(await post(purchase(order)))).toBe("200 duplicate");
    expect(await expectBooked(service, first.body.conversion_id)).toMatchObject(
      {
        ...{ click_id: order.click_id, order_id: `purchase-${order.id}` },
        amount: "100.00",
      },
    );
    expect(outcomeOf(await post(purchase(order, "payment_succeeded")))).toBe(
      "200 ignored",
    );
  });

  test("is ignored without a click, and kept without its buyer", async () => {
    const order = await referred({ click_id: null });
    const answer = await post(purchase(order));
    expect(outcomeOf(answer)).toBe("200 ignored");
    const kept = JSON.stringify(
      await readPostback(api, answer.body.postback_id),
    );
    expect(kept).toContain(order.id);
    expect(kept).not.toMatch(/Jane|Buyer|buyer@|31337/);
  });

  test("is refused by name where its body can't be read, and at any other address", async () => {
    expect(outcomeOf(await post("[1]"))).toBe("200 malformed");
    const order = await referred();
    const query = `click_id=${order.click_id}&order_id=${order.id}&amount=1`;
    expect((await api.fetch(`/v1/postback?${query}`)).status).toBe(401);
  });
});
