import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { closeDatabase, insertRows, openDatabase } from "../../../db/mod.ts";
import type { Database } from "../../../db/mod.ts";
import {
  clicks,
  conversionRisks,
  conversions,
  riskFindings,
  userAgents,
} from "../../../db/schema/mod.ts";
import { createTestDatabase } from "../../harness.ts";
import type { TestDatabase } from "../../harness.ts";
import { isoTime, ManualClock } from "../../../modules/kernel/mod.ts";
import { scoreConversions, scoreOf } from "../../../modules/risk/mod.ts";
import type { Reason } from "../../../modules/risk/mod.ts";

const DAY_MS = 86_400_000;
const FROM_MS = Date.UTC(2026, 10, 1);
const DAYS = 10;
const PERIOD = { from_ms: FROM_MS, to_ms: FROM_MS + (DAYS + 8) * DAY_MS };

/** How an affiliate's conversions come; by default as everybody's. */
interface Habit {
  affiliate_id: number;
  n: number;
  clicks?: number;
  seconds?(draw: () => number): number;
  ip?(draw: () => number, i: number): string;
  /** Null: the visitor names none. */
  agent?(draw: () => number): number | null;
  at?(draw: () => number): number;
  refunded?: number;
  labels?: { sub3: string; sub4: string };
  /** The share that is rejected, and whether by its sender or by the network's own rule. */
  rejected?: { share: number; said: string };
}

let database: TestDatabase;
let db: Database;
const clock = new ManualClock(PERIOD.to_ms);

/** Park and Miller's generator: the same draws in each run. */
function drawsFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const draw = drawsFrom(20_261_101);

/** Most within the hour, some after days. */
function usualSeconds(next: () => number): number {
  const spread =
    Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next());
  return Math.min(14 * 86_400, Math.exp(Math.log(600) + 1.5 * spread));
}

const anyIp = (next: () => number) =>
  `10.${Math.floor(next() * 250)}.${Math.floor(next() * 250)}.${Math.floor(next() * 250)}`;

function agentOf({ agent }: Habit): bigint | null {
  const at = agent === undefined ? Math.ceil(draw() * 20) : agent(draw);
  return at === null ? null : BigInt(at);
}

/** Clicks at addresses that many share, of programs that don't say what they are. */
const agentless: Habit = {
  ...{ affiliate_id: 103, n: 0, clicks: 5 },
  ip: () => "10.9.9.1",
  agent: () => null,
};

let counter = 0;

async function load(campaign_id: number, habits: readonly Habit[]) {
  const click_rows: (typeof clicks.$inferInsert)[] = [];
  const sale_rows: (typeof conversions.$inferInsert)[] = [];
  const newClick = (habit: Habit, clicked_at: number, i: number) => {
    const click_id = new Uint8Array(20);
    click_id[0] = 65;
    new DataView(click_id.buffer).setUint32(4, ++counter);
    click_rows.push({
      click_id,
      clicked_at,
      campaign_id,
      link_id: habit.affiliate_id,
      affiliate_id: habit.affiliate_id,
      ua_id: agentOf(habit),
      marks: 1,
      pays: true,
      verdict: "sent",
      country: "DE",
      ip: habit.ip?.(draw, i) ?? anyIp(draw),
      sub3: habit.labels?.sub3 ?? null,
      sub4: habit.labels?.sub4 ?? null,
    });
    return click_id;
  };
  const anyTime = () => Math.floor(FROM_MS + draw() * DAYS * DAY_MS);
  for (const habit of habits) {
    for (let i = 0; i < habit.n; i++) {
      const clicked_at = Math.floor(habit.at?.(draw) ?? anyTime());
      const click_id = newClick(habit, clicked_at, i);
      const seconds = Math.floor((habit.seconds ?? usualSeconds)(draw));
      const at = clicked_at + seconds * 1000;
      const is_refunded = draw() < (habit.refunded ?? 0.03);
      const is_rejected = draw() < (habit.rejected?.share ?? 0.03);
      const status = is_refunded
        ? "reversed"
        : is_rejected
          ? "rejected"
          : "approved";
      const said = is_refunded
        ? ["approved|", "reversed|"]
        : is_rejected
          ? [habit.rejected?.said ?? "rejected|"]
          : ["approved|"];
      const id = crypto.randomUUID();
      sale_rows.push({
        ...{ campaign_id, id, goal_key: "sale", dedupe_key: id, version: 1 },
        ...{ status, click_id },
        ...{ link_id: habit.affiliate_id, affiliate_id: habit.affiliate_id },
        ...{ advertiser_id: 1, currency: "USD", revenue_micros: 2n },
        ...{ payout_micros: 1n, rule_version: 1, said_at: at, said },
        ...{ clicked_at, recorded_at: at, updated_at: at },
      });
    }
    const more = (habit.clicks ?? habit.n * 30) - habit.n;
    for (let i = 0; i < more; i++) {
      newClick(habit, Math.floor(habit.at?.(draw) ?? anyTime()), i);
    }
  }
  for (let at = 0; at < click_rows.length; at += 20_000) {
    await insertRows(db, clicks, click_rows.slice(at, at + 20_000));
  }
  await insertRows(db, conversions, sale_rows);
}

