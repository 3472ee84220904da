// One transaction in the App Store is one sale, whichever campaign or source its notifications name: an
// affiliate of another campaign must not be paid for it again, and its refund must reach the sale.
import { expect, test } from "bun:test";
import {
  APP_APPLE_ID,
  BUNDLE_ID,
  openAppStore,
  outcomeOf,
  pathOf,
  SHARE,
} from "../app_store_world.ts";
import { booksOf, conversionOf, makeSource } from "../senders.ts";

const world = await openAppStore();
const { service, advertiser_id, send, visitor, tokenOf, sibling } = world;
const { api, clock } = service;

async function conversionsOf(campaign_id: number) {
  const { data } = await api.call<{ data: unknown[] }>(
    "GET",
    `/conversions?campaign_id=${campaign_id}`,
  );
  return data;
}

test("a transaction whose token names a click of another campaign later is the sale that it was", async () => {
  const other = await sibling();
  const { transaction, click_id } = await visitor();
  const first = await send({ transaction });
  expect(outcomeOf(first)).toBe("201 recorded");
  clock.advance(1_000);
  const appAccountToken = await tokenOf(await api.click(other.slug));
  clock.advance(60_000);
  const renamed = { ...transaction, appAccountToken };
  const again = await send({ transaction: renamed });
  expect(outcomeOf(again)).toBe("200 duplicate");
  expect(again.body.conversion_id).toBe(first.body.conversion_id as string);
  clock.advance(1_000);
  const refund = await send({
    type: "REFUND",
    subtype: null,
    transaction: { ...renamed, revocationDate: clock.nowMs() },
  });
  expect(outcomeOf(refund)).toBe("200 updated");
  const conversion = await conversionOf(api, first.body.conversion_id);
  expect(conversion).toMatchObject({ click_id, status: "reversed" });
  expect(await booksOf(service, conversion)).toMatchObject({
    receivable: "0.00",
    payable: "0.00",
  });
  expect(await conversionsOf(other.campaign_id)).toEqual([]);
});

test("notifications of one transaction that name two campaigns at once, by two sources, make one sale", async () => {
  const other = await sibling();
  const second = await makeSource(api, advertiser_id, {
    ...{ name: "Again", require: "token", preset: "app_store" },
    store: { bundle_ids: [BUNDLE_ID], app_apple_id: APP_APPLE_ID },
  });
  for (let round = 0; round < 5; round++) {
    const { transaction } = await visitor();
    const appAccountToken = await tokenOf(await api.click(other.slug));
    clock.advance(60_000);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        send(
          index % 2 === 0
            ? { transaction }
            : { transaction: { ...transaction, appAccountToken } },
          index % 3 === 0 ? pathOf(second) : undefined,
        ),
      ),
    );
    const outcomes = answers.map(outcomeOf).toSorted();
    expect(outcomes.filter((one) => one === "201 recorded")).toHaveLength(1);
    expect(outcomes.filter((one) => one === "200 duplicate")).toHaveLength(7);
  }
});

test("an order of another sender that happens to be the same is another sale", async () => {
  const { transaction } = await visitor();
  const other = await sibling();
  const shop = await makeSource(api, advertiser_id, {
    name: "Shop",
    require: "token",
  });
  const click_id = await api.click(other.slug);
  clock.advance(60_000);
  const sale = await api.fetch(
    `${pathOf(shop)}?click_id=${click_id}&order_id=${transaction.transactionId}&amount=5`,
  );
  expect(outcomeOf(sale)).toBe("201 recorded");
  expect(outcomeOf(await send({ transaction }))).toBe("201 recorded");
});

test("a refund of a transaction that did not count, as its goal counts one per click, leaves the other", async () => {
  const once = await sibling([{ key: "sale", dedupe: "click", ...SHARE }]);
  const { transaction } = await visitor(once.slug);
  const first = await send({ transaction });
  expect(outcomeOf(first)).toBe("201 recorded");
  const second = { ...transaction, transactionId: "7001" };
  clock.advance(1_000);
  expect(outcomeOf(await send({ transaction: second }))).toBe("200 duplicate");
  const end = async (
    type: "REFUND" | "REFUND_REVERSED",
    of: typeof transaction,
  ) => {
    clock.advance(1_000);
    const revocationDate = clock.nowMs();
    const whole = { ...of, revocationDate };
    return outcomeOf(await send({ type, subtype: null, transaction: whole }));
  };
  const shown = async () =>
    (await conversionOf(api, first.body.conversion_id)).status;
  expect(await end("REFUND", second)).toBe("200 duplicate");
  expect(await shown()).toBe("approved");
  expect(await end("REFUND", transaction)).toBe("200 updated");
  expect(await end("REFUND_REVERSED", second)).toBe("200 duplicate");
  expect(await shown()).toBe("reversed");
});
