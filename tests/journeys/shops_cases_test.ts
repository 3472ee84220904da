// What each shop does in its own way, and what a liar or a fool makes of it.
import { describe, expect, test } from "bun:test";
import { outcomeOf } from "../app_store_world.ts";
import { conversionOf, expectBooked, makeSource } from "../senders.ts";
import { TELLS, wooOrder } from "../shop_bodies.ts";
import { openShops, SHOP_SECRETS, signedBy } from "../shops_world.ts";
import { readPostback } from "../troubleshooting.ts";

const world = await openShops();
const { api, clock, service, now, send, visitor, advertiser_id } = world;
const sources = `/advertisers/${advertiser_id}/sources`;

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
    expect(outcomeOf(answer)).toBe("200 order_conflict");
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

describe("Stripe", () => {
  const event = (type: string, object: object) => ({
    ...{ id: `evt_${newId()}`, type, livemode: true },
    created: Math.floor(clock.nowMs() / 1000),
    data: { object },
  });

  test("books a subscription's first payment once and its renewals by their customer", async () => {
    const click_id = await visitor();
    const id = newId();
    const of_invoice = {
      ...{ id: `in_${id}`, currency: "usd", amount_paid: 5_000 },
      customer: `cus_${id}`,
    };
    const session = event("checkout.session.completed", {
      ...{ id: `cs_${id}`, mode: "subscription", payment_status: "paid" },
      ...{ payment_intent: null, invoice: `in_${id}`, amount_total: 5_000 },
      ...{ currency: "usd", customer: `cus_${id}` },
      client_reference_id: click_id,
    });
    const first = await send("stripe", session);
    expect(outcomeOf(first)).toBe("201 recorded");
    const created = { ...of_invoice, billing_reason: "subscription_create" };
    expect(
      outcomeOf(await send("stripe", event("invoice.paid", created))),
    ).toBe("200 duplicate");
    clock.advance(30 * 86_400_000);
    const cycle = {
      ...{ ...of_invoice, id: `in_${id}b` },
      billing_reason: "subscription_cycle",
    };
    const renewed = await send("stripe", event("invoice.paid", cycle));
    expect(outcomeOf(renewed)).toBe("201 recorded");
    const rebill = await expectBooked(service, renewed.body.conversion_id);
    expect(rebill).toMatchObject({
      ...{ goal_key: "rebill", amount: "50.00", click_id },
      order_id: `in_${id}b`,
    });
    clock.advance(1_000);
    // Before API version 2025-03-31 a charge names its invoice.
    const charge = {
      ...{ id: `ch_${id}`, payment_intent: `pi_${id}`, invoice: `in_${id}b` },
      ...{ amount_refunded: 5_000, currency: "usd" },
    };
    const refund = await send("stripe", event("charge.refunded", charge));
    expect(outcomeOf(refund)).toBe("200 updated");
    expect(
      await expectBooked(service, renewed.body.conversion_id),
    ).toMatchObject({ status: "reversed" });
    const first_one = await conversionOf(api, first.body.conversion_id);
    expect(first_one.status).toBe("approved");
  });

  test("a customer who comes back without a click is nobody's sale", async () => {
    const click_id = await visitor();
    const order = { id: newId(), amount: "10.00", click_id, at: now() };
    await send("stripe", TELLS.stripe.sale(order).body);
    const again = { ...order, id: newId(), click_id: null };
    const answer = await send("stripe", TELLS.stripe.sale(again).body);
    expect(outcomeOf(answer)).toBe("200 ignored");
  });

  test("waits for a payment that takes days", async () => {
    const click_id = await visitor();
    const object = {
      ...{ id: `cs_${newId()}`, mode: "payment", payment_status: "unpaid" },
      ...{ payment_intent: `pi_${newId()}`, amount_total: 1_000 },
      ...{ currency: "jpy", client_reference_id: click_id },
    };
    const type = "checkout.session.completed";
    const first = await send("stripe", event(type, object));
    const booked = first.body.conversion_id;
    expect(await conversionOf(api, booked)).toMatchObject({
      status: "pending",
      sent_currency: "JPY",
      sent_amount: "1000",
    });
  });

  test("an old request that is sent again is refused", async () => {
    const click_id = await visitor();
    const order = { id: newId(), amount: "10.00", click_id, at: now() };
    const source = await world.sourceOf("stripe");
    const { body } = TELLS.stripe.sale(order);
    const sent = signedBy("stripe", body, { now_ms: clock.nowMs() });
    clock.advance(301_000);
    expect(outcomeOf(await world.post(source, sent))).toBe(
      "401 stale_timestamp",
    );
  });

  test("what was checked on arrival can be judged again when its secret is another", async () => {
    const vip = { status: "approved", goal: "vip" };
    const source = await world.makeShop("stripe", {
      status_map: { "checkout.session.completed": vip },
    });
    const click_id = await visitor();
    const order = { id: newId(), amount: "10.00", click_id, at: now() };
    const { body } = TELLS.stripe.sale(order);
    const headers = { "tallyho-verified": '{"shop":{"proof":"signature"}}' };
    const bare = { text: JSON.stringify(body), headers };
    expect(outcomeOf(await world.post(source, bare))).toBe(
      "401 missing_signature",
    );
    const sent = signedBy("stripe", body, { now_ms: clock.nowMs() });
    const answer = await world.post(source, sent);
    expect(outcomeOf(answer)).toBe("200 unknown_goal");
    const secrets = ["whsec_another-secret"];
    const change = { secrets, status_map: {} };
    await api.call("PATCH", `${sources}/${source.id}`, change);
    clock.advance(86_400_000);
    const path = `/postbacks/${String(answer.body.postback_id)}/replay`;
    await api.call("POST", path, {});
    const shown = await readPostback(api, answer.body.postback_id);
    expect(shown).toMatchObject({
      outcome: "recorded",
      earlier: [{ outcome: "unknown_goal" }],
    });
  });
});

