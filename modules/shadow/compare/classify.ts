import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Session } from "../../../db/mod.ts";
import { shadowItems } from "../../../db/schema/mod.ts";

/** As close to the edge of an export a sale may stand on its other side. */
const EDGE_S = 900;
/** Two alike of one click this close together are one that was booked twice. */
const TWICE_S = 3_600;

const ended = (status: SQL) => sql`${status} in ('rejected', 'reversed')`;

/**
 * Writes what became of each row and each conversion into `shadow_result`, once: pairs by what
 * differs, then what stands alone.
 */
export async function classify(
  session: Session,
  timezone: string,
): Promise<void> {
  await session.query(sql`
    create temp table shadow_result (like ${shadowItems} including defaults)`);
  await stageTwice(session);
  const day = (at: SQL) =>
    sql`to_char(${at} at time zone ${timezone}::text, 'YYYY-MM-DD')`;
  await session.query(sql`
    insert into shadow_result (id, at, class, differs, why, rule, score,
      row_id, export_id, theirs_row_no, theirs_old_id, theirs_click, theirs_order_id, theirs_goal,
      theirs_campaign, theirs_affiliate, theirs_day, theirs_at, theirs_campaign_id, theirs_affiliate_id, theirs_status,
      theirs_currency, theirs_amount_micros, theirs_revenue_micros, theirs_payout_micros,
      conversion_id, ours_day, ours_at, ours_campaign_id, ours_affiliate_id, ours_goal, ours_order_id,
      ours_click_id, ours_status, ours_currency, ours_amount_micros, ours_revenue_micros, ours_payout_micros)
    with both_sides as (
      select p.row_no, p.line_no, p.rule, p.score, p.group_no is not null as is_split from pairs as p
      union all
      select m.row_no, m.line_no, m.rule, null, true from members as m
      union all
      select t.row_no, null, null, null, false from theirs as t
      where not exists (select from pairs as p where p.row_no = t.row_no)
        and not exists (select from members as m where m.row_no = t.row_no)
      union all
      select null, o.line_no, null, null, false from ours as o
      where o.in_window and not exists (select from pairs as p where p.line_no = o.line_no)
        and not exists (select from members as m where m.line_no = o.line_no)
    ), told as (
      select b.*, s.id as row_id, s.export_id, s.row_no as t_row_no, s.old_id as t_old_id,
        s.click as t_click, s.order_id as t_order_id, s.goal as t_goal, s.campaign as t_campaign_said,
        s.affiliate as t_affiliate_said, s.converted_at, n.campaign_id as t_campaign, case when s.affiliate = '' then l.affiliate_id else n.affiliate_id end as t_affiliate,
        s.status as t_status, n.currency as t_currency, s.amount_micros as t_amount,
        s.revenue_micros as t_revenue, s.payout_micros as t_payout, ${day(sql`s.converted_at`)} as t_day,
        l.*, ${day(sql`l.at`)} as l_day, h.micros as half,
        coalesce(wt.no, wo.no) is not null as is_twice
      from both_sides as b
      left join shadow_old as s on s.id = b.row_no
      left join shadow_named as n on n.row_no = b.row_no
      left join ours as o on o.line_no = b.line_no
      left join shadow_lines as l on l.conversion_id = o.conversion_id
      left join half_units as h on h.currency = l.currency
      left join twice_theirs as wt on wt.no = b.row_no
      left join twice_ours as wo on wo.no = b.line_no and b.row_no is null
    ), differing as (
      select *, ${DIFFERS} as found from told
    )
    select case when row_id is not null then 'r' || row_id else 'c' || conversion_id end,
      coalesce(converted_at, at), ${CLASS}, case when is_split then '{}' else found end,
      case when row_id is null and ${ended(sql`status`)} then 'ended'
        when row_id is null and ${AT_EDGE} then 'edge_of_export'
        when row_id is null and not is_twice then 'not_in_export' end, rule, score,
      row_id, export_id, t_row_no, t_old_id, t_click, t_order_id, t_goal, t_campaign_said, t_affiliate_said,
      t_day, converted_at, t_campaign, t_affiliate, t_status, t_currency, t_amount, t_revenue, t_payout,
      conversion_id, l_day, at, campaign_id, affiliate_id, goal_key, order_id, click_id, status, currency,
      amount_micros, revenue_micros, payout_micros
    from differing`);
  await session.query(sql`analyze shadow_result`);
}

