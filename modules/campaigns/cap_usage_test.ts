import { afterAll, describe, expect, test } from "bun:test";
import { closeDatabase, insertRows, openDatabase } from "../../db/mod.ts";
import {
  advertisers,
  affiliates,
  campaigns,
  capCounters,
  caps,
  conversions,
} from "../../db/schema/mod.ts";
import { createTestDatabase, START_MS } from "../../tests/harness.ts";
import { ManualClock, newId } from "../kernel/mod.ts";
import { addClicks } from "./cap_sums.ts";
import { CapUsage } from "./cap_usage.ts";
import { Configuration } from "./configuration.ts";

const DAY_MS = 86_400_000;
const database = await createTestDatabase();
const db = openDatabase(database.app, { connections_max: 4 });
const configuration = new Configuration(db);
await configuration.reload();
afterAll(async () => {
  await closeDatabase(db);
  await database.drop();
});

type CapValues = Partial<typeof caps.$inferInsert>;

/** A separate campaign with one cap. */
async function withCap(change: CapValues, timezone: string | null = null) {
  return await configuration.change(async (tx) => {
    const created_at = START_MS;
    const advertiser = { name: "Northwind", created_at };
    const [made] = await tx.insert(advertisers).values(advertiser).returning();
    const [campaign] = await tx
      .insert(campaigns)
      .values({
        advertiser_id: made?.id ?? 0,
        name: "Winter shoes",
        destination_url: "https://shop.example/",
        currency: "USD",
        timezone,
        created_at,
      })
      .returning();
    const campaign_id = campaign?.id ?? 0;
    const [cap] = await tx
      .insert(caps)
      .values({
        campaign_id,
        metric: "clicks",
        period: "day",
        limit_value: 3n,
        created_at,
        ...change,
      })
      .returning();
    return { campaign_id, cap_id: cap?.id ?? 0 };
  });
}

function counting(start_ms = START_MS) {
  const clock = new ManualClock(start_ms);
  return { clock, usage: new CapUsage({ clock, configuration }) };
}

const known = {};

async function drain(
  usage: CapUsage,
  campaign_id: number,
  clicked_at: readonly number[],
) {
  const counts = usage.countsOf(
    clicked_at.map((at) => ({
      campaign_id,
      affiliate_id: 3,
      known,
      clicked_at: at,
    })),
  );
  await db.transaction((tx) => addClicks(tx, counts));
  usage.settled(counts);
}

async function convert(
  campaign_id: number,
  change: Partial<typeof conversions.$inferInsert> = {},
) {
  const id = newId(new ManualClock(START_MS));
  await insertRows(db, conversions, [
    {
      campaign_id,
      id,
      goal_key: "sale",
      dedupe_key: `o:${id}`,
      version: 1,
      status: "approved",
      said_at: START_MS,
      click_id: new Uint8Array(20),
      link_id: 1,
      affiliate_id: 3,
      advertiser_id: 1,
      currency: "USD",
      revenue_micros: 20_000_000n,
      payout_micros: 12_500_000n,
      rule_version: 1,
      said: [],
      flags: [],
      clicked_at: START_MS,
      recorded_at: START_MS,
      updated_at: START_MS,
      ...change,
    },
  ]);
}

