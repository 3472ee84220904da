// From API version 2025-03-31 on a subscription's refund at Stripe names its payment alone, and Paddle's sandbox
// doesn't say that it is one: a sale is taken back all the same, and a test is never paid.
import { describe, expect, test } from "bun:test";
import { outcomeOf } from "../app_store_world.ts";
import { conversionOf, expectBooked } from "../senders.ts";
import { TELLS } from "../shop_bodies.ts";
import { signedBy } from "../shop_signing.ts";
import { openShops, testClickOf } from "../shops_world.ts";
import { readPostback } from "../troubleshooting.ts";

const world = await openShops();
const { api, clock, service, now, send, visitor } = world;

let numbers = 9_000;
const newId = () => String(++numbers);

const event = (type: string, object: object) => ({
  ...{ id: `evt_${newId()}`, type, livemode: true },
  ...{ created: Math.floor(clock.nowMs() / 1000), api_version: "2026-01-28" },
  data: { object },
});

describe("a subscription at Stripe", () => {
  const invoiceOf = (id: string, billing_reason: string) => ({
    ...{ id: `in_${id}`, object: "invoice", billing_reason },
    ...{ amount_paid: 5_000, currency: "usd", customer: `cus_${id}` },
    customer_email: "buyer@example.com",
  });
  const paymentOf = (id: string) => ({
    ...{ id: `inpay_${id}`, object: "invoice_payment", invoice: `in_${id}` },
    ...{ amount_paid: 5_000, currency: "usd", livemode: true, status: "paid" },
    payment: { type: "payment_intent", payment_intent: `pi_${id}` },
  });
  const sessionOf = (id: string, click_id: string | null) => ({
    ...{ id: `cs_${id}`, mode: "subscription", payment_status: "paid" },
    ...{ payment_intent: null, invoice: `in_${id}`, amount_total: 5_000 },
    ...{ currency: "usd", customer: `cus_${id}` },
    client_reference_id: click_id,
  });
  const chargeOf = (id: string, amount_refunded: number) => ({
    ...{ id: `ch_${id}`, object: "charge", payment_intent: `pi_${id}` },
    ...{ amount_refunded, currency: "usd", customer: `cus_${id}` },
  });
  const sell = async (
    id: string,
    order: readonly ["payment" | "session", "payment" | "session"],
  ) => {
    const click_id = await visitor();
    const answers = new Map<string, Awaited<ReturnType<typeof send>>>();
    for (const kind of order) {
      const body =
        kind === "session"
          ? event("checkout.session.completed", sessionOf(id, click_id))
          : event("invoice_payment.paid", paymentOf(id));
      answers.set(kind, await send("stripe", body));
    }
    return answers;
  };

  test.each([
    ["session", "payment"],
    ["payment", "session"],
  ] as const)(
    "is taken back by its payment, told as %s and then %s",
    async (first, second) => {
      const id = newId();
      const answers = await sell(id, [first, second]);
      expect(outcomeOf(answers.get("payment")!)).toBe("200 ignored");
      const sale = answers.get("session")!;
      expect(outcomeOf(sale)).toBe("201 recorded");
      clock.advance(60_000);
      const refund = event("charge.refunded", chargeOf(id, 2_000));
      expect(outcomeOf(await send("stripe", refund))).toBe("200 updated");
      expect(outcomeOf(await send("stripe", refund))).toBe("200 duplicate");
      const booked = sale.body.conversion_id;
      expect(await expectBooked(service, booked)).toMatchObject({
        ...{ order_id: `in_${id}`, status: "approved", refunded: "20.00" },
      });
      clock.advance(60_000);
      const dispute = event("charge.dispute.closed", {
        ...{ id: `dp_${id}`, charge: `ch_${id}`, payment_intent: `pi_${id}` },
        ...{ status: "lost", amount: 3_000, currency: "usd" },
      });
      expect(outcomeOf(await send("stripe", dispute))).toBe("200 updated");
      expect(await expectBooked(service, booked)).toMatchObject({
        ...{ status: "reversed", payout: "0.00" },
      });
    },
  );

  test("has each later payment taken back for itself", async () => {
    const id = newId();
    const sale = (await sell(id, ["session", "payment"])).get("session")!;
    clock.advance(30 * 86_400_000);
    const later = `${id}b`;
    const cycle = {
      ...invoiceOf(later, "subscription_cycle"),
      customer: `cus_${id}`,
    };
    const renewed = await send("stripe", event("invoice.paid", cycle));
    expect(outcomeOf(renewed)).toBe("201 recorded");
    await send("stripe", event("invoice_payment.paid", paymentOf(later)));
    clock.advance(60_000);
    const refund = event("charge.refunded", chargeOf(later, 5_000));
    expect(outcomeOf(await send("stripe", refund))).toBe("200 updated");
    const statuses = [];
    for (const { body } of [sale, renewed]) {
      statuses.push((await expectBooked(service, body.conversion_id)).status);
    }
    expect(statuses).toEqual(["approved", "reversed"]);
  });

  test("that nobody referred, or whose payment wasn't told, is ignored, and kept without its buyer", async () => {
    const id = newId();
    const told = await send(
      "stripe",
      event("invoice_payment.paid", paymentOf(id)),
    );
    for (const order of [id, newId()]) {
      const refund = event("charge.refunded", {
        ...chargeOf(order, 5_000),
        billing_details: { email: "buyer@example.com" },
      });
      const answer = await send("stripe", refund);
      expect(outcomeOf(answer)).toBe("200 ignored");
      const kept = await readPostback(api, answer.body.postback_id);
      expect(JSON.stringify(kept)).not.toContain("buyer@example.com");
    }
    // Judged again, it tells the payment's invoice as before.
    const path = `/postbacks/${String(told.body.postback_id)}/replay`;
    await api.call("POST", path, {});
    const shown = await readPostback(api, told.body.postback_id);
    expect(shown).toMatchObject({ outcome: "ignored", order_id: `pi_${id}` });
  });

  test("isn't taken back by what another shop tells of a payment", async () => {
    const id = newId();
    const click_id = await visitor();
    const session = event(
      "checkout.session.completed",
      sessionOf(id, click_id),
    );
    const sale = await send("stripe", session);
    const other = await world.makeShop("stripe");
    const now_ms = clock.nowMs();
    const body = event("invoice_payment.paid", paymentOf(id));
    await world.post(other, signedBy("stripe", body, { now_ms }));
    clock.advance(60_000);
    const refund = event("charge.refunded", chargeOf(id, 5_000));
    expect(outcomeOf(await send("stripe", refund))).toBe("200 ignored");
    expect((await conversionOf(api, sale.body.conversion_id)).status).toBe(
      "approved",
    );
  });
});

describe("Paddle", () => {
  const order = async () => ({
    ...{ id: newId(), amount: "100.00", at: now() },
    click_id: await visitor(),
  });

  test("what its simulator makes up is never paid", async () => {
    const { body } = TELLS.paddle.sale(await order());
    const simulated = { ...(body as object), event_id: "ntfsimevt_01h" };
    expect(outcomeOf(await send("paddle", simulated))).toBe("200 ignored");
  });

  test("its sandbox has a source of its own, to which all is a test", async () => {
    const source = await world.makeShop("paddle", { store: { sandbox: true } });
    const post = async (body: unknown) =>
      await world.post(
        source,
        signedBy("paddle", body, { now_ms: clock.nowMs() }),
      );
    const real = await order();
    expect(outcomeOf(await post(TELLS.paddle.sale(real).body))).toBe(
      "200 ignored",
    );
    const click_id = await testClickOf(world, source);
    const tried = { ...real, id: newId(), click_id, at: now() };
    const answer = await post(TELLS.paddle.sale(tried).body);
    expect(outcomeOf(answer)).toBe("201 recorded");
    const booked = await expectBooked(service, answer.body.conversion_id);
    expect(booked.flags).toContain("test");
  });
});
