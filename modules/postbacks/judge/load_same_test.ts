// Loading fewer rows must not change the verdict: generated histories are judged once on the
// rows that are looked up and once on every conversion of their clicks.
import { afterAll, expect, test } from "bun:test";
import fc from "fast-check";
import { sql } from "drizzle-orm";
import { isDistributed } from "../../../db/citus/mod.ts";
import { closeDatabase, openDatabase } from "../../../db/mod.ts";
import type { Transaction } from "../../../db/mod.ts";
import { conversions } from "../../../db/schema/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import { createTestDatabase } from "../../../tests/harness.ts";
import { NOW_MS } from "../../../tests/routing_world.ts";
import {
  loadSame,
  WorkingSet,
  writeConversions,
} from "../../conversions/mod.ts";
import {
  clickId,
  judgingWorld,
  source,
} from "../../../tests/modules/postbacks/judging_world.ts";
import type { Sent } from "../../../tests/modules/postbacks/judging_world.ts";

const HISTORIES = 30;
/** Fixed, so that every run reaches each code below. */
const SEED = 12;

/** One goal for each way in which an event looks up other conversions of its click. */
const GOALS = [
  { key: "order", is_default: true },
  { key: "click", dedupe: "click" },
  { key: "every", dedupe: "every" },
  { key: "waits", dedupe: "every", default_status: "pending" },
  { key: "few", max_per_click: 2 },
  { key: "many", dedupe: "every", max_per_click: 3 },
  { key: "child", after: "order", lookback_days: 1 },
  { key: "grandchild", after: "waits", dedupe: "every", max_per_click: 4 },
].map((goal, position) => ({ name: goal.key, position, ...goal }));

const CLICKS = [1, 2].map((sequence) => clickId({ sequence }));

/** A postback drawn from few clicks, orders and amounts, so that many collide. */
const POSTBACK = fc.record({
  parameters: fc.record({
    click_id: fc.constantFrom(...CLICKS),
    order_id: fc.constantFrom("", "1", "2", "3", "4"),
    nonce: fc.constantFrom("", "", "", "n1", "n2"),
    amount: fc.constantFrom("", "10", "20", "30", "40", "50", "-10"),
    status: fc.constantFrom("", "", "", "approved", "pending", "refunded"),
    mode: fc.constantFrom("", "", "", "", "add", "change"),
    occurred_at: fc.constantFrom("", "a", "b"),
  }),
  goal: fc.nat({ max: 1 }),
  seconds: fc.constantFrom(0, 0, 20, 70),
  amends: fc.boolean(),
});

/** One or two goals per history, so that postbacks collide often. */
const HISTORY = fc.record({
  goals: fc.constantFrom(
    ...[["order"], ["click"], ["every"], ["waits"], ["few"], ["many"]],
    ...[
      ["order", "child"],
      ["waits", "grandchild"],
    ],
  ),
  has_orders: fc.boolean(),
  batches: fc.array(fc.array(POSTBACK, { minLength: 1, maxLength: 16 }), {
    minLength: 2,
    maxLength: 6,
  }),
});

const database = await createTestDatabase();
// Autovacuum counts no rolled-back rows, and with an empty table the planner sees every index
// as equally good.
const owner = openDatabase(database.owner, { connections_max: 1 });
await owner.execute("alter table conversions set (autovacuum_enabled = false)");
await closeDatabase(owner);
const db = openDatabase(database.app, { connections_max: 4 });
afterAll(async () => {
  await closeDatabase(db);
  await database.drop();
});

/** Rolls back a history, so that the next one starts empty. */
class Undone extends Error {}

function onlyUndone(error: unknown): void {
  if (!(error instanceof Undone)) throw error;
}

test("loadConversions() lets every postback be judged as if all of its click had been read", async () => {
  const seen = new Set<string>();
  const judgeHistory = async (batches: Sent[][]) => {
    const undone = db.transaction(async (tx) => {
      for (const batch of batches) await judgeBatch(tx, batch, seen);
      throw new Undone();
    });
    await undone.catch(onlyUndone);
  };
  await fc.assert(
    fc.asyncProperty(HISTORY, (history) => judgeHistory(sentIn(history))),
    { numRuns: HISTORIES, seed: SEED },
  );
  expect([...seen]).toEqual(
    expect.arrayContaining([
      ...["create", "duplicate", "approve", "reverse", "adopt"],
      ...["ambiguous_conversion", "cap_reached", "parent_missing"],
      ...["order_conflict", "unknown_conversion"],
    ]),
  );
});

