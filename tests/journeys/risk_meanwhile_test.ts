// A sender's word about a sale that is ended for its risk isn't lost: once somebody clears it, it is as if the network
// had done nothing.
import { describe, expect, test } from "bun:test";
import type { Setup } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { BOT, RiskSales } from "../risk_sales.ts";

const service = await serviceForFile();
const { api, clock } = service;
const sales = new RiskSales(service);
const DAY_MS = 86_400_000;
const SHARE = { type: "percent", percent: "10" };
const PENDING = { default_status: "pending", auto_approve_days: 3 };

type Word = Record<string, string>;

interface Sent {
  setup: Setup;
  id: string;
  say(word: Word): Promise<{ status: number; outcome: unknown }>;
}

/** Reports a sale of 100.00 with 10 % payout that a rule rejects, or that is decided to be fraud. */
async function sell(
  way: "rule" | "fraud",
  first: Word = {},
  source: Record<string, unknown> = {},
  goal: Record<string, unknown> = {},
): Promise<Sent> {
  const revenue = { type: "percent", percent: "50" };
  const goals = [{ key: "sale", revenue, payout: SHARE, ...goal }];
  const setup = await sales.open(way === "rule" ? "reject" : "pending", {
    campaign: { goals },
  });
  const { key } = await api.call<{ key: string }>(
    "POST",
    `/advertisers/${setup.advertiser_id}/sources`,
    { name: "Shop", ...source },
  );
  const click_id = await api.click(setup.slug);
  const sale = { click_id, order_id: "A-1", user_agent: BOT };
  const say = async (word: Word) => {
    const query = new URLSearchParams({ ...sale, ...word }).toString();
    const answer = await api.fetch(`/v1/postback/${key}?${query}`);
    return { status: answer.status, outcome: answer.body["outcome"] };
  };
  await say({ amount: "100.00", ...first });
  const { data } = await api.call<{ data: { id: string }[] }>(
    "GET",
    `/conversions?campaign_id=${setup.campaign_id}`,
  );
  const id = data[0]?.id ?? "";
  if (way === "fraud") await sales.decide("fraud", [id]);
  expect(await sales.read(id)).toMatchObject({ status: "rejected" });
  return { setup, id, say };
}

const REFUNDED = { reversal_amount: "refunded" };

describe.each(["rule", "fraud"] as const)(
  "a sale that is ended by %s and cleared later",
  (way) => {
    test.each<[string, Word, Record<string, unknown>, Word]>([
      [
        "stays ended that its sender rejected with 0",
        { status: "rejected", amount: "0" },
        {},
        { status: "rejected", payout: "0.00" },
      ],
      [
        "stays ended that its sender reversed with another amount",
        { status: "reversed", amount: "99.00" },
        {},
        { status: "rejected", payout: "0.00" },
      ],
      [
        "stays ended that its sender rejected in the network's own words",
        { status: "rejected", reason: "risk_rejected" },
        {},
        { status: "rejected", payout: "0.00" },
      ],
      [
        "pays less by what was given back of it",
        { status: "reversed", amount: "30.00" },
        REFUNDED,
        { status: "approved", payout: "7.00" },
      ],
      [
        "pays for the amount that was corrected",
        { amount: "60.00" },
        {},
        { status: "approved", payout: "6.00" },
      ],
    ])("%s", async (_, word, source, wanted) => {
      const { setup, id, say } = await sell(way, {}, source);
      expect(await say(word)).toEqual({ status: 200, outcome: "updated" });
      expect(await sales.read(id)).toMatchObject({
        ...{ status: "rejected", payout: "0.00" },
      });
      expect(await say(word)).toEqual({ status: 200, outcome: "duplicate" });
      await sales.decide("clear", [id]);
      expect(await sales.read(id)).toMatchObject(wanted);
      await sales.expectBalanced();
      clock.advance(40 * DAY_MS);
      const paid = wanted["payout"] === "0.00" ? null : wanted["payout"];
      expect(await sales.pay(setup)).toBe(paid as string | null);
    });

    test("is approved that its sender approved, as it waits no more", async () => {
      const first = { status: "pending" };
      const { id, say } = await sell(way, first, {}, PENDING);
      const approval = { status: "approved" };
      expect(await say(approval)).toEqual({ status: 200, outcome: "updated" });
      expect(await sales.read(id)).toMatchObject({ status: "rejected" });
      await sales.decide("clear", [id]);
      expect(await sales.read(id)).toMatchObject({
        ...{ status: "approved", reason: null, payout: "10.00" },
      });
    });

    test("waits further where nobody approved it", async () => {
      const first = { status: "pending" };
      const { id, say } = await sell(way, first, {}, PENDING);
      await say({ status: "pending", amount: "60.00" });
      await sales.decide("clear", [id]);
      expect(await sales.read(id)).toMatchObject({
        ...{ status: "pending", reason: null, payout: "6.00" },
      });
    });

    test("is ended by its sender's last word, after a part and a correction", async () => {
      const { id, say } = await sell(way, {}, REFUNDED);
      await say({ status: "reversed", amount: "30.00" });
      await say({ amount: "80.00" });
      expect((await say({ status: "reversed" })).outcome).toBe("updated");
      await sales.decide("clear", [id]);
      expect(await sales.read(id)).toMatchObject({ status: "rejected" });
    });
  },
);

test("a sale that was given back in part before it was decided to be fraud keeps that", async () => {
  const { id, say } = await sell("rule", {}, REFUNDED);
  await sales.decide("clear", [id]);
  await say({ status: "reversed", amount: "30.00" });
  await sales.decide("fraud", [id]);
  expect(await sales.read(id)).toMatchObject({ status: "reversed" });
  await say({ status: "reversed", amount: "50.00" });
  await sales.decide("clear", [id]);
  expect(await sales.read(id)).toMatchObject({
    ...{ status: "approved", payout: "5.00" },
  });
  await sales.expectBalanced();
});

test("a sale that waits for a rate is approved once its sender did and there is one", async () => {
  const first = { status: "pending", currency: "CHF" };
  const { id, say } = await sell("rule", first, REFUNDED, PENDING);
  expect((await say({ status: "approved" })).outcome).toBe("updated");
  const part = { status: "reversed", amount: "50.00", currency: "CHF" };
  expect((await say(part)).outcome).toBe("updated");
  await sales.decide("clear", [id]);
  expect(await sales.read(id)).toMatchObject({ reason: "fx_rate_missing" });
  const date = new Date(clock.nowMs()).toISOString().slice(0, 10);
  const fx = { date, base: "USD", rates: { CHF: "0.8" } };
  await api.call("PUT", "/fx-rates", fx);
  await service.scheduler.enqueue(service.db, {
    name: "price_held_conversions",
  });
  while (await service.scheduler.runOnce());
  expect(await sales.read(id)).toMatchObject({
    ...{ status: "approved", payout: "6.25" },
  });
  await sales.expectBalanced();
});
