// An affiliate has its own price, and each sale keeps the one that applied when it was made.
import { describe, expect, test } from "bun:test";
import type { ApiClient } from "../api_client.ts";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import type { ShownConversion } from "../senders.ts";
import { makeSource } from "../senders.ts";

const service = await serviceForFile();
const { api, clock } = service;
const fixed = (amount: string) => ({ type: "fixed", amount });
const percent = (text: string) => ({ type: "percent", percent: text });

interface Shown extends ShownConversion {
  goal_payout_id: number | null;
  tier_step: number | null;
  rule_version: number;
  auto_approve_at: string | null;
}

interface Price extends Record<string, unknown> {
  id: number;
  valid_from: string | null;
  valid_to: string | null;
}

async function price(
  world: Setup,
  body: Record<string, unknown>,
  goal = "sale",
): Promise<Price> {
  const path = `/campaigns/${world.campaign_id}/goals/${goal}/payouts`;
  return await api.call<Price>("POST", path, body);
}

async function convert(
  client: ApiClient,
  slug: string,
  said: Record<string, string>,
): Promise<Shown> {
  const click_id = await client.click(slug);
  const { body } = await client.postback({ click_id, ...said });
  return await api.call<Shown>("GET", `/conversions/${body.conversion_id}`);
}

let orders = 0;
const order = () => `P-${(orders += 1)}`;

async function payoutOf(world: Setup, said: Record<string, string> = {}) {
  const shown = await convert(api, world.slug, { order_id: order(), ...said });
  return shown.payout;
}

