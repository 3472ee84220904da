// Each shop has its own way, and a liar or a fool makes something else of it.
import { describe, expect, test } from "bun:test";
import { outcomeOf } from "../app_store_world.ts";
import { conversionOf, expectBooked } from "../senders.ts";
import { TELLS, wooOrder } from "../shop_bodies.ts";
import { signedBy } from "../shop_signing.ts";
import { openShops } from "../shops_world.ts";

const world = await openShops();
const { api, clock, service, now, send, visitor } = world;

let numbers = 5_000;
const newId = () => String(++numbers);

describe("Shopify", () => {
  test("is read where the theme kept no click: by the page that the visitor came to first", async () => {
    const click_id = await visitor();
    const landing_site = `/products/shoe?utm_source=x&click_id=${click_id}#top`;
    const order = { id: newId(), amount: "10.00", click_id: null, at: now() };
    const { body, topic } = TELLS.shopify.sale(order);
    const landed = { ...(JSON.parse(String(body)) as object), landing_site };
    const answer = await send("shopify", landed, topic);
    expect(outcomeOf(answer)).toBe("201 recorded");
    expect(await conversionOf(api, answer.body.conversion_id)).toMatchObject({
      click_id,
    });
  });

  test("gives back in the shop's money what its buyer got in another", async () => {
    const click_id = await visitor();
    const order = { id: newId(), amount: "100.00", click_id, at: now() };
    const sale = TELLS.shopify.sale(order);
    const first = await send("shopify", sale.body, sale.topic);
    clock.advance(1_000);
    const shop_money = { amount: "20.00", currency_code: "USD" };
    const refund = {
      id: Number(newId()),
      order_id: Number(order.id),
      created_at: now(),
      transactions: [
        {
          ...{ kind: "refund", status: "success" },
          ...{ amount: "3100", currency: "JPY", amount_set: { shop_money } },
        },
      ],
    };
    const answer = await send("shopify", refund, "refunds/create");
    expect(outcomeOf(answer)).toBe("200 updated");
    expect(await expectBooked(service, first.body.conversion_id)).toMatchObject(
      { refunded: "20.00" },
    );
    const restock = { ...refund, id: 1, transactions: [] };
    const none = await send("shopify", restock, "refunds/create");
    expect(outcomeOf(none)).toBe("200 ignored");
  });

  test("takes a cancelled order back whole, and the refund that follows changes nothing", async () => {
    const click_id = await visitor();
    const order = { id: newId(), amount: "100.00", click_id, at: now() };
    const sale = TELLS.shopify.sale(order);
    const first = await send("shopify", sale.body, sale.topic);
    clock.advance(1_000);
    const cancelled = {
      ...(JSON.parse(String(sale.body)) as object),
      ...{ cancelled_at: now(), cancel_reason: "customer" },
    };
    const answer = await send("shopify", cancelled, "orders/cancelled");
    expect(outcomeOf(answer)).toBe("200 updated");
    const refund = {
      id: newId(),
      amount: "100.00",
      total: "100.00",
      at: now(),
    };
    const told = TELLS.shopify.refund(order, refund);
    const after = await send("shopify", told.body, told.topic);
    expect(outcomeOf(after)).toBe("200 duplicate");
    expect(await expectBooked(service, first.body.conversion_id)).toMatchObject(
      { status: "reversed", reason: "customer" },
    );
  });

  test("may pay on the net amount, by a mapping of the source", async () => {
    const source = await world.makeShop("shopify", {
      mapping: { amount: ["subtotal_price"], adv1: ["line_items[0].sku"] },
    });
    const click_id = await visitor();
    const order = { id: newId(), amount: "119.00", click_id, at: now() };
    const { body, topic } = TELLS.shopify.sale(order);
    const net = {
      ...(JSON.parse(String(body)) as object),
      ...{ subtotal_price: "100.00", line_items: [{ sku: "SHOE-1" }] },
    };
    const now_ms = clock.nowMs();
    const sent = signedBy("shopify", net, { now_ms, topic: topic ?? "" });
    const answer = await world.post(source, sent);
    expect(await conversionOf(api, answer.body.conversion_id)).toMatchObject({
      amount: "100.00",
      adv: { adv1: "SHOE-1" },
    });
  });

  test("sends orders of many items, which are long", async () => {
    const click_id = await visitor();
    const order = { id: newId(), amount: "10.00", click_id, at: now() };
    const { body, topic } = TELLS.shopify.sale(order);
    const item = { title: "x".repeat(1_000), price: "1.00" };
    const long = {
      ...(JSON.parse(String(body)) as object),
      line_items: Array.from({ length: 150 }, () => item),
    };
    expect(outcomeOf(await send("shopify", long, topic))).toBe("201 recorded");
  });
});

