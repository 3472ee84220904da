import { expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { isDistributed } from "../../../db/citus/mod.ts";
import { withSession } from "../../../db/mod.ts";
import { reconciliationWorld } from "../../../tests/reconciliation_world.ts";
import { matchStatement } from "./match_statement.ts";
import { makeTables } from "./stage_sides.ts";
import { REVERSED_BY_SENDER } from "./classify.ts";

const world = await reconciliationWorld(matchStatement);
const CONVERSIONS = 20_000;

// Citus is asked by another text, which reads them beforehand.
test.skipIf(isDistributed())(
  "what the sender took back is looked up by its key, never read as a whole",
  async () => {
    const { advertiser_id, campaign_ids } = await world.advertiser();
    await withSession(world.db, async (session) => {
      await session.query(sql`
      insert into conversions (campaign_id, id, goal_key, dedupe_key, version, status,
        click_id, link_id, affiliate_id, advertiser_id, order_id, currency, amount_micros,
        refunded_micros, revenue_micros, payout_micros, rule_version, said_at, said,
        clicked_at, recorded_at, updated_at)
      select ${campaign_ids[0]}::int, gen_random_uuid(), 'sale', 'o:' || i, 1, 'approved',
        sha256(int4send(i))::bytea, 1, 1, ${advertiser_id}::int, i::text, 'USD', 1000000,
        case when i % 3 = 0 then 1 else 0 end, 1000000, 500000, 1, now(), '{}', now(), now(), now()
      from generate_series(1, ${CONVERSIONS}::int) as i`);
      await session.query(sql`
      insert into conversion_versions (campaign_id, conversion_id, version, changed_at, kind,
        status, revenue_micros, payout_micros)
      select campaign_id, id, 1, recorded_at, 'new', status, revenue_micros, payout_micros
      from conversions`);
      await session.query(sql`analyze conversions, conversion_versions`);
      await makeTables(session);
      await session.query(sql`
      insert into ours (conversion_id, campaign_id, in_window, status, currency, money, counted)
      select id, campaign_id, true, status, currency, 900000, 900000 from conversions`);
      await session.query(sql`
      insert into theirs (row_no, content_key, status, currency, money, counted)
      select line_no, '\\x00', status, currency, 1000000, 1000000 from ours`);
      await session.query(sql`analyze ours, theirs`);
      const plan = await session.query<Record<string, string>>(sql`
      explain select ${REVERSED_BY_SENDER} as is_taken_back
      from theirs as t join ours as o on o.line_no = t.row_no`);
      const text = plan.flatMap((line) => Object.values(line)).join("\n");
      expect(text).not.toContain("hashed SubPlan");
      expect(text).not.toMatch(/Seq Scan on conversion/);
      const [count] = await session.query<{ taken: number }>(sql`
      select count(*) filter (where ${REVERSED_BY_SENDER})::int as taken
      from theirs as t join ours as o on o.line_no = t.row_no`);
      expect(count?.taken).toBe(Math.floor(CONVERSIONS / 3));
    });
  },
);
