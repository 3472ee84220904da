// Later conversions of a click, and those without one, say nothing about how a click came to its first one.
// Decided conversions keep the reasons that they were decided on.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { closeDatabase, insertRows, openDatabase } from "../../../db/mod.ts";
import type { Database } from "../../../db/mod.ts";
import {
  clicks,
  conversionRisks,
  conversions,
  riskFindings,
} from "../../../db/schema/mod.ts";
import { isoTime, ManualClock } from "../../../modules/kernel/mod.ts";
import { scoreConversions } from "../../../modules/risk/mod.ts";
import { createTestDatabase } from "../../harness.ts";
import type { TestDatabase } from "../../harness.ts";

const DAY_MS = 86_400_000;
const FROM_MS = Date.UTC(2026, 10, 1);
const DAYS = 40;
const PERIOD = { from_ms: FROM_MS, to_ms: FROM_MS + DAYS * DAY_MS };
/** All of the subscribers' first sales are before it. */
const AFTER_FIRST = { ...PERIOD, from_ms: FROM_MS + 8 * DAY_MS };
const SALES = 60;

/** Honest affiliates are 1 to 10; those that something is special of have names. */
const WHO = {
  ...{ subscriptions: 21, coupons: 22, claimed_times: 23, signed_times: 24 },
  ...{ one_click: 25, two_clicks: 26, decided: 27 },
};

/** Park and Miller's generator: the same draws in each run. */
let state = 20_261_130;
function draw(): number {
  state = (state * 48_271) % 2_147_483_647;
  return state / 2_147_483_647;
}

function usualSeconds(): number {
  const spread = Math.sqrt(-2 * Math.log(draw())) * Math.cos(6.2832 * draw());
  return Math.floor(Math.min(300_000, 600 * Math.exp(1.5 * spread)));
}

type Click = typeof clicks.$inferInsert;
type Sale = typeof conversions.$inferInsert;
const click_rows: Click[] = [];
const sale_rows: Sale[] = [];
let counter = 0;

/** An id; without a click, as of a coupon, its first byte is 1. */
function newClickId(first_byte: number): Uint8Array {
  const click_id = new Uint8Array(20);
  click_id[0] = first_byte;
  new DataView(click_id.buffer).setUint32(4, ++counter);
  return click_id;
}

function addClick(affiliate_id: number, change: Partial<Click> = {}): Click {
  const click: Click = {
    click_id: newClickId(65),
    clicked_at: Math.floor(FROM_MS + draw() * 20 * DAY_MS),
    ...{ campaign_id: 1, link_id: affiliate_id, affiliate_id },
    ...{ marks: 1, pays: true, verdict: "sent", country: "DE" },
    params: null,
    ip: `10.${Math.floor(draw() * 250)}.${Math.floor(draw() * 250)}.${counter % 250}`,
    ...change,
  };
  click_rows.push(click);
  return click;
}

function addSale(
  { affiliate_id, click_id, clicked_at }: Click,
  seconds: number,
  change: Partial<Sale> = {},
): string {
  const id = crypto.randomUUID();
  const at = clicked_at + seconds * 1000;
  sale_rows.push({
    ...{ campaign_id: 1, id, goal_key: "sale", dedupe_key: id, version: 1 },
    ...{ status: "approved", click_id, link_id: affiliate_id, affiliate_id },
    ...{ advertiser_id: 1, currency: "USD", revenue_micros: 2n },
    ...{ payout_micros: 1n, rule_version: 1, said_at: at, said: ["approved|"] },
    ...{ clicked_at, recorded_at: at, updated_at: at },
    ...{ occurred_at: null, proof: "token" },
    ...change,
  });
  return id;
}

/** Clicks that convert once, as everybody's do, and those that don't. */
function addUsual(affiliate_id: number, n = SALES): Click[] {
  for (let i = 0; i < n * 29; i++) addClick(affiliate_id);
  return Array.from({ length: n }, () => addClick(affiliate_id));
}

/** Bought in the first days, and paid again each week: all at night, at once. */
function addSubscriptions(): void {
  for (const click of addUsual(WHO.subscriptions)) {
    click.clicked_at = Math.floor(FROM_MS + draw() * 3 * DAY_MS);
    addSale(click, usualSeconds());
    for (const days of [10, 17, 24, 31]) {
      const at = FROM_MS + days * DAY_MS + 10_800_000 + draw() * 500_000;
      addSale(click, Math.floor((at - click.clicked_at) / 1000));
    }
  }
}

/** As many sales again by coupons, which nobody clicked for. */
function addCoupons(): void {
  for (const click of addUsual(WHO.coupons)) {
    addSale(click, usualSeconds());
    for (let i = 0; i < 4; i++) {
      addSale({ ...click, click_id: newClickId(1) }, 0);
    }
  }
}

