// Google forgets purchases: what it refunds afterwards names only the order, which must still be given back. And a
// slow Google takes no longer than the lock of who asks it.
import { afterAll, describe, expect, test } from "bun:test";
import { outcomeOf } from "../app_store_world.ts";
import {
  openGooglePlay,
  subscribed,
  subscriptionOf,
  subscriptionPath,
} from "../google_play_world.ts";
import { PACKAGE, PUSHER } from "../google_double.ts";
import { booksOf, conversionOf } from "../senders.ts";
import { readPostback } from "../troubleshooting.ts";

const world = await openGooglePlay();
const { google, service, send, visitor, makePlaySource } = world;
const { api, clock } = service;
afterAll(() => google.stop());

const voided = (purchaseToken: string, orderId: string, refundType = 1) => ({
  voidedPurchaseNotification: {
    purchaseToken,
    orderId,
    productType: 1,
    refundType,
  },
});

async function sold(token: string, order_id: string) {
  const click_id = await visitor();
  const purchase = subscriptionOf(click_id, order_id);
  google.purchases.set(subscriptionPath(token), purchase);
  const sale = await send(subscribed(token));
  expect(outcomeOf(sale)).toBe("201 recorded");
  clock.advance(1_000);
  return sale.body.conversion_id;
}

describe("a refund of a purchase that Google has forgotten", () => {
  test("is of its order, where that is booked, and of nothing else", async () => {
    const id = await sold("t-gone", "GPA.gone");
    google.purchases.delete(subscriptionPath("t-gone"));
    const other = await send(voided("t-gone", "GPA.other"));
    expect([other.status, other.body.code]).toEqual([200, "purchase_unknown"]);
    const part = await send(voided("t-gone", "GPA.gone", 2));
    expect([part.status, part.body.code]).toEqual([200, "purchase_unknown"]);
    const refund = await send(voided("t-gone", "GPA.gone"));
    expect(outcomeOf(refund)).toBe("200 updated");
    const conversion = await conversionOf(api, id);
    expect(conversion).toMatchObject({ status: "reversed", reason: "voided" });
    expect(await booksOf(service, conversion)).toMatchObject({
      receivable: "0.00",
      payable: "0.00",
    });
    expect(outcomeOf(await send(voided("t-gone", "GPA.gone")))).toBe(
      "200 duplicate",
    );
  });

  test("counts also where the account may not ask any more, and waits where Google is away", async () => {
    const id = await sold("t-shut", "GPA.shut");
    const { url } = await makePlaySource({
      name: "Without access",
      service_account: undefined,
    });
    google.broken = 503;
    const away = await send(voided("t-shut", "GPA.shut"));
    google.broken = null;
    expect(away.body.code).toBe("purchase_unknown");
    expect(outcomeOf(await send(voided("t-shut", "GPA.shut"), { url }))).toBe(
      "200 updated",
    );
    expect((await conversionOf(api, id)).status).toBe("reversed");
  });
});

test("messages of two apps may have the same id, which is unique within a topic only", async () => {
  const other = "com.example.runs";
  const { url } = await makePlaySource({
    name: "Two apps",
    store: { package_names: [PACKAGE, other], push_email: PUSHER },
  });
  const click_id = await visitor();
  const purchase = subscriptionOf(click_id, "GPA.same");
  google.purchases.set(subscriptionPath("t-same"), purchase);
  const sale = await send(subscribed("t-same"), { url, id: "77" });
  expect(outcomeOf(sale)).toBe("201 recorded");
  clock.advance(1_000);
  const refund = { ...voided("t-same", "GPA.same"), packageName: other };
  expect(outcomeOf(await send(refund, { url, id: "77" }))).toBe("200 updated");
});

describe("purchases that are looked up again", () => {
  const lockHolder = async () => {
    const [row] = await service.db.execute<{ holder: string }>(
      "select virtualtransaction as holder from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database()) and ((classid::bigint << 32) | objid::bigint) = hashtextextended('retry_lookups', 0)",
    );
    return row?.holder;
  };

  test("are a few at a time, each under a lock of its own", async () => {
    const tokens = Array.from({ length: 7 }, (_, index) => `t-slow-${index}`);
    google.broken = 503;
    const kept: string[] = [];
    for (const token of tokens) {
      const click_id = await visitor();
      const purchase = subscriptionOf(click_id, `GPA.${token}`);
      google.purchases.set(subscriptionPath(token), purchase);
      const { body } = await send(subscribed(token));
      expect(body.code).toBe("purchase_unknown");
      kept.push(String(body.postback_id));
    }
    google.broken = null;
    clock.advance(20 * 60_000);
    google.asked.length = 0;
    const lookups = () =>
      google.asked.filter((path) => path.includes("t-slow")).length;
    let gate = Promise.withResolvers<void>();
    google.gate = gate.promise;
    const running = (async () => {
      while (await service.scheduler.runOnce());
    })();
    const holders: (string | undefined)[] = [];
    for (let seen = 0; seen < tokens.length;) {
      while (lookups() === seen) {
        // An access token may be asked for before.
        if (google.asked.at(-1)?.endsWith("/token") === true) gate.resolve();
        await lockHolder();
      }
      seen = lookups();
      holders.push(await lockHolder());
      const next = Promise.withResolvers<void>();
      google.gate = next.promise;
      gate.resolve();
      gate = next;
    }
    gate.resolve();
    google.gate = Promise.resolve();
    await running;
    expect(holders).not.toContain(undefined);
    expect(new Set(holders).size).toBe(2);
    for (const id of kept) {
      expect((await readPostback(api, id)).outcome).toBe("recorded");
    }
  });
});
