import { afterAll, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { createTestDatabase } from "../../tests/harness.ts";
import { closeDatabase, openDatabase } from "../client.ts";
import { distributeDatabase } from "./distribute.ts";
import { fillCampaigns } from "./fill_campaigns.ts";
import { isDistributed, keyTable } from "../citus/mod.ts";
import { PLACEMENT } from "../schema/mod.ts";

const database = await createTestDatabase();
const owner = openDatabase(database.owner, { connections_max: 1 });
afterAll(async () => {
  await closeDatabase(owner);
  await database.drop();
});

async function keysOf(table: string): Promise<string[]> {
  const rows = await owner.execute<{ text: string }>(sql`
    select conname || ' ' || pg_get_constraintdef(oid) as text from pg_constraint
    where conrelid = ${table}::regclass and contype in ('p', 'u') order by 1`);
  return rows.map(({ text }) => text);
}

async function unshown<Result>(
  _name: string,
  work: (show: () => void) => Promise<Result>,
): Promise<Result> {
  return await work(() => {});
}

async function refusal(dry_run = true): Promise<string> {
  const options = {
    ...{ dry_run, app_role: "tallyho_app" },
    ...{ onTable: () => {}, onNote: () => {} },
    shown: unshown,
  };
  return await distributeDatabase(database.owner, options).then(
    () => "",
    (error: Error) => error.message,
  );
}

describe("distributeDatabase()", () => {
  test("says that there is no Citus, and changes nothing", async () => {
    const before = await keysOf("deliveries");
    const [citus] = await owner.execute(
      sql`select from pg_extension where extname = 'citus'`,
    );
    if (citus === undefined) {
      expect(await refusal()).toBe(
        'Cannot distribute: this database has no Citus. Run "create extension citus" in it on every node, as a superuser',
      );
    }
    expect(await keysOf("deliveries")).toEqual(before);
  });
});

test.skipIf(isDistributed())(
  "distributeDatabase() that refuses has not migrated an earlier schema either",
  async () => {
    const done = async () =>
      await owner.execute<{ hash: string }>(
        sql`select hash from drizzle.__drizzle_migrations order by created_at`,
      );
    await owner.execute(sql`
      delete from drizzle.__drizzle_migrations where created_at =
        (select max(created_at) from drizzle.__drizzle_migrations)`);
    const before = (await done()).length;
    expect(await refusal(false)).toStartWith("Cannot distribute: ");
    expect(await done()).toHaveLength(before);
  },
);

test("keyTable() puts the campaign into each unique key, once, and finds a row twice in none", async () => {
  const copy = "create table keyed (like deliveries including all)";
  await owner.$client.unsafe(copy);
  await keyTable(owner.$client, "keyed", "campaign_id");
  const keys = await keysOf("keyed");
  expect(keys).toHaveLength(2);
  for (const key of keys) expect(key).toContain("(campaign_id, ");
  await keyTable(owner.$client, "keyed", "campaign_id");
  expect(await keysOf("keyed")).toEqual(keys);
});

describe("fillCampaigns()", () => {
  test("fills what an earlier version wrote, of every day, and goes on where it ended", async () => {
    await owner.$client.unsafe(`
      create table queued (delivery_id uuid, campaign_id integer);
      insert into deliveries (id, endpoint_id, campaign_id, affiliate_id, conversion_id, version,
        status, payout_micros, currency, state, created_at, expires_at)
      select gen_random_uuid(), 1, 7, 1, gen_random_uuid(), 1, 'approved', 1, 'USD', 'due', now(), now()
      from generate_series(1, 50);
      insert into queued select id from deliveries;
      insert into queued values (gen_random_uuid(), null), (gen_random_uuid(), 3)`);
    const placement = PLACEMENT.delivery_queue;
    const filled_by =
      placement?.kind === "plain" ? (placement.filled_by ?? "") : "";
    const client = owner.$client;
    const seen: [number, number][] = [];
    const onRows = (done: number, total: number) => seen.push([done, total]);
    const dry = { dry_run: true, onRows };
    expect(await fillCampaigns(client, "queued", filled_by, dry)).toBe(51);
    const real = { dry_run: false, onRows };
    expect(await fillCampaigns(client, "queued", filled_by, real)).toBe(51);
    expect(seen.at(-1)).toEqual([51, 51]);
    expect(await fillCampaigns(client, "queued", filled_by, real)).toBe(0);
    const rows = await owner.execute(
      sql`select campaign_id, count(*)::int as count from queued group by 1 order by 1`,
    );
    expect(rows.map((row) => ({ ...row }))).toEqual([
      { campaign_id: 0, count: 1 },
      { campaign_id: 3, count: 1 },
      { campaign_id: 7, count: 50 },
    ]);
  });
});