// Citus counts what is read on its workers.
test.skipIf(isDistributed())(
  "loadConversions() reads no more of a click with many conversions than of one with few",
  async () => {
    const { resolve } = judgingWorld({ goals: GOALS });
    const [click_id = ""] = CLICKS;
    const events_sent = GOALS.flatMap(({ key: goal }) => [
      { click_id, goal, order_id: "new" },
      { click_id, goal, amount: "10" },
      { click_id, goal, amount: "10", status: "approved" },
    ]).flatMap((parameters) => resolve({ parameters }) ?? []);
    const read: number[] = [];
    for (const count of [500, 3_000]) {
      await db
        .transaction(async (tx) => {
          await fillClick(tx, events_sent[0]!.click_bytes, count);
          const before = await rowsRead(tx);
          await loadSame(tx, events_sent, { locks: false });
          read.push((await rowsRead(tx)) - before);
          throw new Undone();
        })
        .catch(onlyUndone);
    }
    const [of_few = 0, of_many = 0] = read;
    expect(of_few).toBeGreaterThan(0);
    expect(of_many).toBe(of_few);
    expect(of_few).toBeLessThan(5_000);
  },
);

/** Inserts equally many conversions per goal, half of them live, without statistics. */
async function fillClick(
  tx: Transaction,
  click_id: Uint8Array,
  count: number,
): Promise<void> {
  await tx.execute(sql`
    insert into conversions (campaign_id, id, goal_key, dedupe_key, version, status,
      click_id, link_id, affiliate_id, advertiser_id, currency, amount_micros,
      revenue_micros, payout_micros, rule_version, said_at, said, clicked_at,
      recorded_at, updated_at)
    select 1, gen_random_uuid(), goal, 'e:' || gen_random_uuid(), 1,
      case when i % 4 = 0 then 'pending' when i % 4 = 1 then 'approved' else 'rejected' end,
      ${click_id}, 5, 1, 1, 'USD', i % 5 * 5000000, 0, 0, 1, at,
      array['|' || i % 5 * 5000000], at, at, at
    from generate_series(1, ${count}::integer) as i,
      unnest(string_to_array(${GOALS.map(({ key }) => key).join()}, ',')) as goal,
      lateral (select ${isoTime(NOW_MS - 40_000)}::timestamptz + i * interval '1 ms' as at) as made`);
}

/** Number of conversion rows that this transaction has read. */
async function rowsRead(tx: Transaction): Promise<number> {
  const [row] = await tx.execute<{ read: number }>(sql`
    select (seq_tup_read + idx_tup_fetch)::integer as read
    from pg_stat_xact_user_tables where relname = 'conversions'`);
  return row?.read ?? Number.NaN;
}

/** Judges a batch on the rows looked up and on all rows, and applies the verdicts. */
async function judgeBatch(
  tx: Transaction,
  batch: readonly Sent[],
  seen: Set<string>,
): Promise<void> {
  const { judgeOn, resolve } = judgingWorld({ goals: GOALS });
  const events = batch.flatMap((sent) => resolve(sent) ?? []);
  const recorded = await loadSame(tx, events, { locks: false });
  const whole = new WorkingSet(await tx.select().from(conversions));
  const names = [new Map<string, string>(), new Map<string, string>()] as const;
  for (const sent of batch) {
    const found = judgeOn(recorded, sent);
    seen.add(found.code);
    const wanted = judgeOn(whole, sent);
    expect(shown(found, names[0])).toEqual(shown(wanted, names[1]));
  }
  const lost = await writeConversions(tx, recorded.changed());
  expect(lost.size).toBe(0);
}

function sentIn({ goals, has_orders, batches }: History): Sent[][] {
  let received_at = NOW_MS;
  return batches.map((batch) =>
    batch.map(({ parameters, goal, seconds, amends }) => {
      received_at += seconds * 1000;
      const at = { "": "", a: NOW_MS - 3_600_000, b: NOW_MS - 7_200_000 };
      const occurred_at = String(at[parameters.occurred_at as keyof typeof at]);
      const given = Object.entries({
        ...parameters,
        order_id: has_orders ? parameters.order_id : "",
        goal: goals[goal % goals.length] ?? "",
        occurred_at,
      });
      const standing = {
        received_at,
        source: source({ amount_updates: amends, reinstate: amends }),
      };
      return {
        parameters: Object.fromEntries(
          given.filter(([, value]) => value !== ""),
        ),
        standing,
      };
    }),
  );
}

type History = typeof HISTORY extends fc.Arbitrary<infer T> ? T : never;
type Judged = ReturnType<ReturnType<typeof judgingWorld>["judge"]>;

/** The verdict with new ids replaced by their sequence numbers. */
function shown(
  { code, verdict, row }: Judged,
  names: Map<string, string>,
): string {
  if (verdict?.kind === "create" && row !== null) {
    names.set(row.id, `new ${names.size}`);
  }
  const text = JSON.stringify({ code, verdict, row }, (key, value: unknown) => {
    if (key === "cap_added") return undefined;
    return typeof value === "bigint" ? `${value}` : value;
  });
  return [...names].reduce((all, [id, name]) => all.replaceAll(id, name), text);
}
