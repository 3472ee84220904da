// An app's developer points Apple's notifications at the tracker: purchases of referred visitors are
// paid, follow their subscription, and are given back with its refunds.
import { describe, expect, test } from "bun:test";
import {
  APP_APPLE_ID,
  BUNDLE_ID,
  openAppStore,
  outcomeOf,
  pathOf,
  SHARE,
} from "../app_store_world.ts";
import { setUp } from "../factory.ts";
import { booksOf, conversionOf, makeSource } from "../senders.ts";
import { readPostback } from "../troubleshooting.ts";

const { service, source, send, visitor } = await openAppStore();
const { api, clock } = service;

describe("a notification of Apple's", () => {
  test("books the purchase of the click in its appAccountToken, once", async () => {
    expect(pathOf(source)).toMatch(/^\/v1\/app-store\/[a-z0-9]+$/);
    const { transaction, click_id, order_id } = await visitor();
    const changes = {
      transaction,
      uuid: "9ad56bd2-0bc6-42e0-af24-000000000001",
      signed_at: clock.nowMs(),
    };
    const first = await send(changes);
    expect(outcomeOf(first)).toBe("201 recorded");
    const conversion = await conversionOf(api, first.body.conversion_id);
    expect(conversion).toMatchObject({
      click_id,
      order_id,
      goal_key: "sale",
      status: "approved",
      amount: "10.00",
    });
    clock.advance(3_600_000);
    expect(outcomeOf(await send(changes))).toBe("200 duplicate");
    const later = { ...changes, uuid: "9ad56bd2-0bc6-42e0-af24-000000000002" };
    expect(outcomeOf(await send(later))).toBe("200 duplicate");
    const shown = await readPostback(api, String(first.body.postback_id));
    const steps = (
      shown as unknown as { trace: { step: string; ok: boolean }[] }
    ).trace;
    expect(steps.map(({ step }) => step)).toEqual(
      expect.arrayContaining([
        "source",
        "signature",
        "app",
        "transaction",
        "click_id",
      ]),
    );
    expect(steps.every(({ ok }) => ok)).toBe(true);
  });

  test("follows a subscription from its trial through a renewal, a refund and its reversal", async () => {
    const { transaction, order_id } = await visitor();
    const trial = await send({
      transaction: {
        ...transaction,
        offerType: 1,
        offerDiscountType: "FREE_TRIAL",
        price: 0,
      },
    });
    expect(outcomeOf(trial)).toBe("201 recorded");
    expect(await conversionOf(api, trial.body.conversion_id)).toMatchObject({
      goal_key: "trial",
      payout: "1.00",
    });
    clock.advance(40 * 86_400_000);
    // The customer's first event tells the click, without the token.
    const paid = {
      ...transaction,
      appAccountToken: undefined,
      transactionId: `${order_id}1`,
      transactionReason: "RENEWAL",
    };
    const renewed = await send({
      type: "DID_RENEW",
      subtype: null,
      transaction: paid,
    });
    expect(outcomeOf(renewed)).toBe("201 recorded");
    const id = renewed.body.conversion_id;
    const before = await conversionOf(api, id);
    expect(before).toMatchObject({
      goal_key: "rebill",
      status: "approved",
      amount: "10.00",
    });
    expect(await booksOf(service, before)).toMatchObject({
      receivable: "1.00",
      payable: "0.50",
    });
    clock.advance(1_000);
    const refund = {
      type: "REFUND",
      subtype: null,
      transaction: { ...paid, revocationDate: clock.nowMs() },
    };
    expect(outcomeOf(await send(refund))).toBe("200 updated");
    const refunded = await conversionOf(api, id);
    expect(refunded).toMatchObject({ status: "reversed", reason: "refund" });
    expect(await booksOf(service, refunded)).toMatchObject({
      receivable: "0.00",
      payable: "0.00",
    });
    clock.advance(1_000);
    const back = await send({
      type: "REFUND_REVERSED",
      subtype: null,
      transaction: paid,
    });
    expect(outcomeOf(back)).toBe("200 updated");
    expect(await booksOf(service, before)).toMatchObject({
      receivable: "1.00",
      payable: "0.50",
    });
    // A retry of the refund, which Apple signed before.
    expect(
      outcomeOf(await send({ ...refund, signed_at: clock.nowMs() - 1_000 })),
    ).toBe("200 duplicate");
    expect(await conversionOf(api, id)).toMatchObject({ status: "approved" });
  });

  test("counts a refund again after one that was taken back, in whatever order they arrive, and twice", async () => {
    const orders = [
      [0, 1, 2, 3],
      [0, 1, 2, 3, 2, 1, 0],
      [0, 3, 1, 2],
      [3, 2, 1, 0],
      [2, 0, 1, 3],
      [1, 1, 0, 2, 3],
    ];
    for (const order of orders) {
      const { transaction } = await visitor();
      const at = clock.nowMs();
      const refunded = { ...transaction, revocationDate: at };
      const words = [
        { transaction },
        { type: "REFUND", subtype: null, transaction: refunded },
        { type: "REFUND_REVERSED", subtype: null, transaction },
        { type: "REFUND", subtype: null, transaction: refunded },
      ];
      clock.advance(10_000);
      let id: unknown = null;
      for (const index of order) {
        const uuid = `${order.join("")}-${transaction.transactionId}-${index}`;
        const signed_at = at + index * 1_000;
        const { body } = await send({ ...words[index], uuid, signed_at });
        id ??= body.conversion_id;
        expect(body.conversion_id).toBe(id as string);
      }
      const conversion = await conversionOf(api, id);
      expect([order, conversion.status]).toEqual([order, "reversed"]);
      expect(await booksOf(service, conversion)).toMatchObject({
        receivable: "0.00",
        payable: "0.00",
      });
    }
  });

  test("keeps a refund's part that came before its sale, and takes it off once that is known", async () => {
    const { transaction } = await visitor();
    const at = clock.nowMs();
    const part = {
      ...transaction,
      ...{ revocationDate: at, revocationPercentage: 50_000 },
    };
    clock.advance(10_000);
    const early = await send({
      type: "REFUND",
      subtype: null,
      transaction: part,
      signed_at: at + 5_000,
    });
    expect([early.status, early.body.code]).toEqual([200, "parent_missing"]);
    const sale = await send({ transaction, signed_at: at });
    expect(outcomeOf(sale)).toBe("201 recorded");
    clock.advance(120_000);
    while (await service.postbacks.judgeWaiting());
    const conversion = await conversionOf(api, sale.body.conversion_id);
    expect(conversion).toMatchObject({ status: "approved", payout: "0.25" });
  });

  test("gives back a part of it where a part was refunded", async () => {
    const { transaction } = await visitor();
    const sale = await send({ transaction });
    clock.advance(1_000);
    const part = {
      ...transaction,
      revocationDate: clock.nowMs(),
      revocationPercentage: 50_000,
    };
    expect(
      outcomeOf(
        await send({ type: "REFUND", subtype: null, transaction: part }),
      ),
    ).toBe("200 updated");
    const conversion = await conversionOf(api, sale.body.conversion_id);
    expect(conversion).toMatchObject({ status: "approved", amount: "10.00" });
    expect(await booksOf(service, conversion)).toMatchObject({
      payable: "0.25",
    });
    clock.advance(1_000);
    const back = await send({
      type: "REFUND_REVERSED",
      subtype: null,
      transaction,
    });
    expect(outcomeOf(back)).toBe("200 updated");
    expect(await booksOf(service, conversion)).toMatchObject({
      payable: "0.50",
    });
  });

  test("is taken without a sale: a test, a type that changes none, a family's, and an organic one", async () => {
    const { transaction } = await visitor();
    const all = [
      await send({ type: "TEST", subtype: null, transaction: null }),
      await send({ type: "EXPIRED", subtype: "VOLUNTARY", transaction }),
      await send({ type: "MADE_UP", subtype: null, transaction }),
      await send({
        transaction: { ...transaction, inAppOwnershipType: "FAMILY_SHARED" },
      }),
      await send({
        transaction: { ...transaction, appAccountToken: crypto.randomUUID() },
      }),
      await send({
        transaction: {
          ...transaction,
          appAccountToken: undefined,
          originalTransactionId: "77",
        },
      }),
    ];
    expect(all.map(outcomeOf)).toEqual(all.map(() => "200 ignored"));
  });

  test("waits for its click's goal: refused with a success, and booked by a replay", async () => {
    const other = await setUp(api, {
      advertiser: { name: "Late" },
      campaign: { goals: [{ key: "sale", ...SHARE }] },
    });
    const late = await makeSource(api, other.advertiser_id, {
      ...{ name: "Late", require: "token", preset: "app_store" },
      store: { bundle_ids: [BUNDLE_ID], app_apple_id: APP_APPLE_ID },
    });
    const { transaction: bought } = await visitor(other.slug);
    const transaction = {
      ...bought,
      transactionId: "881",
      transactionReason: "RENEWAL",
    };
    const changes = { type: "DID_RENEW", subtype: null, transaction };
    const refused = await send(changes, pathOf(late));
    expect([refused.status, refused.body.code]).toEqual([200, "unknown_goal"]);
    await api.call("POST", `/campaigns/${other.campaign_id}/goals`, {
      key: "rebill",
      ...SHARE,
    });
    clock.advance(30 * 86_400_000);
    const replayed = await api.call(
      "POST",
      `/postbacks/${String(refused.body.postback_id)}/replay`,
      {},
    );
    expect(replayed).toMatchObject({ after: { outcome: "recorded" } });
  });
});
