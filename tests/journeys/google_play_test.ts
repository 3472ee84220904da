// An app's developer lets Google Play push to the tracker: what referred visitors buy is looked up at
// Google, paid, and given back with its refunds.
import { afterAll, describe, expect, test } from "bun:test";
import {
  openGooglePlay,
  subscribed,
  subscriptionOf,
  subscriptionPath,
} from "../google_play_world.ts";
import { outcomeOf } from "../app_store_world.ts";
import { booksOf, conversionOf } from "../senders.ts";
import { readPostback } from "../troubleshooting.ts";

const world = await openGooglePlay();
const { google, service, advertiser_id, source, send, visitor } = world;
const { api, clock } = service;
afterAll(() => google.stop());

async function runJobs() {
  while (await service.scheduler.runOnce());
}

describe("a notification of Google Play's", () => {
  test("follows a subscription from its trial through renewals to a refund", async () => {
    expect(new URL(source.url).pathname).toMatch(/^\/v1\/play\/[a-z0-9]+$/);
    const click_id = await visitor();
    const path = subscriptionPath("t-1");
    google.purchases.set(
      path,
      subscriptionOf(click_id, "GPA.1", {}, { offerPhase: { freeTrial: {} } }),
    );
    const trial = await send(subscribed("t-1"), { id: "71" });
    expect(outcomeOf(trial)).toBe("201 recorded");
    expect(await conversionOf(api, trial.body.conversion_id)).toMatchObject({
      click_id,
      goal_key: "trial",
      order_id: "GPA.1",
      payout: "1.00",
    });
    expect(outcomeOf(await send(subscribed("t-1"), { id: "71" }))).toBe(
      "200 duplicate",
    );

    clock.advance(40 * 86_400_000);
    google.purchases.set(path, subscriptionOf(null, "GPA.1..0"));
    const renewed = await send(subscribed("t-1", 2));
    expect(outcomeOf(renewed)).toBe("201 recorded");
    const conversion = await conversionOf(api, renewed.body.conversion_id);
    expect(conversion).toMatchObject({
      click_id,
      goal_key: "rebill",
      order_id: "GPA.1..0",
      amount: "10.00",
    });
    expect(await booksOf(service, conversion)).toMatchObject({
      receivable: "1.00",
      payable: "0.50",
    });

    clock.advance(1_000);
    const voided = {
      voidedPurchaseNotification: {
        purchaseToken: "t-1",
        orderId: "GPA.1..0",
        productType: 1,
        refundType: 1,
      },
    };
    expect(outcomeOf(await send(voided))).toBe("200 updated");
    expect(await conversionOf(api, conversion.id)).toMatchObject({
      status: "reversed",
      reason: "voided",
    });
    expect(await booksOf(service, conversion)).toMatchObject({
      receivable: "0.00",
      payable: "0.00",
    });
    clock.advance(1_000);
    expect(outcomeOf(await send(subscribed("t-1", 12)))).toBe("200 duplicate");
  });

  test("books a one-time product with the order's money, and gives back the part that was refunded", async () => {
    const click_id = await visitor();
    google.purchases.set("purchases/productsv2/tokens/p-1", {
      orderId: "GPA.2",
      obfuscatedExternalAccountId: click_id,
      productLineItem: [
        { productId: "coins", productOfferDetails: { quantity: 2 } },
      ],
      purchaseStateContext: { purchaseState: "PURCHASED" },
    });
    google.purchases.set("orders/GPA.2", {
      orderId: "GPA.2",
      state: "PROCESSED",
      total: { currencyCode: "USD", units: "20" },
    });
    const bought = {
      oneTimeProductNotification: {
        version: "1.0",
        notificationType: 1,
        purchaseToken: "p-1",
        sku: "coins",
      },
    };
    const sale = await send(bought);
    expect(outcomeOf(sale)).toBe("201 recorded");
    expect(await conversionOf(api, sale.body.conversion_id)).toMatchObject({
      goal_key: "sale",
      amount: "20.00",
      payout: "1.00",
    });
    clock.advance(1_000);
    const partial = {
      voidedPurchaseNotification: {
        purchaseToken: "p-1",
        orderId: "GPA.2",
        productType: 2,
        refundType: 2,
      },
    };
    const unclear = await send(partial);
    expect([unclear.status, unclear.body.code]).toEqual([
      200,
      "purchase_unknown",
    ]);
    const refund = (state: string, units: string) => ({
      state,
      refundDetails: { total: { currencyCode: "USD", units } },
    });
    const order = (...partialRefundEvents: unknown[]) => ({
      total: { currencyCode: "USD", units: "20" },
      orderHistory: { partialRefundEvents },
    });
    const pending = refund("PENDING", "10");
    google.purchases.set("orders/GPA.2", order(pending));
    clock.advance(120_000);
    await runJobs();
    const id = String(unclear.body.postback_id);
    expect((await readPostback(api, id)).outcome).toBe("purchase_unknown");
    google.purchases.set(
      "orders/GPA.2",
      order(refund("PROCESSED_SUCCESSFULLY", "10"), refund("PENDING", "4")),
    );
    clock.advance(240_000);
    await runJobs();
    expect((await readPostback(api, id)).outcome).toBe("updated");
    expect(await conversionOf(api, sale.body.conversion_id)).toMatchObject({
      status: "approved",
      payout: "0.50",
    });
  });

  test("reads a product by the earlier call where the newer one has none", async () => {
    const click_id = await visitor();
    google.purchases.set("purchases/products/coins/tokens/p-2", {
      orderId: "GPA.3",
      purchaseState: 0,
      obfuscatedExternalAccountId: click_id,
    });
    google.purchases.set("orders/GPA.3", {
      total: { currencyCode: "USD", units: "5", nanos: 500_000_000 },
    });
    const bought = {
      oneTimeProductNotification: {
        notificationType: 1,
        purchaseToken: "p-2",
        sku: "coins",
      },
    };
    const sale = await send(bought);
    expect(await conversionOf(api, sale.body.conversion_id)).toMatchObject({
      amount: "5.50",
    });
  });

  test("is taken without a sale and without asking: a test, other types, and unknown numbers", async () => {
    const before = google.asked.filter((path) => path !== "/certs").length;
    const all = [
      await send({ testNotification: { version: "1.0" } }),
      ...(await Promise.all(
        [3, 5, 6, 7, 8, 9, 10, 11, 13, 17, 18, 19, 20, 22, 99].map((type) =>
          send(subscribed("t-9", type)),
        ),
      )),
      await send({
        oneTimeProductNotification: {
          notificationType: 2,
          purchaseToken: "p",
          sku: "coins",
        },
      }),
      await send({ pendingRefundReviewNotification: {} }),
      await send({ somethingNewNotification: {} }),
    ];
    expect(all.map(outcomeOf)).toEqual(all.map(() => "200 ignored"));
    expect(google.asked.filter((path) => path !== "/certs")).toHaveLength(
      before,
    );
    google.purchases.set(
      subscriptionPath("t-organic"),
      subscriptionOf("user-17", "GPA.17"),
    );
    expect(outcomeOf(await send(subscribed("t-organic")))).toBe("200 ignored");
    const click_id = await visitor();
    const state = { subscriptionState: "SUBSCRIPTION_STATE_PENDING" };
    google.purchases.set(
      subscriptionPath("t-pending"),
      subscriptionOf(click_id, "GPA.18", state),
    );
    const pending = await send(subscribed("t-pending"));
    expect(outcomeOf(pending)).toBe("200 ignored");
    const kept = await readPostback(api, String(pending.body.postback_id));
    expect(JSON.stringify(kept.trace)).toContain("The purchase is pending");
    google.purchases.set(
      subscriptionPath("t-pending"),
      subscriptionOf(click_id, "GPA.18"),
    );
    expect(outcomeOf(await send(subscribed("t-pending")))).toBe("201 recorded");
  });

  test("is judged again years later by what was verified when it came", async () => {
    const click_id = await visitor();
    google.purchases.set(
      subscriptionPath("t-3"),
      subscriptionOf(click_id, "GPA.30..0"),
    );
    await api.call(
      "PATCH",
      `/advertisers/${advertiser_id}/sources/${source.id}`,
      {
        status_map: {
          "subscription.renewed": { status: "approved", goal: "nothing" },
        },
      },
    );
    const refused = await send(subscribed("t-3", 2));
    expect([refused.status, refused.body.code]).toEqual([200, "unknown_goal"]);
    await api.call(
      "PATCH",
      `/advertisers/${advertiser_id}/sources/${source.id}`,
      { status_map: {} },
    );
    google.purchases.clear();
    google.rotate("key-2");
    const asked = google.asked.length;
    const replayed = await api.call(
      "POST",
      `/postbacks/${String(refused.body.postback_id)}/replay`,
      {},
    );
    expect(replayed).toMatchObject({ after: { outcome: "recorded" } });
    expect(google.asked).toHaveLength(asked);
    const kept = await readPostback(api, String(refused.body.postback_id));
    expect(JSON.stringify(kept)).not.toContain(
      source.url.slice(source.url.lastIndexOf("/") + 1),
    );
  });
});
