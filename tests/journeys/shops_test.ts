// Shops send every order: those that an affiliate referred are paid and follow their refunds, all others are
// answered well and kept without their buyers, and nobody books an order that the shop didn't sign.
import { describe, expect, test } from "bun:test";
import { outcomeOf } from "../app_store_world.ts";
import { conversionOf, expectBooked } from "../senders.ts";
import { TELLS } from "../shop_bodies.ts";
import type { TellingShop } from "../shop_bodies.ts";
import type { Order } from "../shop_orders.ts";
import { signedBy, unsigned } from "../shop_signing.ts";
import type { TestedShop } from "../shop_signing.ts";
import { openShops, testClickOf } from "../shops_world.ts";
import { readPostback } from "../troubleshooting.ts";

const world = await openShops();
const { api, clock, service, now, send, visitor } = world;
const SHOPS = Object.keys(TELLS) as TellingShop[];
/** These say that something was given back, and not how much. */
const WITHOUT_AMOUNT = ["gumroad", "hotmart"] as const;
/** These show a secret, or have none but their address; the others sign each byte. */
const WITHOUT_SIGNATURE = ["thrivecart", "gumroad", "hotmart", "chargebee"];

function isOf(list: readonly string[]) {
  return (shop: string) => list.includes(shop);
}
const OF_BUYERS = /Jane|Buyer|buyer@|15550100|Secret Street/;

let numbers = 8_209_829_119_461_545;
const newId = () => String(++numbers);

async function referred(change: Partial<Order> = {}): Promise<Order> {
  const click_id = await visitor();
  return { id: newId(), amount: "100.00", click_id, at: now(), ...change };
}

interface HealthOf {
  refusals: { code: string }[];
}

async function refusalsOf(shop: TestedShop): Promise<string[]> {
  const { id } = await world.sourceOf(shop);
  const path = `/advertisers/${world.advertiser_id}/sources/${id}/health`;
  const { refusals } = await api.call<HealthOf>("GET", path);
  return refusals.map(({ code }) => code);
}

/** The stored body and headers of a postback, as text. */
async function storedText(postback_id: unknown): Promise<string> {
  return JSON.stringify(await readPostback(api, String(postback_id)));
}

describe.each(SHOPS)("%s:", (shop) => {
  const tells = TELLS[shop];

  test("an order without a click is ignored, which is no refusal, and kept without its buyer", async () => {
    const order = { ...(await referred()), click_id: null };
    for (const told of [
      tells.sale(order),
      tells.refund(order, {
        ...{ id: newId(), amount: "10.00", total: "10.00" },
        at: now(),
      }),
    ]) {
      const answer = await send(shop, told.body, told.topic);
      expect(outcomeOf(answer)).toBe("200 ignored");
      const stored = await storedText(answer.body.postback_id);
      expect(stored).toContain(order.id);
      expect(stored).not.toMatch(OF_BUYERS);
    }
    expect(await refusalsOf(shop)).toEqual([]);
  });

  test("an order with a click is booked once, however often it is told", async () => {
    const order = await referred();
    const { body, topic } = tells.sale(order);
    const first = await send(shop, body, topic);
    expect(outcomeOf(first)).toBe("201 recorded");
    clock.advance(60_000);
    expect(outcomeOf(await send(shop, body, topic))).toBe("200 duplicate");
    const booked = await expectBooked(service, first.body.conversion_id);
    expect(booked).toMatchObject({
      click_id: order.click_id,
      goal_key: "sale",
      status: "approved",
      amount: "100.00",
      payout: "5.00",
    });
    expect(booked.order_id).toContain(order.id);
  });

  test("tries its address with HEAD and books nothing", async () => {
    const { url } = await world.sourceOf(shop);
    const answer = await api.fetch(new URL(url).pathname, { method: "HEAD" });
    expect(answer.status).toBe(200);
  });

  test("has a sheet in the merchant's words", async () => {
    const { id, url } = await world.sourceOf(shop);
    const path = `/advertisers/${world.advertiser_id}/sources/${id}/sheet`;
    const sheet = await api.call<{
      url: string;
      proof: { how: string };
      names: { ours: string; note: string }[];
    }>("GET", path);
    expect(sheet.url).toBe(url);
    expect(sheet.names.map(({ ours }) => ours)).toEqual(["click_id"]);
    expect(sheet.names[0]?.note).not.toContain("PARAM");
    expect(sheet.proof.how.length).toBeGreaterThan(50);
  });
});

