import { describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { ledgerForFile } from "../../tests/ledger_world.ts";
import { checkConversions } from "./verify_conversions.ts";

const CONVERSIONS = 24_000;

const { db, owner } = await ledgerForFile();

describe("checkConversions()", () => {
  test("reads a conversion twice at most, however many its campaign has", async () => {
    await owner.$client.unsafe(`
      insert into conversions (campaign_id, id, goal_key, dedupe_key, version, status, click_id, link_id,
        affiliate_id, advertiser_id, currency, amount_micros, revenue_micros, payout_micros, rule_version, said_at,
        said, clicked_at, recorded_at, updated_at, flags)
      select 1 + (i % 6 = 0)::int, gen_random_uuid(), 'sale', 'o:' || i, 1, 'approved', int4send(i), 1, 1, 1, 'USD', 0, 0, 0, 1, at, '{}',
        at, at, at, '{test}'
      from generate_series(1, ${CONVERSIONS}) as i, (select now() as at) as t`);
    await owner.$client.unsafe("analyze conversions");
    const read = await db.transaction(async (tx) => {
      const found = await checkConversions(tx, () => {});
      expect(found).toEqual({ conversions: CONVERSIONS, difference: null });
      const [row] = await tx.execute<{ rows: number }>(sql`
        select (seq_tup_read + idx_tup_fetch)::int as rows
        from pg_stat_xact_user_tables where relname = 'conversions'`);
      return row?.rows ?? 0;
    });
    expect(read).toBeGreaterThanOrEqual(CONVERSIONS);
    // Once for the end of its piece, unless it has been vacuumed, and once for itself.
    expect(read).toBeLessThanOrEqual(2 * CONVERSIONS);
  });
});
