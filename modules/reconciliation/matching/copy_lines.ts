import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Session } from "../../../db/mod.ts";
import {
  campaigns,
  conversions,
  reconciliationLines,
} from "../../../db/schema/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import type { Reconciliation } from "./reconciliation.ts";
import type { RowFacts } from "./row_facts.ts";

/**
 * Days around the window whose conversions are taken too, as a row may mean one of
 * them.
 */
export const MARGIN_DAYS = 3;
/** Days around the window that are searched for a conversion named by id. */
const DISTANT_DAYS = 100;
/** Maximum days by which an event's own time may be later than its recording. */
const AHEAD_DAYS = 2;

/** A page's report of an order that a sender has proven for another click: the statement's line is that one. */
const IS_DISPROVED = sql`('unproven' = any(c.flags) and c.status = 'pending' and exists (
  select 1 from ${conversions} as p
  where p.campaign_id = c.campaign_id and p.order_id = c.order_id
    and not ('unproven' = any(p.flags) and p.status = 'pending')))`;

/**
 * Copies the advertiser's conversions of the window and its margin as they are now,
 * without test conversions. Amounts are net of partial refunds.
 */
export async function copyLines(
  session: Session,
  reconciliation: Reconciliation,
): Promise<void> {
  const { id } = reconciliation;
  await session.transaction(async () => {
    await session.query(sql`
      delete from ${reconciliationLines} where reconciliation_id = ${id}::uuid`);
    await session.query(insertLines(reconciliation, MARGIN_DAYS));
  });
  await session.query(sql`analyze ${reconciliationLines}`);
}

/**
 * Adds conversions that unmatched rows name by an id, from further outside the
 * window; returns how many.
 */
export async function copyNamedLines(
  session: Session,
  reconciliation: Reconciliation,
  facts: RowFacts,
): Promise<number> {
  const ids = (column: SQL) => sql`(
    select ${column} from rest_theirs where ${column} is not null
    union all select ${column} from unread where ${column} is not null)`;
  const named = [
    ["order_id", sql`c.order_id in ${ids(sql`order_key`)}`],
    ["click_id", sql`c.click_id in ${ids(sql`click_id`)}`],
    ["conversion_id", sql`c.id in ${ids(sql`conversion_id`)}`],
  ] as const;
  const by = named.flatMap(([id, is_named]) =>
    facts[id] > 0 ? [is_named] : [],
  );
  if (by.length === 0) return 0;
  const [taken] = await session.query<{ count: string }>(sql`
    with taken as (
      ${insertLines(reconciliation, DISTANT_DAYS)} and (${sql.join(by, sql` or `)})
      on conflict do nothing returning 1)
    select count(*) from taken`);
  return Number(taken?.count ?? 0);
}

/**
 * Adds one conversion that a person names; one that is already there stays as it
 * is.
 */
export async function copyOneLine(
  session: Session,
  reconciliation: Reconciliation,
  conversion_id: string,
): Promise<void> {
  await session.query(sql`
    ${insertLines(reconciliation, null)} and c.id = ${conversion_id}::uuid
    on conflict do nothing`);
}

function insertLines(
  { id, advertiser_id, from_at, to_at }: Reconciliation,
  margin_days: number | null,
): SQL {
  const from = sql`${isoTime(from_at)}::timestamptz`;
  const to = sql`${isoTime(to_at)}::timestamptz`;
  const margin = sql`interval '1 day' * ${margin_days ?? 0}::int`;
  const at = sql`coalesce(c.occurred_at, c.recorded_at)`;
  // Event times have no index. Nothing is recorded long before it happens, so the
  // index on `recorded_at` bounds the search.
  const near = sql`and ${at} >= ${from} - ${margin} and ${at} < ${to} + ${margin}
    and c.recorded_at >= ${from} - ${margin} - interval '1 day' * ${AHEAD_DAYS}::int`;
  return sql`
    insert into ${reconciliationLines} (reconciliation_id, conversion_id, campaign_id,
      version, in_window, affiliate_id, goal_key, click_id, order_id, customer_id, status,
      currency, amount_micros, revenue_micros, payout_micros, at)
    select ${id}::uuid, c.id, c.campaign_id, c.version, ${at} >= ${from} and ${at} < ${to},
      c.affiliate_id, c.goal_key, c.click_id, c.order_id, c.customer_id, c.status, c.currency,
      c.amount_micros - c.refunded_micros, c.revenue_micros, c.payout_micros, ${at}
    from ${conversions} as c
    where c.campaign_id in (select p.id from ${campaigns} as p where p.advertiser_id = ${advertiser_id}::int)
      and c.advertiser_id = ${advertiser_id}::int and not 'test' = any(c.flags)
      and not ${IS_DISPROVED}
      ${margin_days === null ? sql`` : near}`;
}