describe.each(SHOPS.filter((shop) => !isOf(WITHOUT_AMOUNT)(shop)))(
  "%s tells what it gives back:",
  (shop) => {
    const tells = TELLS[shop];

    test("each refund of a part is subtracted once, and all of them never exceed the sale", async () => {
      const order = await referred();
      const sale = tells.sale(order);
      const first = await send(shop, sale.body, sale.topic);
      const id = first.body.conversion_id;
      const refund = async (amount: string, total: string) => {
        clock.advance(60_000);
        const at = now();
        const told = tells.refund(order, { id: newId(), amount, total, at });
        const answers = [
          await send(shop, told.body, told.topic),
          await send(shop, told.body, told.topic),
        ];
        clock.advance(60_000);
        answers.push(await send(shop, told.body, told.topic));
        return answers.map(outcomeOf);
      };
      const once = ["200 updated", "200 duplicate", "200 duplicate"];
      expect(await refund("30.00", "30.00")).toEqual(once);
      expect(await expectBooked(service, id)).toMatchObject({
        status: "approved",
        refunded: "30.00",
        payout: "3.50",
      });
      expect(await refund("30.00", "60.00")).toEqual(once);
      expect(await expectBooked(service, id)).toMatchObject({
        refunded: "60.00",
        payout: "2.00",
      });
      // The sale told again undoes no refund.
      clock.advance(60_000);
      await send(shop, sale.body, sale.topic);
      expect(await conversionOf(api, id)).toMatchObject({ refunded: "60.00" });
      const [last] = await refund("40.00", "100.00");
      expect(last).toBe("200 updated");
      expect(await expectBooked(service, id)).toMatchObject({
        status: "reversed",
        payout: "0.00",
      });
    });
  },
);

describe.each(WITHOUT_AMOUNT)("%s tells that it gives back:", (shop) => {
  test("the whole sale is taken back, once", async () => {
    const order = await referred();
    const sale = TELLS[shop].sale(order);
    const first = await send(shop, sale.body, sale.topic);
    clock.advance(60_000);
    const part = { id: newId(), amount: "9.00", total: "9.00", at: now() };
    const told = TELLS[shop].refund(order, part);
    const answers = [
      await send(shop, told.body, told.topic),
      await send(shop, told.body, told.topic),
      // The sale told again undoes no refund.
      await send(shop, sale.body, sale.topic),
    ];
    expect(answers.map(outcomeOf)).toEqual([
      ...["200 updated", "200 duplicate", "200 duplicate"],
    ]);
    expect(await expectBooked(service, first.body.conversion_id)).toMatchObject(
      { status: "reversed", payout: "0.00", reason: "refund" },
    );
  });
});

describe.each(SHOPS.filter((shop) => shop !== "gumroad"))(
  "%s proves itself:",
  (shop) => {
    const tells = TELLS[shop];

    test("what the shop didn't sign books nothing", async () => {
      const order = await referred();
      const { body, topic } = tells.sale(order);
      const now_ms = clock.nowMs();
      const source = await world.sourceOf(shop);
      const secret = "another secret than the shop's";
      const forged = signedBy(shop, body, { now_ms, topic, secret });
      const is_signed = !isOf(WITHOUT_SIGNATURE)(shop);
      expect(outcomeOf(await world.post(source, forged))).toBe(
        is_signed ? "401 bad_signature" : "401 bad_token",
      );
      const signed = signedBy(shop, body, { now_ms, topic });
      const changed = { ...signed, text: signed.text.replace("100", "900") };
      if (is_signed && changed.text !== signed.text) {
        expect(outcomeOf(await world.post(source, changed))).toBe(
          "401 bad_signature",
        );
      }
      const bare = unsigned(shop, body, { now_ms, topic });
      expect(outcomeOf(await world.post(source, bare))).toBe(
        "401 missing_signature",
      );
      // The affiliate knows its click, and nothing of the shop.
      const query = `click_id=${order.click_id}&order_id=${order.id}&amount=1`;
      const path = new URL(source.url).pathname;
      expect((await api.fetch(`${path}?${query}`)).status).toBe(401);
      expect((await api.fetch(`/v1/postback?${query}`)).status).toBe(401);
    });
  },
);

describe.each([
  ...(["shopify", "stripe", "lemon_squeezy", "digistore24"] as const),
  ...(["clickbank", "thrivecart", "gumroad", "chargebee"] as const),
  ...(["paypal", "adyen"] as const),
])("a test order of %s", (shop) => {
  test("is never paid", async () => {
    const order = await referred({ is_test: true });
    const { body, topic } = TELLS[shop].sale(order);
    expect(outcomeOf(await send(shop, body, topic))).toBe("200 ignored");
    const click_id = await testClickOf(world, await world.sourceOf(shop));
    const tried = TELLS[shop].sale({ ...order, click_id, at: now() });
    const answer = await send(shop, tried.body, tried.topic);
    expect(outcomeOf(answer)).toBe("201 recorded");
    const booked = await expectBooked(service, answer.body.conversion_id);
    expect(booked.flags).toContain("test");
  });
});
