import { beforeEach, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { insertRows } from "../../db/mod.ts";
import {
  conversionRisks,
  conversions,
  ledgerTransactions,
  paymentClaims,
} from "../../db/schema/mod.ts";
import { serviceForFile } from "../../tests/harness.ts";
import { holdConversions } from "./hold_conversions.ts";
import { RuleBook } from "./risk_rules.ts";
import type { RiskAction } from "./risk_rules.ts";
import { scoreConversions } from "./score_conversions.ts";

const { db, clock } = await serviceForFile();
const DAY_MS = 86_400_000;
const OLD_MS = clock.nowMs() - 200 * DAY_MS;
/** Each test has one of its own. */
let campaign_id = 100;

beforeEach(() => {
  campaign_id += 2;
});

type RiskRow = typeof conversionRisks.$inferInsert;
type SaleRow = typeof conversions.$inferInsert;

const BOT_AGENT = { code: "bot_agent", weight: 80, found: "", expected: "" };

/** A conversion with its risk, by default approved, suspected and not held. */
async function add({
  sale = {},
  risk = {},
}: { sale?: Partial<SaleRow>; risk?: Partial<RiskRow> } = {}) {
  const id = crypto.randomUUID();
  const at = sale.recorded_at ?? OLD_MS;
  await insertRows(db, conversions, [
    {
      ...{ campaign_id, id, goal_key: "sale", dedupe_key: id, version: 1 },
      ...{ status: "approved", click_id: new Uint8Array(20), link_id: 1 },
      ...{ affiliate_id: 1, advertiser_id: 1, currency: "USD" },
      ...{ revenue_micros: 2n, payout_micros: 1n, rule_version: 1 },
      ...{ said_at: at, said: [], clicked_at: at, recorded_at: at },
      ...{ updated_at: at },
      ...sale,
    },
  ]);
  await insertRows(db, conversionRisks, [
    {
      ...{ campaign_id, conversion_id: id, affiliate_id: 1, recorded_at: at },
      ...{ score: 80, verdict: "hold", scored_at: at },
      reasons: [{ ...BOT_AGENT, evidence: [] }],
      ...risk,
    },
  ]);
  return id;
}

/** Puts the payout of a conversion into a payment. */
async function pay(conversion_id: string) {
  const entry_id = crypto.randomUUID();
  await insertRows(db, ledgerTransactions, [
    {
      ...{ campaign_id, id: entry_id, conversion_id, version: 1 },
      ...{ kind: "record", booked_at: OLD_MS, content: new Uint8Array(1) },
      ...{ currency: "USD", affiliate_id: 1, advertiser_id: 1 },
      ...{ receivable_micros: 2n, payable_micros: -1n, margin_micros: -1n },
    },
  ]);
  const payment_id = crypto.randomUUID();
  await insertRows(db, paymentClaims, [{ entry_id, campaign_id, payment_id }]);
}

/** Rules by campaign; null is the network's. */
function rules(actions: readonly (readonly [number | null, RiskAction])[]) {
  return new RuleBook(
    actions.map(([campaign_id, action], index) => ({
      ...{ id: index + 1, campaign_id, action, watch_score: 30 },
      ...{ hold_score: 60, weights: {}, enabled: true, created_at: 0 },
    })),
  );
}

const run = (book: RuleBook) =>
  db.transaction((tx) => holdConversions(tx, clock, book));

async function isHeld(id: string): Promise<boolean> {
  const [row] = await db.execute<{ held: boolean }>(sql`
    select held_at is not null as held from conversion_risks where conversion_id = ${id}::uuid`);
  return row?.held === true;
}

const HELD = { held_at: OLD_MS };

describe("holdConversions()", () => {
  test("keeps the holds of a campaign without a sale for months, as its rule stands", async () => {
    const id = await add({ risk: HELD });
    const to_ms = clock.nowMs();
    await db.execute(sql`insert into risk_rules (campaign_id, watch_score, hold_score, action, weights, created_at)
      values (null, 30, 60, 'pending', '{}', now())`);
    await scoreConversions({ db, clock }, { from_ms: to_ms - DAY_MS, to_ms });
    expect(await isHeld(id)).toBe(true);
    await db.execute(sql`delete from risk_rules`);
    await scoreConversions({ db, clock }, { from_ms: to_ms - DAY_MS, to_ms });
    expect(await isHeld(id)).toBe(false);
  });

  test.each([
    ["its own rule", { own: "reject" }, true],
    ["the network's", { network: "pending" }, true],
    ["its own that does nothing", { network: "pending", own: "flag" }, false],
    ["another's", { other: "pending" }, false],
    ["nobody's", {}, false],
  ] as const)("goes by %s", async (_, actions, is_held) => {
    const [fresh, before] = [await add(), await add({ risk: HELD })];
    const { own, network, other }: Partial<Record<string, RiskAction>> =
      actions;
    const holds = await run(
      rules([
        ...(own ? [[campaign_id, own] as const] : []),
        ...(network ? [[null, network] as const] : []),
        ...(other ? [[campaign_id + 1, other] as const] : []),
      ]),
    );
    expect(await isHeld(fresh)).toBe(is_held);
    expect(await isHeld(before)).toBe(is_held);
    const here = holds.filter((hold) => hold.campaign_id === campaign_id);
    expect(here.map(({ conversions: n }) => n)).toEqual(is_held ? [1] : []);
  });

  test("lets go what isn't suspected any more, unless a rule's status is on it still", async () => {
    const clear = { ...HELD, verdict: "clear", score: 0, reasons: [] };
    const scored = await add({ risk: clear });
    const waiting = await add({
      sale: { status: "pending", reason: "risk_hold" },
      risk: { ...clear, action: "pending" },
    });
    const rejected = await add({
      sale: { status: "rejected", reason: "risk_rejected" },
      risk: { ...clear, action: "reject" },
    });
    const confirmed = await add({ risk: { ...clear, action: "pending" } });
    await run(rules([[campaign_id, "pending"]]));
    expect(await isHeld(scored)).toBe(false);
    expect(await isHeld(waiting)).toBe(true);
    expect(await isHeld(rejected)).toBe(true);
    expect(await isHeld(confirmed)).toBe(false);
  });

  test("lets go what its sender ended, and what is paid", async () => {
    const returned = { status: "rejected", reason: "returned" };
    const rejected = await add({ sale: returned, risk: HELD });
    const also = await add({
      sale: returned,
      risk: { ...HELD, action: "reject" },
    });
    const reversed = await add({ sale: { status: "reversed" }, risk: HELD });
    const ruled = await add({
      sale: { status: "rejected", reason: "risk_rejected" },
      risk: { ...HELD, action: "reject" },
    });
    const paid = await add({ risk: HELD });
    const fraud = await add({ risk: { ...HELD, decided: "fraud" } });
    for (const id of [paid, fraud]) await pay(id);
    const book = rules([[campaign_id, "reject"]]);
    for (let round = 0; round < 2; round++) {
      const holds = await run(book);
      const here = holds.filter((hold) => hold.campaign_id === campaign_id);
      expect(here).toEqual([]);
      const ids = [rejected, also, reversed, ruled, paid, fraud];
      const held = await Promise.all(ids.map(isHeld));
      expect(held).toEqual([false, false, false, true, false, true]);
    }
  });

  test("leaves alone what people decided, what is paid, and what has no money", async () => {
    const cleared = await add({ risk: { decided: "clear" } });
    const fraud = await add({
      risk: { ...HELD, decided: "fraud", verdict: "clear" },
    });
    const ended = await add({ sale: { status: "reversed" } });
    const unpaid = await add({ sale: { payout_micros: 0n } });
    await run(rules([[campaign_id, "pending"]]));
    const held = await Promise.all([cleared, fraud, ended, unpaid].map(isHeld));
    expect(held).toEqual([false, true, false, false]);
  });
});

describe("scoreConversions()", () => {
  test("counts a reason that was kept once, by the percent that its rule has now", async () => {
    const recorded_at = clock.nowMs() - DAY_MS;
    const reason = { code: "sender_address", weight: 15, found: "Sent from" };
    const id = await add({
      sale: { recorded_at },
      risk: {
        score: 15,
        verdict: "clear",
        reasons: [{ ...reason, expected: "an address", evidence: [] }],
      },
    });
    const period = { from_ms: recorded_at - 1, to_ms: clock.nowMs() };
    const scoreAt = async (percent: number) => {
      await db.execute(sql`delete from risk_rules`);
      await db.execute(sql`insert into risk_rules (campaign_id, watch_score, hold_score, action, weights, created_at)
        values (null, 30, 60, 'flag', ${JSON.stringify({ sender_address: percent })}::jsonb, now())`);
      await scoreConversions({ db, clock }, period);
      const [row] = await db.execute<{ score: number; reasons: number }>(sql`
        select score, jsonb_array_length(reasons) as reasons from conversion_risks where conversion_id = ${id}::uuid`);
      return [row?.score, row?.reasons];
    };
    expect(await scoreAt(50)).toEqual([15, 1]);
    expect(await scoreAt(50)).toEqual([15, 1]);
    expect(await scoreAt(150)).toEqual([45, 1]);
    expect(await scoreAt(150)).toEqual([45, 1]);
    expect(await scoreAt(100)).toEqual([30, 1]);
  });
});