describe("a cap on clicks", () => {
  test("is exact on one instance, before, while and after the clicks are brought in", async () => {
    const { campaign_id, cap_id } = await withCap({});
    const { usage } = counting();
    for (let at = 0; at < 3; at++) {
      expect(usage.isCapped(cap_id)).toBe(false);
      const ids = usage.capsOf({ campaign_id, affiliate_id: 3, known });
      expect(ids).toEqual([cap_id]);
      usage.noteClick(ids, START_MS);
    }
    expect(usage.isCapped(cap_id)).toBe(true);
    await drain(usage, campaign_id, [START_MS, START_MS]);
    expect(usage.used(cap_id).used).toBe(3n);
    await usage.refresh(db, START_MS);
    expect(usage.used(cap_id).used).toBe(3n);
    await drain(usage, campaign_id, [START_MS]);
    await usage.refresh(db, START_MS);
    expect(usage.used(cap_id).used).toBe(3n);
    expect(usage.isCapped(cap_id)).toBe(true);
  });

  test("learns the counts of another instance, and of a process before it", async () => {
    const { campaign_id, cap_id } = await withCap({});
    const here = counting();
    const there = counting();
    there.usage.noteClick([cap_id], START_MS);
    await drain(here.usage, campaign_id, [START_MS - 5, START_MS - 5]);
    expect(here.usage.used(cap_id).used).toBe(2n);
    expect(there.usage.isCapped(cap_id)).toBe(false);
    await there.usage.refresh(db, START_MS);
    expect(there.usage.used(cap_id).used).toBe(3n);
    expect(there.usage.isCapped(cap_id)).toBe(true);
    // Clicks from before this process started don't reduce its own count.
    await drain(there.usage, campaign_id, [START_MS - 5]);
    expect(there.usage.used(cap_id).used).toBe(4n);
  });

  test("forgets nothing that was brought in while a refresh was under way", async () => {
    const { campaign_id, cap_id } = await withCap({});
    const { usage } = counting();
    usage.noteClick([cap_id, cap_id, cap_id], START_MS);
    const slow = {
      execute: async (query: Parameters<typeof db.execute>[0]) => {
        const rows = await db.execute(query);
        await drain(usage, campaign_id, [START_MS, START_MS]);
        return rows;
      },
    };
    await usage.refresh(slow as unknown as typeof db, START_MS);
    expect(usage.used(cap_id).used).toBeGreaterThanOrEqual(3n);
    expect(usage.isCapped(cap_id)).toBe(true);
  });

  test("starts over with each day of its time zone", async () => {
    const { campaign_id, cap_id } = await withCap({}, "Asia/Kolkata");
    const midnight_ms = Date.UTC(2026, 10, 22, 18, 30);
    const { usage, clock } = counting();
    usage.noteClick([cap_id, cap_id, cap_id], START_MS);
    expect(usage.isCapped(cap_id)).toBe(true);
    expect(usage.used(cap_id).resets_at).toBe(midnight_ms);
    clock.set(midnight_ms - 1);
    expect(usage.isCapped(cap_id)).toBe(true);
    clock.set(midnight_ms);
    expect(usage.isCapped(cap_id)).toBe(false);
    usage.noteClick([cap_id], midnight_ms - 1);
    expect(usage.used(cap_id).used).toBe(0n);
    await drain(usage, campaign_id, [midnight_ms - 1, midnight_ms]);
    const rows = await db.select().from(capCounters);
    expect(
      rows
        .filter((row) => row.cap_id === cap_id)
        .map((row) => [row.period_start, row.used])
        .sort(),
    ).toEqual([
      [midnight_ms - DAY_MS, 1],
      [midnight_ms, 1],
    ]);
  });

  test("counts only the affiliate and the label that it names", async () => {
    const { campaign_id, cap_id } = await withCap({
      affiliate_id: await newAffiliate(),
      sub_name: "sub2",
      sub_value: "x",
    });
    const { usage } = counting();
    const affiliate_id = configuration.cap(cap_id)?.affiliate_id ?? 0;
    const at = (change: object) =>
      usage.capsOf({
        campaign_id,
        affiliate_id,
        known: { sub2: "x" },
        ...change,
      });
    expect(at({})).toEqual([cap_id]);
    expect(at({ affiliate_id: affiliate_id + 1 })).toEqual([]);
    expect(at({ known: { sub2: "y" } })).toEqual([]);
    expect(at({ known })).toEqual([]);
  });

  test("is taken up changed at once, and what has counted stays", async () => {
    const { cap_id } = await withCap({ limit_value: 1n });
    const { usage } = counting();
    usage.noteClick([cap_id], START_MS);
    expect(usage.isCapped(cap_id)).toBe(true);
    await configuration.change((tx) =>
      tx.update(caps).set({ limit_value: 2n }),
    );
    expect(usage.isCapped(cap_id)).toBe(false);
    expect(usage.used(cap_id).used).toBe(1n);
  });

  test("is nothing where there is none", () => {
    const { usage } = counting();
    expect(usage.isCapped(999_999)).toBe(false);
    expect(
      usage.capsOf({ campaign_id: 999_999, affiliate_id: 3, known }),
    ).toEqual([]);
  });
});

