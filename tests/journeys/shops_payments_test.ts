// Payment providers tell payments and refunds apart, each in its own way; and a shop's secret proves nothing elsewhere.
import { describe, expect, test } from "bun:test";
import { outcomeOf } from "../app_store_world.ts";
import {
  conversionOf,
  expectBooked,
  makeSource,
  sendSigned,
} from "../senders.ts";
import { TELLS } from "../shop_bodies.ts";
import { SHOP_SECRETS, signedBy } from "../shop_signing.ts";
import { openShops } from "../shops_world.ts";
import { readPostback } from "../troubleshooting.ts";

const world = await openShops();
const { api, clock, service, now, send, visitor, advertiser_id } = world;
const sources = `/advertisers/${advertiser_id}/sources`;

let numbers = 5_000;
const newId = () => String(++numbers);

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

  test("signs nothing in our own scheme, which a short one would be guessed by", async () => {
    await world.sourceOf("lemon_squeezy");
    const click_id = await visitor();
    const sale = { click_id, order_id: newId(), amount: "1" };
    const secret = SHOP_SECRETS.lemon_squeezy;
    const answer = await sendSigned({ api, clock }, sale, { secret });
    expect(answer.status).toBe(401);
  });

  test("a shop is never the source of the plain address", async () => {
    const click_id = await visitor();
    const answer = await api.postback({ click_id, order_id: newId() });
    const shown = await readPostback(api, answer.body.postback_id);
    expect(shown.source_id).not.toBe((await world.sourceOf("shopify")).id);
  });
});
