// A sale that waits to be counted is counted by its click, also where that is deleted while a report is read.
import { afterAll, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import { createTestDatabase } from "../../tests/harness.ts";
import { systemClock } from "../kernel/mod.ts";
import { dropsClicksBefore } from "../rollups/mod.ts";
import { countReport } from "./count_report.ts";
import type { ReportRequest } from "./model.ts";
import { ReportThread } from "./report_thread.ts";

const DAY_MS = 86_400_000;
const SOLD_MS = Date.UTC(2026, 10, 22);

const database = await createTestDatabase();
const db = openDatabase(database.owner, { connections_max: 2 });
const thread = new ReportThread();
afterAll(async () => {
  await thread.stop();
  await closeDatabase(db);
  await database.drop();
});

const REQUEST: ReportRequest = {
  ...{ group_by: ["sub1"], filters: [], sort: null, limit: 9, after: null },
  ...{ from_ms: SOLD_MS, to_ms: SOLD_MS + DAY_MS, timezone: "UTC" },
  axis: "conversion",
  ...{ currency: null, default_currency: "EUR" },
  ...{ compare: null, empty: false },
};

/** Deletes clicks as the job does that drops old days. */
async function deleteOld(): Promise<void> {
  await db.transaction(async (tx) => {
    await dropsClicksBefore(tx, SOLD_MS / DAY_MS + 1);
    await tx.execute(sql`select drop_days('clicks', '2026-11-23'::date)`);
  });
  const [row] = await db.execute(sql`select count(*)::int as left from clicks`);
  expect(row).toEqual({ left: 0 });
}

test("is by its labels", async () => {
  await db.execute(sql`select ensure_days('clicks', '{2026-11-22}'::date[])`);
  await db.execute(sql`
    insert into clicks (click_id, clicked_at, campaign_id, link_id, affiliate_id, marks, pays, verdict, sub1)
    values ('\\x41', '2026-11-22', 1, 1, 1, 1, true, 'sent', 'kept')`);
  await db.execute(sql`
    insert into conversions (campaign_id, id, goal_key, dedupe_key, version, status, click_id, link_id, affiliate_id,
      advertiser_id, currency, revenue_micros, payout_micros, rule_version, said_at, said, clicked_at, recorded_at, updated_at)
    values (1, '00000000-0000-7000-8000-000000000001', 'sale', '1', 1, 'pending', '\\x41', 1, 1, 1, 'EUR', 2, 1, 1,
      '2026-11-22', '{}', '2026-11-22', '2026-11-22', '2026-11-22')`);
  await db.execute(sql`
    insert into conversion_deltas (campaign_id, conversion_id, version, sign, status, currency,
      amount_micros, revenue_micros, payout_micros)
    select campaign_id, id, version, 1, status, currency, 0, revenue_micros, payout_micros from conversions`);
  let opened = 0;
  const deleting: Pick<ReportThread, "open"> = {
    async open(...asked) {
      // The report's snapshot is taken by now.
      if (++opened === 1) await deleteOld();
      return await thread.open(...asked);
    },
  };
  const { report } = await countReport(
    { db, clock: systemClock, thread: deleting, default_timezone: "UTC" },
    REQUEST,
    new AbortController().signal,
  );
  const { rows } = await report.page();
  await report.close();
  expect(rows.map(({ keys }) => keys)).toEqual([["kept"]]);
  expect(opened).toBe(2);
});
