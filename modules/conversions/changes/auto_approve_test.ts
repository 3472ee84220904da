import { describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { setUp } from "../../../tests/factory.ts";
import { serviceForFile } from "../../../tests/harness.ts";
import {
  conversionOf,
  expectBooked,
  makeSource,
  SECRET,
  sendSigned,
} from "../../../tests/senders.ts";

const DAY_MS = 86_400_000;
const service = await serviceForFile();
const { api, clock, db, scheduler } = service;

const FIXED = {
  key: "sale",
  revenue: { type: "fixed", amount: "20.00" },
  payout: { type: "fixed", amount: "12.50" },
  auto_approve_days: 7,
};
const world = (goal: object = {}, campaign: object = {}) =>
  setUp(api, { campaign: { goals: [{ ...FIXED, ...goal }], ...campaign } });

async function sold(slug: string, sent: Record<string, string> = {}) {
  const click_id = await api.click(slug);
  const { body } = await api.postback({ click_id, ...sent });
  return String(body.conversion_id);
}

async function approve() {
  await api.call("POST", "/jobs/auto_approve/run", {});
  await scheduler.runOnce();
}

const statusOf = async (id: string) => (await conversionOf(api, id)).status;

describe("auto_approve", () => {
  test("approves what is pending once its days are over, books it, and its hold begins then", async () => {
    const { slug } = await world({ hold_days: 3 });
    const pending = { status: "pending", reason: "awaiting shipment" };
    const id = await sold(slug, pending);
    clock.advance(7 * DAY_MS - 1);
    await approve();
    expect(await statusOf(id)).toBe("pending");
    clock.advance(1);
    await approve();
    const approved = await expectBooked(service, id);
    const payable_from = new Date(clock.nowMs() + 3 * DAY_MS).toISOString();
    expect(approved).toMatchObject({
      status: "approved",
      reason: null,
      payout: "12.50",
      payable_from,
      history: [{}, { kind: "approve", origin: "auto_approve" }],
    });
    await approve();
    expect((await conversionOf(api, id)).version).toBe(2);
  });

  test("leaves what a sender has ended, what waits for the advertiser, and what is held for a person", async () => {
    const plain = await world({ default_status: "pending" });
    const rejected = await sold(plain.slug, { order_id: "R-1" });
    const waits = await world({ auto_approve_days: null });
    const waiting = await sold(waits.slug, { status: "pending" });
    const capped = await world({}, { over_cap: "pending" });
    await api.call("POST", `/campaigns/${capped.campaign_id}/caps`, {
      metric: "conversions",
      period: "total",
      limit: 1,
    });
    const over_click = await api.click(capped.slug);
    await sold(capped.slug);
    const taken = await api.postback({ click_id: over_click });
    const over = String(taken.body.conversion_id);
    const ruled = await world();
    await api.call("POST", "/conversion-rules", {
      campaign_id: ruled.campaign_id,
      field: "seconds_to_convert",
      op: "lt",
      values: ["1000000"],
      action: "pending",
      reason: "looks odd",
    });
    const odd = await sold(ruled.slug);
    expect((await conversionOf(api, odd)).reason).toBe("looks odd");
    expect((await conversionOf(api, over)).reason).toBe("cap_reached");
    await api.call("PATCH", `/conversions/${rejected}`, {
      status: "rejected",
      reason: "never paid",
    });
    clock.advance(8 * DAY_MS);
    await approve();
    expect(await statusOf(rejected)).toBe("rejected");
    for (const id of [waiting, over, odd]) {
      expect([id, await statusOf(id)]).toEqual([id, "pending"]);
    }
    await api.call("PATCH", `/conversions/${odd}`, {
      status: "approved",
      reason: "looked at it",
    });
    await expectBooked(service, odd);
  });

  test("a late one waits for a person, too", async () => {
    const { slug, advertiser_id } = await world();
    await makeSource(api, advertiser_id, { secret: SECRET });
    const click_id = await api.click(slug);
    clock.advance(40 * DAY_MS);
    const occurred_at = String(clock.nowMs() - 15 * DAY_MS);
    const { body } = await sendSigned(service, {
      click_id,
      order_id: "L-1",
      occurred_at,
    });
    expect(body).toMatchObject({ status: "pending", reason: "late" });
    clock.advance(8 * DAY_MS);
    await approve();
    expect(await statusOf(String(body.conversion_id))).toBe("pending");
  });

  test("goes through more than a piece, past what it can't approve", async () => {
    const { link_id, campaign_id } = await world();
    const door = service.postbacks.conversions;
    const given = Array.from({ length: 1100 }, (_, n) => ({
      link_id,
      order_id: `P-${n}`,
      status: "pending" as const,
    }));
    const by = { origin: "test", made_by: "test", why: null, reinstate: false };
    await door.settle((tx) => door.create(tx, given, by));
    clock.advance(8 * DAY_MS);
    // Its link is missing from the configuration, so that it can't be priced or approved.
    await db.execute(sql`update conversions set goal_key = 'gone'
      where campaign_id = ${campaign_id} and order_id = 'P-3'`);
    await approve();
    const rows = await db.execute<{ status: string; count: string }>(sql`
      select status, count(*)::text as count from conversions
      where campaign_id = ${campaign_id} group by status order by status`);
    expect([...rows].map((row) => ({ ...row }))).toEqual([
      { status: "approved", count: "1099" },
      { status: "pending", count: "1" },
    ]);
  });

  test("the query that finds them uses its index", async () => {
    const plan = await db.execute<Record<string, string>>(sql`
      explain select id from conversions
      where status = 'pending' and auto_approve_at <= now()
      order by auto_approve_at, id limit 500`);
    expect(JSON.stringify(plan)).toContain("conversions_auto_approve");
  });
});

test("nothing failed, and the ledger agrees", async () => {
  expect((await api.call("GET", "/ledger/verify")).ok).toBe(true);
  expect(service.log).toEqual([]);
});
