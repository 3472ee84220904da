import { sql } from "drizzle-orm";
import type { Session } from "../../../db/mod.ts";
import {
  campaigns,
  conversions,
  shadowExports,
  shadowRows,
} from "../../../db/schema/mod.ts";
import { orderKey } from "../../reconciliation/mod.ts";

/** Days around the exports whose conversions a row may mean. */
const MARGIN_DAYS = 3;

/** Which amount both sides are matched by: the surest that the old tracker tells. */
export type Basis = "payout" | "revenue" | "amount";

/** Creates the tables of a comparison beside those of matching. */
export async function makeShadowTables(session: Session): Promise<void> {
  for (const statement of [
    // Uploads may go on meanwhile.
    sql`create temp table shadow_old as select * from ${shadowRows}`,
    sql`create index on shadow_old (click)`,
    sql`create temp table covered (from_at timestamptz not null, to_at timestamptz not null)`,
    sql`create temp table shadow_lines (conversion_id uuid primary key, campaign_id int not null,
      affiliate_id int not null, goal_key text not null, click_id bytea not null, order_id text,
      status text not null, currency text not null, amount_micros bigint, revenue_micros bigint not null,
      payout_micros bigint not null, at timestamptz not null, in_window boolean not null default false,
      is_moved boolean not null)`,
    sql`create temp table named_clicks (click text not null, click_id bytea not null)`,
    sql`create temp table half_units (currency text primary key, micros bigint not null)`,
  ]) {
    await session.query(statement);
  }
}

/** Stages the times that the exports cover, joined where they meet. */
export async function stageCovered(session: Session): Promise<void> {
  await session.query(sql`
    insert into covered
    select lower(r), upper(r) from unnest((
      select range_agg(tstzrange(from_at, to_at)) from ${shadowExports})) as r`);
}

/**
 * Stages our conversions of those times and around them: without tests, and only of campaigns that
 * the old tracker knows, which have an `external_id` or stand in its shadow.
 */
export async function stageOurs(session: Session, basis: Basis): Promise<void> {
  const margin = sql`interval '1 day' * ${MARGIN_DAYS}::int`;
  const [range] = await session.query<{ from_at: string; to_at: string }>(sql`
    select (min(from_at) - ${margin})::text as from_at, (max(to_at) + ${margin})::text as to_at
    from covered having count(*) > 0`);
  if (range === undefined) return;
  await session.query(sql`
    insert into shadow_lines (conversion_id, campaign_id, affiliate_id, goal_key, click_id, order_id,
      status, currency, amount_micros, revenue_micros, payout_micros, at, is_moved)
    select c.id, c.campaign_id, c.affiliate_id, c.goal_key, c.click_id, c.order_id, c.status, c.currency,
      c.amount_micros - c.refunded_micros, c.revenue_micros, c.payout_micros, c.recorded_at,
      'settled_before' = any(c.flags)
    from ${conversions} as c
    where c.recorded_at >= ${range.from_at}::timestamptz and c.recorded_at < ${range.to_at}::timestamptz
      and not 'test' = any(c.flags)`);
  await session.query(sql`
    update shadow_lines as l set in_window = true
    where not l.is_moved and l.campaign_id in (select p.id from ${campaigns} as p where p.external_id is not null or p.shadow)
      and exists (select from covered as v where l.at >= v.from_at and l.at < v.to_at)`);
  await session.query(sql`analyze shadow_lines`);
  const money =
    basis === "amount"
      ? sql`coalesce(l.amount_micros, l.revenue_micros)`
      : sql`l.${sql.identifier(`${basis}_micros`)}`;
  await session.query(sql`
    insert into ours (conversion_id, in_window, seen_at, order_key, goal_key, affiliate_id,
      campaign_id, status, currency, money, counted, at, click_id)
    select l.conversion_id, l.in_window, l.at, ${orderKey(sql`l.order_id`)}, lower(l.goal_key),
      l.affiliate_id, l.campaign_id, l.status, l.currency, ${money}, ${money}, l.at, l.click_id
    from shadow_lines as l`);
  await session.query(sql`analyze ours`);
}

/** The amount that most rows of the old tracker have. */
export async function readBasis(session: Session): Promise<Basis> {
  const [found] = await session.query<Record<Basis, number>>(sql`
    select count(payout_micros)::int as payout, count(revenue_micros)::int as revenue,
      count(amount_micros)::int as amount from shadow_old`);
  const { payout = 0, revenue = 0, amount = 0 } = found ?? {};
  if (payout >= Math.max(revenue, amount)) return "payout";
  return revenue >= amount ? "revenue" : "amount";
}
