// A notification of Google Play's names no order, and a purchase tells only its latest one: each renewal must be
// booked once, under its own order and with its own money, however late its notification is.
import { afterAll, describe, expect, test } from "bun:test";
import { outcomeOf } from "../app_store_world.ts";
import {
  openGooglePlay,
  subscribed,
  subscriptionOf,
  subscriptionPath,
} from "../google_play_world.ts";
import { booksOf, conversionOf } from "../senders.ts";
import { readPostback } from "../troubleshooting.ts";

const world = await openGooglePlay();
const { google, service, send, visitor } = world;
const { api, clock } = service;
afterAll(() => google.stop());

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

/** A subscription bought now whose first period is a trial, with `renewals` of a week each. */
async function subscription(token: string, renewals: number) {
  const click_id = await visitor();
  const began_at = clock.nowMs();
  const first = `GPA.${token}`;
  const orderOf = (index: number) =>
    index === 0 ? first : `${first}..${index - 1}`;
  for (let index = 0; index <= renewals; index++) {
    const offerPhase = index === 0 ? "FREE_TRIAL" : "BASE";
    google.purchases.set(`orders/${orderOf(index)}`, {
      orderId: orderOf(index),
      createTime: new Date(began_at + index * WEEK_MS).toISOString(),
      total: { currencyCode: "USD", units: String(index * 10) },
      lineItems: [{ subscriptionDetails: { offerPhase } }],
    });
  }
  google.purchases.set(
    subscriptionPath(token),
    subscriptionOf(click_id, orderOf(renewals)),
  );
  const at = (index: number) => began_at + index * WEEK_MS + 60_000;
  return { click_id, at, orderOf };
}

describe("a notification that comes late", () => {
  test("is booked under its own order, with that order's money, the purchase before its renewals", async () => {
    const { at, orderOf } = await subscription("late", 4);
    clock.advance(4 * WEEK_MS + DAY_MS);
    const order: [index: number, type: number, goal: string, amount: string][] =
      [
        [0, 4, "trial", "0.00"],
        [2, 2, "rebill", "20.00"],
        [1, 2, "rebill", "10.00"],
        [4, 2, "rebill", "10.00"],
        [3, 1, "rebill", "30.00"],
      ];
    for (const [index, type, goal_key, amount] of order) {
      const answer = await send(subscribed("late", type), {
        at_ms: at(index),
      });
      expect([index, outcomeOf(answer)]).toEqual([index, "201 recorded"]);
      const conversion = await conversionOf(api, answer.body.conversion_id);
      expect(conversion).toMatchObject({
        goal_key,
        amount,
        order_id: orderOf(index),
      });
      const again = await send(subscribed("late", type), { at_ms: at(index) });
      expect(outcomeOf(again)).toBe("200 duplicate");
    }
  });

  test("finds its order among hundreds with few questions", async () => {
    const { at, orderOf } = await subscription("many", 300);
    clock.advance(300 * WEEK_MS + DAY_MS);
    google.asked.length = 0;
    // The click is of long ago, so that only its order is looked at.
    const answer = await send(subscribed("many", 2), { at_ms: at(123) });
    const kept = await readPostback(api, String(answer.body.postback_id));
    expect(JSON.stringify(kept)).toContain(orderOf(123));
    expect(
      google.asked.filter((path) => path.includes("/orders/")).length,
    ).toBeLessThan(12);
  });

  test("waits where the account may not read orders, and is finished by itself once it may", async () => {
    const { at, orderOf } = await subscription("rights", 2);
    clock.advance(2 * WEEK_MS + 3 * DAY_MS);
    google.forbidden = "orders/";
    const late = await send(subscribed("rights", 2), { at_ms: at(1) });
    expect([late.status, late.body.code]).toEqual([200, "purchase_unknown"]);
    expect(late.body.detail).toContain("view financial data");
    const prompt = await send(subscribed("rights", 2));
    expect(outcomeOf(prompt)).toBe("201 recorded");
    expect(await conversionOf(api, prompt.body.conversion_id)).toMatchObject({
      order_id: orderOf(2),
    });
    google.forbidden = null;
    clock.advance(120_000);
    while (await service.scheduler.runOnce());
    const kept = await readPostback(api, String(late.body.postback_id));
    expect(kept).toMatchObject({ outcome: "recorded", order_id: orderOf(1) });
  });
});

describe("a purchase that isn't known yet", () => {
  test("is looked up again by itself, with longer and longer waits", async () => {
    const click_id = await visitor();
    const answer = await send(subscribed("soon"));
    expect([answer.status, answer.body.code]).toEqual([
      200,
      "purchase_unknown",
    ]);
    const asked = () =>
      google.asked.filter((path) => path.endsWith("/tokens/soon")).length;
    const before = asked();
    for (let minute = 0; minute < 10; minute++) {
      clock.advance(60_000);
      while (await service.scheduler.runOnce());
    }
    expect(asked() - before).toBe(3);
    google.purchases.set(
      subscriptionPath("soon"),
      subscriptionOf(click_id, "GPA.soon"),
    );
    clock.advance(3_600_000);
    while (await service.scheduler.runOnce());
    const id = String(answer.body.postback_id);
    const kept = await readPostback(api, id);
    expect(kept.outcome).toBe("recorded");
    expect(JSON.stringify(kept.headers)).toContain("GPA.soon");
    const after = asked();
    clock.advance(3_600_000);
    while (await service.scheduler.runOnce());
    expect(asked()).toBe(after);
  });

  test("whose price only its order tells is opened again by a replay, once the account may read that", async () => {
    const click_id = await visitor();
    google.forbidden = "orders/";
    google.purchases.set("purchases/productsv2/tokens/p-7", {
      orderId: "GPA.p7",
      obfuscatedExternalAccountId: click_id,
      productLineItem: [{ productId: "coins" }],
      purchaseStateContext: { purchaseState: "PURCHASED" },
    });
    google.purchases.set("orders/GPA.p7", {
      total: { currencyCode: "USD", units: "20" },
    });
    const bought = {
      oneTimeProductNotification: {
        ...{ version: "1.0", notificationType: 1 },
        ...{ purchaseToken: "p-7", sku: "coins" },
      },
    };
    const answer = await send(bought);
    expect([answer.status, answer.body.code]).toEqual([200, "missing_amount"]);
    google.forbidden = null;
    const path = `/postbacks/${String(answer.body.postback_id)}/replay`;
    expect(await api.call("POST", path, {})).toMatchObject({
      after: { outcome: "recorded" },
    });
    const kept = await readPostback(api, String(answer.body.postback_id));
    const conversion = await conversionOf(api, kept.conversion_id);
    expect(await booksOf(service, conversion)).toMatchObject({
      payable: "1.00",
    });
  });
});