const honest = Array.from({ length: 10 }, (_, index) => ({
  affiliate_id: index + 1,
  n: 80 + index * 5,
}));

const newsletterAt = (next: () => number) =>
  FROM_MS + 3 * DAY_MS + next() * 900_000;

/** Three sales each with twenty devices, too few to stand out for one affiliate alone. */
function sharedDevices(): Omit<Habit, "affiliate_id"> {
  return {
    n: 60,
    clicks: 60,
    ip: (_, i) => `10.7.7.${i % 20}`,
    agent: () => 9,
  };
}

/** The affiliates that are not what they seem, and those that are though they don't look it. */
const ODD: Record<string, Habit> = {
  sprayer: {
    affiliate_id: 101,
    n: 100,
    clicks: 30_000,
    seconds: (next) => next() * 7 * 86_400,
  },
  injector: { affiliate_id: 102, n: 80, seconds: (next) => 2 + next() * 7 },
  farm: {
    affiliate_id: 103,
    n: 80,
    clicks: 90,
    ip: (next) => `10.9.9.${Math.floor(next() * 6)}`,
    agent: () => 7,
  },
  refund_ring: { affiliate_id: 104, n: 120, refunded: 0.7 },
  mixed: {
    affiliate_id: 105,
    n: 200,
    seconds: (next) => (next() < 0.3 ? 2 + next() * 7 : usualSeconds(next)),
  },
  by_label: {
    affiliate_id: 106,
    n: 60,
    clicks: 70,
    labels: { sub3: "bad", sub4: "all" },
  },
  ring_one: { affiliate_id: 107, ...sharedDevices() },
  ring_two: { affiliate_id: 108, ...sharedDevices() },
  rejected: {
    affiliate_id: 109,
    n: 120,
    rejected: { share: 0.6, said: "rejected|" },
  },
  ruled: {
    affiliate_id: 205,
    n: 120,
    rejected: { share: 0.6, said: "approved|" },
  },
  newsletter: { affiliate_id: 201, n: 120, at: newsletterAt },
  carrier: {
    affiliate_id: 202,
    n: 120,
    ip: (next) => `10.8.8.${Math.floor(next() * 4)}`,
  },
  patient: {
    affiliate_id: 203,
    n: 100,
    seconds: (next) => 20 * usualSeconds(next),
  },
  viral: {
    affiliate_id: 204,
    n: 150,
    clicks: 9000,
    at: (next) => FROM_MS + 5 * DAY_MS + next() * DAY_MS,
  },
};

/** The honest rest of the affiliate that mixes fraud in under a label. */
const BESIDE: Habit = {
  affiliate_id: 106,
  n: 400,
  labels: { sub3: "good", sub4: "all" },
};

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.app, { connections_max: 3 });
  const days = Array.from({ length: DAYS + 8 }, (_, day) =>
    isoTime(FROM_MS + day * DAY_MS).slice(0, 10),
  );
  await db.execute(
    sql`select ensure_days('clicks', ${`{${days.join()}}`}::date[])`,
  );
  await insertRows(
    db,
    userAgents,
    Array.from({ length: 20 }, (_, index) => ({
      ua_id: BigInt(index + 1),
      user_agent: `Agent ${index}`,
      ...{ device: "mobile", os: "android", browser: "chrome", is_bot: false },
    })),
  );
  await load(1, [...honest, ...Object.values(ODD), BESIDE, agentless]);
  await scoreConversions({ db, clock }, PERIOD);
});
afterAll(async () => {
  await closeDatabase(db);
  await database.drop();
});

/** The shares of verdicts and the codes of an affiliate's conversions. */
async function verdictsOf(name: keyof typeof ODD | "honest") {
  const ids =
    name === "honest"
      ? honest.map(({ affiliate_id }) => affiliate_id)
      : [ODD[name]?.affiliate_id ?? 0];
  const n =
    name === "honest"
      ? honest.reduce((sum, one) => sum + one.n, 0)
      : (ODD[name]?.n ?? 0);
  const rows = (await db.select().from(conversionRisks)).filter((row) =>
    ids.includes(row.affiliate_id),
  );
  const held = rows.filter(({ verdict }) => verdict === "hold");
  const codes = new Map<string, number>();
  for (const { reasons } of rows)
    for (const { code } of reasons) codes.set(code, (codes.get(code) ?? 0) + 1);
  return { held: held.length / n, codes, rows };
}