/** Recorded by chance within a week, though each says that it was soon after its click. */
function addWrittenTimes(affiliate_id: number, proof: string): void {
  for (const click of addUsual(affiliate_id)) {
    const occurred_at = click.clicked_at + usualSeconds() * 1000;
    addSale(click, Math.floor(draw() * 7 * 86_400), { occurred_at, proof });
  }
}

const seven_orders: string[] = [];
const of_two_clicks: string[] = [];
const decided: string[] = [];

let database: TestDatabase;
let db: Database;
const clock = new ManualClock(PERIOD.to_ms);

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.app, { connections_max: 3 });
  const days = Array.from({ length: DAYS }, (_, day) =>
    isoTime(FROM_MS + day * DAY_MS).slice(0, 10),
  );
  await db.execute(
    sql`select ensure_days('clicks', ${`{${days.join()}}`}::date[])`,
  );
  for (let affiliate_id = 1; affiliate_id <= 10; affiliate_id++) {
    for (const click of addUsual(affiliate_id)) addSale(click, usualSeconds());
  }
  addSubscriptions();
  addCoupons();
  addWrittenTimes(WHO.claimed_times, "token");
  addWrittenTimes(WHO.signed_times, "signature");
  const params = { gaid: "11111111-2222-4333-8444-555555555555" };
  const click = addClick(WHO.one_click, { params });
  for (let order = 0; order < 7; order++) {
    seven_orders.push(addSale(click, 600 + order * 4 * 86_400));
  }
  for (let i = 0; i < 2; i++) {
    const other = { params: { gaid: "99999999-2222-4333-8444-555555555555" } };
    of_two_clicks.push(addSale(addClick(WHO.two_clicks, other), 600));
    decided.push(addSale(addClick(WHO.decided), 600));
  }
  for (let at = 0; at < click_rows.length; at += 5_000) {
    await insertRows(db, clicks, click_rows.slice(at, at + 5_000));
  }
  await insertRows(db, conversions, sale_rows);
  await scoreConversions({ db, clock }, PERIOD);
});
afterAll(async () => {
  await closeDatabase(db);
  await database.drop();
});

/** The codes by which an affiliate stands out. */
async function codesOf(affiliate_id: number): Promise<string[]> {
  const found = await db.select().from(riskFindings);
  return found
    .filter((one) => one.affiliate_id === affiliate_id)
    .map(({ code }) => code)
    .sort();
}

async function risksOf(ids: readonly string[]) {
  const rows = await db.select().from(conversionRisks);
  return rows.filter(({ conversion_id }) => ids.includes(conversion_id));
}

test("seven orders of one click aren't doubles of its device, but two clicks of a device are", async () => {
  expect(await risksOf(seven_orders)).toEqual([]);
  const doubles = await risksOf(of_two_clicks);
  expect(doubles.map(({ reasons }) => reasons[0]?.code)).toEqual([
    "duplicate_device",
    "duplicate_device",
  ]);
});

test("what customers pay again is neither late, nor at odd hours, nor a burst, nor too many of few clicks", async () => {
  expect(await codesOf(WHO.subscriptions)).toEqual([]);
  const risks = await db.select().from(conversionRisks);
  const codes = risks
    .filter(({ affiliate_id }) => affiliate_id === WHO.subscriptions)
    .flatMap(({ reasons }) => reasons.map(({ code }) => code));
  // Any first sale may come soon.
  expect(new Set([...codes, "ctit_too_fast"]).size).toBe(1);
});

test("sales without a click are no conversions of clicks", async () => {
  expect(await codesOf(WHO.coupons)).toEqual([]);
});

test("times that anybody can write hide nothing; signed ones count", async () => {
  expect(await codesOf(WHO.claimed_times)).toContain("ctit_flat");
  expect(await codesOf(WHO.signed_times)).toEqual([]);
});

test("what was decided keeps the reasons that it was decided on", async () => {
  const reason = {
    ...{ code: "bot_agent", aspect: "device", weight: 80, found: "a program" },
    ...{ expected: "a browser", evidence: [] },
  };
  const [told, untold] = decided;
  for (const conversion_id of decided) {
    await insertRows(db, conversionRisks, [
      {
        ...{ campaign_id: 1, conversion_id, affiliate_id: WHO.decided },
        ...{ recorded_at: FROM_MS, score: 80, verdict: "hold", scored_at: 0 },
        reasons: [reason as never],
        decided: conversion_id === told ? "fraud" : null,
      },
    ]);
  }
  await scoreConversions({ db, clock }, PERIOD);
  const rows = await risksOf(decided);
  const of = (id?: string) => rows.find((row) => row.conversion_id === id);
  expect(of(told)).toMatchObject({ score: 80, scored_at: 0 });
  expect(of(told)?.reasons).toEqual([reason as never]);
  expect(of(untold)).toMatchObject({ score: 0, verdict: "clear", reasons: [] });
});

test("a first sale before the period leaves none that is first in it", async () => {
  await scoreConversions({ db, clock }, AFTER_FIRST);
  expect(await codesOf(WHO.subscriptions)).toEqual([]);
});