async function newAffiliate(): Promise<number> {
  const [row] = await configuration.change((tx) =>
    tx
      .insert(affiliates)
      .values({ name: "Harbour Media", created_at: START_MS })
      .returning(),
  );
  return row?.id ?? 0;
}

describe("a cap on conversions and money", () => {
  test("counts what is pending and approved, in the period", async () => {
    const limits = { metric: "conversions", limit_value: 2n };
    const { campaign_id, cap_id } = await withCap(limits);
    const { usage } = counting();
    await convert(campaign_id);
    await convert(campaign_id, { status: "rejected" });
    await convert(campaign_id, { status: "reversed" });
    await convert(campaign_id, { recorded_at: START_MS - DAY_MS });
    await usage.refresh(db, START_MS);
    expect(usage.used(cap_id).used).toBe(1n);
    expect(usage.isCapped(cap_id)).toBe(false);
    await convert(campaign_id, { status: "pending" });
    await usage.refresh(db, START_MS);
    expect(usage.isCapped(cap_id)).toBe(true);
  });

  test.each([
    ["revenue", 40_000_000n],
    ["payout", 25_000_000n],
  ])("sums the %s in the campaign's currency", async (metric, used) => {
    const limits = { metric, limit_value: used, period: "total" };
    const { campaign_id, cap_id } = await withCap(limits);
    const { usage } = counting();
    await convert(campaign_id);
    await convert(campaign_id, { currency: "EUR" });
    await usage.refresh(db, START_MS);
    expect(usage.isCapped(cap_id)).toBe(false);
    await convert(campaign_id, { recorded_at: START_MS - 99 * DAY_MS });
    await usage.refresh(db, START_MS);
    expect(usage.used(cap_id)).toEqual({ used, resets_at: null });
    expect(usage.isCapped(cap_id)).toBe(true);
  });

  test("counts only the goal and the affiliate that it names", async () => {
    const affiliate_id = await newAffiliate();
    const { campaign_id, cap_id } = await withCap({
      metric: "conversions",
      goal_key: "sale",
      affiliate_id,
    });
    const { usage } = counting();
    await convert(campaign_id);
    await convert(campaign_id, { affiliate_id, goal_key: "lead" });
    await convert(campaign_id, { affiliate_id });
    await usage.refresh(db, START_MS);
    expect(usage.used(cap_id).used).toBe(1n);
  });

  test("on a label counts by the click's", async () => {
    const { campaign_id, cap_id } = await withCap({
      metric: "conversions",
      sub_name: "sub1",
      sub_value: "x",
    });
    const { usage } = counting();
    const clicked_at = START_MS - 1000;
    await db.$client`select ensure_days('clicks', array['2026-11-22']::date[])`;
    for (const [index, sub1] of ["x", "y", "x"].entries()) {
      const click_id = new Uint8Array(20).fill(index + 1);
      await db.$client`
        insert into clicks (click_id, campaign_id, clicked_at, link_id, affiliate_id, verdict, pays, marks, sub1)
        values (${click_id}, ${campaign_id}, ${new Date(clicked_at).toISOString()}, 1, 3, 'sent', true, 0, ${sub1})`;
      await convert(campaign_id, { click_id, clicked_at });
    }
    await convert(campaign_id);
    await usage.refresh(db, START_MS);
    expect(usage.used(cap_id).used).toBe(2n);
  });
});

test("addClicks() adds up what several bring in at the same time, whatever their order", async () => {
  const counts = Array.from({ length: 300 }, (_, index) => ({
    cap_id: 1_000_000 + index,
    period_start: START_MS,
    count: 2,
  }));
  const twice = [...counts, ...counts];
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      db.transaction((tx) =>
        addClicks(tx, index % 2 === 0 ? twice : twice.toReversed()),
      ),
    ),
  );
  await addClicks(db, []);
  const rows = await db.select().from(capCounters);
  const added = rows.filter((row) => row.cap_id >= 1_000_000);
  expect(added).toHaveLength(300);
  expect(new Set(added.map(({ used }) => used))).toEqual(new Set([80]));
});