describe("WooCommerce", () => {
  test("tries its address unsigned, and wants exactly 200", async () => {
    const source = await world.sourceOf("woocommerce");
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const ping = { text: "webhook_id=17", headers };
    expect(outcomeOf(await world.post(source, ping))).toBe("200 ignored");
    const more = { text: "webhook_id=17&click_id=1&amount=5", headers };
    expect(outcomeOf(await world.post(source, more))).toBe(
      "401 missing_signature",
    );
  });

  test("numbers orders in each shop from 1: one shop's never changes another's", async () => {
    const other = await world.makeShop("woocommerce");
    const id = newId();
    const click_ids = [await visitor(), await visitor()];
    const at = now();
    const [a = "", b = ""] = click_ids;
    const one = wooOrder({ id, amount: "10.00", click_id: a, at });
    const two = wooOrder({ id, amount: "20.00", click_id: b, at });
    const first = await send("woocommerce", one, "order.created");
    const sent = (body: unknown) =>
      signedBy("woocommerce", body, {
        now_ms: clock.nowMs(),
        topic: "order.updated",
      });
    // The second shop's order of that number is nobody's, and its refund not the first one's.
    const bare = wooOrder({ id, amount: "20.00", click_id: null, at });
    const refunded = { ...bare, status: "refunded", date_modified_gmt: at };
    expect(outcomeOf(await world.post(other, sent(refunded)))).toBe(
      "200 ignored",
    );
    expect(await conversionOf(api, first.body.conversion_id)).toMatchObject({
      status: "approved",
    });
    const answer = await world.post(other, sent(two));
    expect(outcomeOf(answer)).toBe("201 recorded");
    const second = answer.body.conversion_id;
    expect(await expectBooked(service, second)).toMatchObject({
      ...{ click_id: b, amount: "20.00", order_id: `${id}@${other.id}` },
    });
    expect(outcomeOf(await world.post(other, sent(two)))).toBe("200 duplicate");
    clock.advance(1_000);
    const date_modified_gmt = now();
    const taken_back = { ...refunded, date_modified_gmt };
    const back = await world.post(other, sent(taken_back));
    expect(outcomeOf(back)).toBe("200 updated");
    expect(await expectBooked(service, second)).toMatchObject({
      status: "reversed",
    });
    expect(await expectBooked(service, first.body.conversion_id)).toMatchObject(
      { status: "approved", order_id: id },
    );
  });

  test("a shop that two sources tell of is one shop", async () => {
    const other = await world.makeShop("woocommerce");
    const click_id = await visitor();
    const order = wooOrder({
      ...{ id: newId(), amount: "10.00", click_id, at: now() },
    });
    await send("woocommerce", order, "order.created");
    const sent = signedBy("woocommerce", order, {
      ...{ now_ms: clock.nowMs(), topic: "order.updated" },
    });
    expect(outcomeOf(await world.post(other, sent))).toBe("200 duplicate");
  });

  test("is paid at last after a payment that failed, and stays taken back after a refund", async () => {
    const click_id = await visitor();
    const id = newId();
    const order = wooOrder({ id, amount: "100.00", click_id, at: now() });
    const unpaid = { ...order, date_paid_gmt: null };
    const pending = { ...unpaid, status: "pending" };
    const first = await send("woocommerce", pending, "order.created");
    expect(outcomeOf(first)).toBe("201 recorded");
    clock.advance(60_000);
    const failed = {
      ...{ ...unpaid, status: "failed" },
      date_modified_gmt: now().slice(0, 19),
    };
    expect(outcomeOf(await send("woocommerce", failed, "order.updated"))).toBe(
      "200 updated",
    );
    clock.advance(60_000);
    const paid = { ...order, date_paid_gmt: now().slice(0, 19) };
    const again = await send("woocommerce", paid, "order.updated");
    expect(outcomeOf(again)).toBe("200 updated");
    const booked = first.body.conversion_id;
    expect(await expectBooked(service, booked)).toMatchObject({
      status: "approved",
      payout: "5.00",
    });
    clock.advance(60_000);
    const refunded = {
      ...{ ...paid, status: "refunded" },
      date_modified_gmt: now().slice(0, 19),
    };
    await send("woocommerce", refunded, "order.updated");
    await send("woocommerce", paid, "order.updated");
    const done = { ...paid, status: "completed" };
    await send("woocommerce", done, "order.updated");
    expect(await expectBooked(service, booked)).toMatchObject({
      status: "reversed",
    });
  });

  test("may be given a click id of another tracker, or none, and goes on working", async () => {
    for (const value of ["", "0".repeat(32), "{click_id}", "x'; drop table"]) {
      const order = wooOrder({
        ...{ id: newId(), amount: "1.00", at: now() },
        click_id: null,
      });
      order.meta_data.push({ id: 3, key: "click_id", value });
      const answer = await send("woocommerce", order, "order.created");
      expect(outcomeOf(answer)).toBe("200 ignored");
    }
  });
});