describe("a price", () => {
  test("of an affiliate goes before that for all, the goal's before that for every goal, and the latest first", async () => {
    const world = await setUp(api);
    expect(await payoutOf(world)).toBe("12.50");
    await price(world, { payout: fixed("1.00") }, "*");
    expect(await payoutOf(world)).toBe("1.00");
    await price(world, { payout: fixed("2.00") });
    expect(await payoutOf(world)).toBe("2.00");
    const { affiliate_id } = world;
    await price(world, { affiliate_id, payout: fixed("3.00") }, "*");
    expect(await payoutOf(world)).toBe("3.00");
    await price(world, { affiliate_id, payout: fixed("4.00") });
    expect(await payoutOf(world)).toBe("4.00");
    const later = new Date(clock.nowMs() - 1000).toISOString();
    const valid = { valid_from: later, affiliate_id };
    await price(world, { ...valid, payout: fixed("5.00") });
    expect(await payoutOf(world)).toBe("5.00");
    const other = await api.call<{ id: number }>("POST", "/affiliates", {
      name: "Another",
    });
    const { slug } = await api.call<{ slug: string }>("POST", "/links", {
      campaign_id: world.campaign_id,
      affiliate_id: other.id,
    });
    expect(await payoutOf({ ...world, slug })).toBe("2.00");
  });

  test("holds from its start up to its end", async () => {
    const world = await setUp(api);
    const at = (ms: number) => new Date(clock.nowMs() + ms).toISOString();
    const made = await price(world, {
      payout: fixed("3.00"),
      valid_from: at(60_000),
      valid_to: at(120_000),
    });
    const path = `/campaigns/${world.campaign_id}/effective?affiliate_id=${world.affiliate_id}`;
    interface Effective {
      goals: { price: { goal_payout_id: number | null; payout: object } }[];
    }
    const applies = async (when: string) => {
      const { goals } = await api.call<Effective>("GET", `${path}&at=${when}`);
      return goals[0]?.price;
    };
    expect(await applies(at(60_000))).toMatchObject({
      goal_payout_id: made.id,
      payout: fixed("3.00"),
    });
    expect(await applies(at(120_000))).toMatchObject({
      goal_payout_id: null,
      payout: fixed("12.50"),
    });
    expect(await payoutOf(world)).toBe("12.50");
    clock.advance(60_000);
    expect(await payoutOf(world)).toBe("3.00");
    clock.advance(60_000);
    expect(await payoutOf(world)).toBe("12.50");
  });

  test("that was used prices its conversions for good, whatever is set since", async () => {
    const world = await setUp(api);
    await makeSource(api, world.advertiser_id, {
      reversal_amount: "refunded",
    });
    const first = await price(world, {
      revenue: percent("20"),
      payout: percent("10"),
    });
    const order_id = order();
    const click_id = await api.click(world.slug);
    const sale = { click_id, order_id, amount: "100.00" };
    const { body } = await api.postback(sale);
    const path = `/campaigns/${world.campaign_id}/goals/sale/payouts/${first.id}`;
    const next = await api.call<Price>("PATCH", path, { payout: percent("1") });
    expect(next.id).not.toBe(first.id);
    expect(await api.call("GET", path)).toMatchObject({
      payout: percent("10"),
      valid_to: next.valid_from,
    });
    const refund = { ...sale, status: "refunded", amount: "40.00" };
    expect((await api.postback(refund)).status).toBe(200);
    const shown = await api.call<Shown>(
      "GET",
      `/conversions/${body.conversion_id}`,
    );
    expect(shown).toMatchObject({
      goal_payout_id: first.id,
      revenue: "12.00",
      payout: "6.00",
    });
    expect(await payoutOf(world, { amount: "100.00" })).toBe("1.00");
    await api.call(
      "DELETE",
      `/campaigns/${world.campaign_id}/goals/sale/payouts/${next.id}`,
    );
    expect(await payoutOf(world, { amount: "100.00" })).toBe("12.50");
    const entries = await api.call<{ data: object[] }>(
      "GET",
      `/ledger/transactions?conversion_id=${body.conversion_id}`,
    );
    const by = { rule_version: 1, goal_payout_id: first.id, tier_step: null };
    expect(entries.data).toMatchObject([by, by]);
    expect(await api.call("GET", "/ledger/verify")).toMatchObject({ ok: true });
  });

  test.each([
    ["payout", {}],
    ["payout.amount", { payout: fixed("x") }],
    ["affiliate_id", { payout: fixed("1.00"), affiliate_id: 99_999 }],
    [
      "valid_to",
      {
        payout: fixed("1.00"),
        valid_from: "2026-12-02T00:00:00Z",
        valid_to: "2026-12-01T00:00:00Z",
      },
    ],
    [
      "tiers.steps.1.from",
      {
        tiers: {
          by: "count",
          period: "day",
          steps: [
            { from: "5", payout: fixed("1.00") },
            { from: "5", payout: fixed("2.00") },
          ],
        },
      },
    ],
    [
      "tiers.steps.0.from",
      {
        tiers: {
          by: "count",
          period: "day",
          steps: [{ from: "1.5", payout: fixed("1.00") }],
        },
      },
    ],
  ])("is refused by name: %s", async (field, body) => {
    const { campaign_id } = await setUp(api);
    const path = `/campaigns/${campaign_id}/goals/sale/payouts`;
    const answer = await api.try("POST", path, body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toMatchObject([{ field }]);
    const nowhere = `/campaigns/${campaign_id}/goals/none/payouts`;
    expect((await api.try("POST", nowhere, body)).status).toBe(404);
  });
});

describe("tiers", () => {
  const steps = (...froms: string[]) =>
    froms.map((from, index) => ({ from, payout: fixed(`${index + 1}.00`) }));

  async function withTiers(tiers: object, campaign: object = {}) {
    const world = await setUp(api, { campaign: campaign as never });
    await price(world, { tiers });
    clock.advance(5_000);
    return world;
  }

  test("by count: what the affiliate had before decides, also within one batch", async () => {
    const tiers = { by: "count", period: "day", steps: steps("2", "4") };
    const world = await withTiers(tiers);
    const clicks = await Promise.all(
      Array.from({ length: 6 }, () => api.click(world.slug)),
    );
    const answers = await Promise.all(
      clicks.map((click_id) => api.postback({ click_id, order_id: order() })),
    );
    const shown = await Promise.all(
      answers.map(({ body }) =>
        api.call<Shown>("GET", `/conversions/${body.conversion_id}`),
      ),
    );
    const payouts = shown.map(({ payout }) => payout).toSorted();
    expect(payouts).toEqual(["1.00", "1.00", "12.50", "12.50", "2.00", "2.00"]);
    const [last] = shown.filter(({ payout }) => payout === "2.00");
    expect(last).toMatchObject({ tier_step: 2 });
    const path = `/ledger/transactions?conversion_id=${last?.id}`;
    const entries = await api.call<{ data: object[] }>("GET", path);
    expect(entries.data).toMatchObject([{ tier_step: 2 }]);
  });

  test("start over with the day of the campaign's zone", async () => {
    const tiers = { by: "count", period: "day", steps: steps("1") };
    const world = await withTiers(tiers, { timezone: "Asia/Tokyo" });
    expect(await payoutOf(world)).toBe("12.50");
    expect(await payoutOf(world)).toBe("1.00");
    const now = clock.nowMs();
    const midnight = Math.ceil((now + 9 * 3_600_000) / 86_400_000);
    clock.advance(midnight * 86_400_000 - 9 * 3_600_000 - now);
    expect(await payoutOf(world)).toBe("12.50");
  });

  test("by volume: of revenue, without what was rejected, and with what was there before", async () => {
    const goals = [
      { key: "sale", revenue: percent("10"), payout: fixed("0.50") },
    ];
    const world = await setUp(api, { campaign: { goals } });
    await payoutOf(world, { amount: "60.00" });
    const tiers = { by: "volume", period: "total", steps: steps("10", "20") };
    await price(world, { tiers });
    clock.advance(5_000);
    const order_id = order();
    const click_id = await api.click(world.slug);
    await api.postback({ click_id, order_id, amount: "60.00" });
    expect(await payoutOf(world, { amount: "30.00" })).toBe("1.00");
    await api.postback({ click_id, order_id, status: "rejected" });
    expect(await payoutOf(world, { amount: "200.00" })).toBe("0.50");
    expect(await payoutOf(world, { amount: "30.00" })).toBe("2.00");
  });
});

describe("a payout above the revenue", () => {
  const goals = [
    { key: "sale", revenue: percent("10"), payout: fixed("5.00") },
  ];

  test("is held, by name, and not approved by the advertiser's word", async () => {
    const world = await setUp(api, { campaign: { goals } });
    const click_id = await api.click(world.slug);
    const said = { click_id, order_id: order(), amount: "20.00" };
    const { body } = await api.postback(said);
    expect(body).toMatchObject({
      outcome: "recorded",
      status: "pending",
      reason: "held_by_network",
    });
    const { trace } = await api.call<{ trace: { step: string }[] }>(
      "GET",
      `/postbacks/${body.postback_id}`,
    );
    expect(trace.map(({ step }) => step)).toContain("payout_above_revenue");
    const again = await api.postback({ ...said, status: "approved" });
    expect(again.body).toMatchObject({
      status: "pending",
      reason: "held_by_network",
    });
    const shown = await api.call("GET", `/conversions/${body.conversion_id}`);
    expect(shown).toMatchObject({ reason: "payout_above_revenue" });
    expect(await api.call("GET", "/ledger/verify")).toMatchObject({ ok: true });
    const below = { ...said, order_id: order(), amount: "80.00" };
    expect(await convert(api, world.slug, below)).toMatchObject({
      status: "approved",
    });
  });

  test("is not approved by time either, whatever else holds it", async () => {
    const waiting = { ...goals[0], auto_approve_days: 3 };
    const campaign = { goals: [{ ...waiting, default_status: "pending" }] };
    const world = await setUp(api, { campaign });
    const low = { order_id: order(), amount: "20.00", reason: "their own" };
    expect(await convert(api, world.slug, low)).toMatchObject({
      status: "pending",
      reason: "their own",
      auto_approve_at: null,
    });
    const high = { ...low, order_id: order(), amount: "90.00" };
    const shown = await convert(api, world.slug, high);
    expect(shown).toMatchObject({ status: "pending", payout: "5.00" });
    expect(shown.auto_approve_at).not.toBeNull();
  });

  test("is booked where the campaign allows it", async () => {
    const campaign = { goals, allow_payout_above_revenue: true };
    const world = await setUp(api, { campaign });
    const said = { order_id: order(), amount: "20.00" };
    expect(await convert(api, world.slug, said)).toMatchObject({
      status: "approved",
      revenue: "2.00",
      payout: "5.00",
    });
  });
});