describe("Paddle", () => {
  test("counts a refund once Paddle approved it, and a chargeback that was won again", async () => {
    const click_id = await visitor();
    const order = { id: newId(), amount: "100.00", click_id, at: now() };
    const first = await send("paddle", TELLS.paddle.sale(order).body);
    const id = first.body.conversion_id;
    const adjust = async (change: Record<string, unknown>) => {
      clock.advance(1_000);
      const data = {
        ...{ id: `adj_${order.id}`, transaction_id: `txn_${order.id}` },
        ...{ action: "refund", status: "approved", currency_code: "USD" },
        ...{ totals: { total: "3000" }, ...change },
      };
      const event_type = "adjustment.updated";
      const body = { event_type, occurred_at: now(), data };
      return outcomeOf(await send("paddle", body));
    };
    expect(await adjust({ status: "pending_approval" })).toBe("200 ignored");
    expect(await adjust({})).toBe("200 updated");
    expect(await adjust({ totals: { total: "4000" } })).toBe("200 duplicate");
    expect(await conversionOf(api, id)).toMatchObject({ refunded: "30.00" });
    const chargeback = { id: "adj_c", action: "chargeback" };
    const whole = { totals: { total: "10000" } };
    expect(await adjust({ ...chargeback, ...whole })).toBe("200 updated");
    expect(await expectBooked(service, id)).toMatchObject({
      status: "reversed",
    });
    const won = { id: "adj_w", action: "chargeback_reverse" };
    expect(await adjust(won)).toBe("200 updated");
    expect(await expectBooked(service, id)).toMatchObject({
      status: "approved",
    });
  });
});

describe("Lemon Squeezy", () => {
  test("tells a first payment twice, and numbers invoices like orders", async () => {
    const click_id = await visitor();
    const id = newId();
    const order = { id, amount: "10.00", click_id, at: now() };
    const first = await send(
      "lemon_squeezy",
      TELLS.lemon_squeezy.sale(order).body,
    );
    expect(outcomeOf(first)).toBe("201 recorded");
    const invoice = (billing_reason: string) => ({
      meta: {
        event_name: "subscription_payment_success",
        custom_data: { click_id },
      },
      data: {
        id,
        attributes: {
          ...{ billing_reason, total: 1_000, currency: "USD" },
          ...{ status: "paid", created_at: now() },
        },
      },
    });
    const initial = await send("lemon_squeezy", invoice("initial"));
    expect(outcomeOf(initial)).toBe("200 ignored");
    const renewal = await send("lemon_squeezy", invoice("renewal"));
    expect(outcomeOf(renewal)).toBe("201 recorded");
    expect(
      await expectBooked(service, renewal.body.conversion_id),
    ).toMatchObject({ goal_key: "rebill", order_id: `invoice-${id}` });
  });
});

describe("a shop's secret", () => {
  test("may be short, but has to be given, and proves nothing elsewhere", async () => {
    const secret = SHOP_SECRETS.lemon_squeezy;
    const source = await world.makeShop("lemon_squeezy");
    const path = `${sources}/${source.id}`;
    const fieldsOf = async (method: string, at: string, body: unknown) => {
      const { status, body: problem } = await api.try<{
        errors?: { field: string }[];
      }>(method, at, body);
      return [status, ...(problem.errors ?? []).map(({ field }) => field)];
    };
    const adding = `${path}/secrets`;
    expect(await fieldsOf("POST", adding, {})).toEqual([422, "secret"]);
    const short = { secret: "five5" };
    expect(await fieldsOf("POST", adding, short)).toEqual([422, "secret"]);
    const { id } = await makeSource(api, advertiser_id, { name: "Plain" });
    const plain = { secrets: [secret] };
    expect(await fieldsOf("PATCH", `${sources}/${id}`, plain)).toEqual([
      ...[422, "secrets"],
    ]);
    // It would be a signing secret of an ordinary source, or a shop's.
    for (const preset of [null, "stripe"]) {
      expect(await fieldsOf("PATCH", path, { preset })).toEqual([
        ...[422, "preset"],
      ]);
    }
    const secrets = ["whsec_of-a-shop"];
    await api.call("PATCH", path, { preset: "stripe", secrets });
  });

  test("is missed by a warning", async () => {
    const source = await world.makeShop("stripe", { secrets: [] });
    expect(source.warnings.map(({ field }) => field)).toEqual(["secrets"]);
  });

  test("a shop is never the source of the plain address", async () => {
    const click_id = await visitor();
    const answer = await api.postback({ click_id, order_id: newId() });
    const shown = await readPostback(api, answer.body.postback_id);
    expect(shown.source_id).not.toBe((await world.sourceOf("shopify")).id);
  });
});
