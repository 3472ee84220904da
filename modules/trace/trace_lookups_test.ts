import { afterAll, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import { setUp } from "../../tests/factory.ts";
import {
  createTestDatabase,
  START_MS,
  startTestService,
} from "../../tests/harness.ts";
import { PartnerReceiver } from "../../tests/receiver.ts";
import { drainAll } from "../../tests/visits.ts";
import { ManualClock } from "../kernel/mod.ts";
import { trace } from "./trace.ts";

const ROWS = 2_000;
const UUID = sql`md5('id' || n)::uuid`;
const BYTES = sql`'\\x' || substr(md5(n::text) || md5(n::text || 'x'), 1, 40)`;
const TEXT = sql`'other-' || n`;
/** Tables that grow with each sale, and what sets their rows apart. */
const GROWING: Readonly<Record<string, Record<string, SQL>>> = {
  clicks: { click_id: BYTES, click_ref: TEXT },
  postbacks: { id: UUID, click_id: BYTES, order_id: TEXT },
  stranger_postbacks: { id: UUID, order_id: TEXT, named_click_ref: TEXT },
  conversions: {
    ...{ id: UUID, click_id: BYTES, dedupe_key: TEXT },
    ...{ order_id: TEXT, customer_id: TEXT },
  },
  conversion_versions: { conversion_id: UUID },
  customers: { customer_id: TEXT },
  deliveries: { id: UUID, conversion_id: UUID },
  delivery_attempts: { delivery_id: UUID },
  ledger_transactions: { id: UUID, conversion_id: UUID },
  payment_claims: { entry_id: UUID, payment_id: UUID },
  payments: { id: UUID, run_id: UUID },
};

const database = await createTestDatabase();
const service = await startTestService(database);
const partner = new PartnerReceiver();
/** One connection, so that its statistics are those of what it ran. */
const db = openDatabase(database.owner, { connections_max: 1 });
afterAll(async () => {
  await closeDatabase(db);
  await partner.stop();
  await service.stop();
  await database.drop();
});

/** A paid sale with everything that a story may have; and the ids that name it. */
async function play(): Promise<Record<string, string>> {
  const { api, deliverer, clock } = service;
  const { slug, affiliate_id, advertiser_id } = await setUp(api);
  await api.call("POST", `/affiliates/${affiliate_id}/postbacks`, {
    url: `${partner.url}/pb?ref={click_ref}`,
  });
  const click_id = await api.click(slug, "?click_ref=ref-1");
  await drainAll(service);
  const sale = { click_id, order_id: "A-1", customer_id: "cust-1" };
  const { body } = await api.postback(sale);
  await api.postback({ click_id: "nobodys", order_id: "A-2" });
  while (await deliverer.runOnce());
  clock.advance(1_000);
  const up_to = new Date(clock.nowMs()).toISOString();
  await api.call("POST", "/payment-runs", { currency: "USD", up_to });
  const period = { from: "2020-01-01T00:00:00Z", to: up_to };
  await api.call("POST", "/invoices", { advertiser_id, ...period });
  const first = async (table: string, column = "id") => {
    const rows = await db.execute<{ id: string }>(
      sql.raw(`select ${column}::text as id from ${table} limit 1`),
    );
    return rows[0]?.id ?? "";
  };
  return {
    click_id,
    click_ref: "ref-1",
    order: "A-1",
    customer: "cust-1",
    named: "nobodys",
    slug,
    conversion: String(body.conversion_id),
    postback: await first("postbacks"),
    delivery: await first("deliveries"),
    entry: await first("ledger_transactions"),
    payment: await first("payments"),
    invoice: await first("invoices"),
    nothing: "nobody-knows-this",
  };
}

/** Copies the only row of a table many times, with values of their own. */
async function grow(table: string, own: Record<string, SQL>): Promise<void> {
  const values = Object.entries(own).map(
    ([column, value]) => sql`${column}::text, ${value}`,
  );
  const name = sql.raw(table);
  await db.execute(sql`
    insert into ${name} select p.*
    from (select * from ${name} limit 1) as r, generate_series(1, ${ROWS}) as n,
      lateral jsonb_populate_record(null::${name},
        to_jsonb(r) || jsonb_build_object(${sql.join(values, sql`, `)})) as p`);
}

/** Scans of whole tables so far, by table; partitions count for theirs. */
async function scans(): Promise<Map<string, number>> {
  await db.execute(sql`select pg_stat_force_next_flush()`);
  await db.execute(sql`select 1`);
  const rows = await db.execute<{ name: string; scans: string }>(sql`
    select regexp_replace(relname, '_[0-9]{8}$', '') as name,
      sum(seq_scan)::text as scans
    from pg_stat_user_tables group by 1`);
  return new Map(rows.map((row) => [row.name, Number(row.scans)]));
}

const deps = {
  db,
  clock: new ManualClock(START_MS),
  ring: {
    key: () => undefined,
    keyOrReload: () => Promise.resolve(undefined),
  },
  configuration: service.configuration,
  sources: { byKey: () => undefined },
  cap_usage: { isCapped: () => false },
};

test("every lookup goes by an index, whoever asks", async () => {
  const ids = await play();
  // Its connections would report their scans of small tables later.
  await service.stop();
  for (const [table, own] of Object.entries(GROWING)) await grow(table, own);
  await db.execute(sql`analyze`);
  for (const who of [{}, { affiliate_ids: [1] }, { advertiser_ids: [1] }]) {
    const [party] = Object.keys(who);
    const role =
      party === undefined
        ? null
        : party === "affiliate_ids"
          ? ("affiliate" as const)
          : ("advertiser" as const);
    for (const [kind, q] of Object.entries(ids)) {
      const before = await scans();
      const story = await trace(deps, { role, timezone: "UTC", ...who }, q);
      const after = await scans();
      const scanned = Object.keys(GROWING).filter(
        (table) => after.get(table) !== before.get(table),
      );
      expect([role, kind, scanned]).toEqual([role, kind, []]);
      if (role !== null) continue;
      expect([kind, story.found.length > 0]).toEqual([
        kind,
        kind !== "nothing",
      ]);
    }
  }
});

test("an invoice is told of by its id, not to affiliates", async () => {
  const [row] = await db.execute<{ id: string }>(
    sql`select id::text from invoices`,
  );
  const q = row?.id ?? "";
  for (const role of [null, "advertiser"] as const) {
    const own = role === null ? {} : { advertiser_ids: [1] };
    const story = await trace(deps, { role, timezone: "UTC", ...own }, q);
    expect(story.found).toEqual([{ kind: "invoice", id: q, by: "id" }]);
    expect(story.sentence).toMatch(
      /^Invoice 1 of USD \d+\.\d\d is open since [-\d]+\.$/,
    );
  }
  for (const party of [
    { role: "affiliate", affiliate_ids: [1] },
    { role: "advertiser", advertiser_ids: [2] },
  ] as const) {
    const { found } = await trace(deps, { timezone: "UTC", ...party }, q);
    expect(found).toEqual([]);
  }
});

test("no further lookup begins once a question has taken too long", async () => {
  const ids = Array.from({ length: 10 }, () => Bun.randomUUIDv7());
  const q = `https://shop.example/?${ids.map((id, at) => `n${at}=${id}`).join("&")}`;
  const asker = { role: null, timezone: "UTC" };
  let asked = 0;
  const ticks_ms = () => asked++ * 3_000;
  const late = trace({ ...deps, ticks_ms }, asker, q);
  await expect(late).rejects.toMatchObject({
    code: "unavailable",
    status: 503,
  });
  expect(asked).toBe(3);
  const { found } = await trace({ ...deps, ticks_ms: () => 0 }, asker, q);
  expect(found).toEqual([]);
});