describe("scoreConversions()", () => {
  test.each([
    ["sprayer", 0.7, ["ctit_flat", "click_flood"]],
    ["injector", 0.9, ["ctit_too_fast"]],
    ["farm", 0.7, ["duplicate_ip", "cr_outlier"]],
    ["refund_ring", 0.7, ["refund_rate"]],
    ["mixed", 0.15, ["ctit_too_fast"]],
    ["rejected", 0.5, ["approval_rate"]],
  ] as const)("holds most of the %s", async (name, share, codes) => {
    const found = await verdictsOf(name);
    expect([...found.codes.keys()]).toEqual(expect.arrayContaining([...codes]));
    expect(found.held).toBeGreaterThan(share);
  });

  test("holds of a mixed affiliate what is mixed in, not the rest", async () => {
    const { rows } = await verdictsOf("mixed");
    for (const { verdict, reasons } of rows) {
      const fast = reasons.find(({ code }) => code === "ctit_too_fast");
      expect(verdict === "hold").toBe((fast?.weight ?? 0) >= 60);
    }
  });

  test("compares an affiliate's labels, the third too, each by itself", async () => {
    const found = (await db.select().from(riskFindings)).filter(
      ({ affiliate_id }) => affiliate_id === 106,
    );
    expect(found).toContainEqual(
      expect.objectContaining({ part: "sub3:bad", code: "cr_outlier" }),
    );
    // A label that all of its conversions have says no more than the whole.
    expect(found.map(({ part }) => part)).not.toContain("sub4:all");
    const { rows } = await verdictsOf("by_label");
    const suspected = rows.filter(({ reasons }) =>
      reasons.some(({ code }) => code === "cr_outlier"),
    );
    const of_label = await db.execute<{ id: string }>(
      sql`select c.id from conversions c join clicks k on k.campaign_id = c.campaign_id and k.click_id = c.click_id where k.sub3 = 'bad'`,
    );
    expect(suspected.map(({ conversion_id }) => conversion_id).sort()).toEqual(
      of_label.map(({ id }) => id).sort(),
    );
    expect(suspected).toHaveLength(60);
  });

  test.each(["ring_one", "ring_two"])(
    "sees the devices with which %s and another affiliate make sales",
    async (name) => {
      const { rows, codes } = await verdictsOf(name);
      expect(codes.get("duplicate_device")).toBe(60);
      expect(codes.get("duplicate_ip")).toBe(60);
      for (const { reasons } of rows) {
        const of = reasons.find(({ code }) => code === "duplicate_device");
        expect(of?.evidence).toContainEqual({
          ...{ name: "of_other_affiliates", value: 3 },
        });
      }
    },
  );

  test("doesn't take the network's own rejections for its advertisers'", async () => {
    const { held, codes } = await verdictsOf("ruled");
    expect([held, codes.get("approval_rate")]).toEqual([0, undefined]);
  });

  test.each(["honest", "newsletter", "carrier", "patient", "viral"] as const)(
    "holds nothing of the %s",
    async (name) => {
      const { held, codes } = await verdictsOf(name);
      expect({ held, codes: held > 0 ? codes : null }).toEqual({
        held: 0,
        codes: null,
      });
    },
  );

  test("keeps no score without a reason", async () => {
    const rows = await db.select().from(conversionRisks);
    expect(rows.length).toBeGreaterThan(100);
    for (const { score, reasons } of rows) {
      expect(score).toBe(scoreOf(reasons as Reason[]).score);
      expect(score > 0).toBe(reasons.length > 0);
      for (const { found, expected } of reasons) {
        expect(found).not.toBe("");
        expect(expected).not.toBe("");
      }
    }
  });

  test("finds the same again, and changes no row that says the same", async () => {
    const before = await db.select().from(conversionRisks);
    clock.advance(DAY_MS);
    await scoreConversions({ db, clock }, PERIOD);
    const after = await db.select().from(conversionRisks);
    const byId = (rows: typeof before) =>
      rows.toSorted((a, b) => a.conversion_id.localeCompare(b.conversion_id));
    expect(byId(after)).toEqual(byId(before));
    const findings = await db.select().from(riskFindings);
    expect(new Set(findings.map(({ found_at }) => found_at)).size).toBe(1);
  });
});
