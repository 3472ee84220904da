import { afterAll, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { setUp } from "../../../tests/factory.ts";
import {
  createTestDatabase,
  startTestService,
} from "../../../tests/harness.ts";

const database = await createTestDatabase();
const left = await startTestService(database);
const right = await startTestService(database, { clock: left.clock });
afterAll(async () => {
  await Promise.all([left.stop(), right.stop()]);
  await database.drop();
});

const fixed = (amount: string) => ({ type: "fixed", amount });

/** A campaign at 12.50 whose payout is 1.00 from the given count on. */
async function tiered(from: string, period: string) {
  const world = await setUp(left.api);
  const tiers = {
    by: "count",
    period,
    steps: [{ from, payout: fixed("1.00") }],
  };
  const path = `/campaigns/${world.campaign_id}/goals/sale/payouts`;
  await left.api.call("POST", path, { tiers });
  await right.configuration.reload();
  left.clock.advance(5_000);
  return world;
}

async function sellAtOnce(slug: string, count: number) {
  const clicks = await Promise.all(
    Array.from({ length: count }, () => left.api.click(slug)),
  );
  await Promise.all(
    clicks.map((click_id, index) =>
      (index % 2 === 0 ? left : right).api.postback({ click_id }),
    ),
  );
}

async function payoutsOf(campaign_id: number): Promise<Record<string, number>> {
  const rows = await left.db.execute<{ payout: string; count: number }>(sql`
    select payout_micros::text as payout, count(*)::int as count
    from conversions where campaign_id = ${campaign_id} group by 1 order by 1`);
  return Object.fromEntries(rows.map(({ payout, count }) => [payout, count]));
}

const counted = (campaign_id: number) =>
  left.db.execute<Record<string, unknown>>(sql`
    select affiliate_id, conversions::text, revenue_micros::text
    from tier_counters where campaign_id = ${campaign_id}
    order by affiliate_id`);

test("two instances at once give the lower tier to exactly as many as it has room for", async () => {
  const { slug, campaign_id, affiliate_id } = await tiered("25", "total");
  await sellAtOnce(slug, 60);
  expect(await payoutsOf(campaign_id)).toEqual({
    "12500000": 25,
    "1000000": 35,
  });
  expect([...(await counted(campaign_id))]).toEqual([
    { affiliate_id: 0, conversions: "0", revenue_micros: "0" },
    { affiliate_id, conversions: "60", revenue_micros: "1200000000" },
  ]);
});

test("what was recorded before there were tiers is summed once, then only added to", async () => {
  const world = await setUp(left.api);
  const { slug, campaign_id } = world;
  await sellAtOnce(slug, 4);
  const path = `/campaigns/${campaign_id}/goals/sale/payouts`;
  const tiers = {
    by: "count",
    period: "month",
    steps: [{ from: "6", payout: fixed("1.00") }],
  };
  await left.api.call("POST", path, { tiers });
  await right.configuration.reload();
  left.clock.advance(5_000);
  await sellAtOnce(slug, 4);
  expect(await payoutsOf(campaign_id)).toEqual({
    "12500000": 6,
    "1000000": 2,
  });
});

test("a goal without tiers is not counted", async () => {
  const { slug, campaign_id } = await setUp(left.api);
  await sellAtOnce(slug, 2);
  expect([...(await counted(campaign_id))]).toEqual([]);
});