const COMPARED = sql`t_currency = currency and not is_moved and not ${ended(sql`t_status`)} and not ${ended(sql`status`)}`;

function money(name: "payout" | "revenue" | "amount"): SQL {
  const theirs = sql.identifier(`t_${name}`);
  const ours = sql.identifier(`${name}_micros`);
  return sql`case when ${COMPARED} and ${theirs} is not null
    and abs(coalesce(${ours}, 0) - ${theirs}) > half then ${`${name}_mismatch`}::text end`;
}

const ROUNDED = sql`case when ${COMPARED} and (t_payout <> payout_micros or t_revenue <> revenue_micros
  or t_amount <> coalesce(amount_micros, 0)) then 'rounding' end`;

/** All that differs within a pair, the weightiest first. */
const DIFFERS = sql`case when row_id is null or conversion_id is null then '{}'::text[] else array_remove(array[
  case when t_campaign <> campaign_id or t_affiliate <> affiliate_id then 'attribution_diff' end,
  case when t_currency <> currency then 'currency_mismatch' end,
  case when t_status <> status and not (${ended(sql`t_status`)} and ${ended(sql`status`)}) then 'status_mismatch' end,
  ${money("payout")}, ${money("revenue")}, ${money("amount")},
  case when t_day <> l_day then 'timing' end], null) end`;

/** Whether a conversion stands so close to the edge of an export that it may be beyond it there. */
const AT_EDGE = sql`exists (select from covered as v
  where abs(extract(epoch from at - v.from_at)) <= ${EDGE_S}::int
    or abs(extract(epoch from at - v.to_at)) <= ${EDGE_S}::int)`;

const CLASS = sql`case
  when is_split then 'split'
  when conversion_id is null then case
    when ${ended(sql`t_status`)} then 'not_counted'
    when is_twice then 'duplicate_theirs' else 'missing_ours' end
  when row_id is null then case
    when ${ended(sql`status`)} then 'not_counted'
    when is_twice then 'duplicate_ours'
    when ${AT_EDGE} then 'timing' else 'missing_theirs' end
  else coalesce(found[1], case when is_moved then 'moved_in' end, ${ROUNDED}, 'equal') end`;

/**
 * Finds rows and conversions that stand alone although another of their side is the same sale: the
 * same order and goal, or the same click, goal and amount shortly before or after.
 */
async function stageTwice(session: Session): Promise<void> {
  const by_order = sql`y.order_key = x.order_key`;
  const by_click = sql`y.click_id = x.click_id and x.order_key is null
    and y.money is not distinct from x.money
    and abs(extract(epoch from y.at - x.at)) <= ${TWICE_S}::int`;
  for (const [side, no] of [
    ["theirs", "row_no"],
    ["ours", "line_no"],
  ] as const) {
    const from = sql.identifier(side);
    const column = sql.identifier(no);
    const paired = sql`select p.${column} from pairs as p`;
    const found = (is_same: SQL) => sql`
      select x.${column} as no from ${from} as x join ${from} as y on ${is_same}
      where y.${column} <> x.${column} and y.campaign_id = x.campaign_id
        and y.goal_key is not distinct from x.goal_key
        and x.${column} not in (${paired})
        and x.${column} not in (select m.${column} from members as m where m.${column} is not null)
        and (y.${column} in (${paired}) or y.${column} < x.${column})`;
    await session.query(sql`
      create temp table ${sql.identifier(`twice_${side}`)} as
      ${found(by_order)} union ${found(by_click)}`);
  }
}
