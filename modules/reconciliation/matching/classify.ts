import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { isDistributed } from "../../../db/citus/mod.ts";
import type { Session } from "../../../db/mod.ts";
import {
  lockedPeriods,
  reconciliationItems,
  statementRows,
  conversions,
  conversionVersions,
} from "../../../db/schema/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import type { Reconciliation } from "./reconciliation.ts";
import { doubtNamed } from "./match_unread.ts";
import { IS_READABLE } from "./readable.ts";
import { looseOrder } from "./stage_sides.ts";
import type { Restriction } from "./stage_sides.ts";
import { MARGIN_DAYS } from "./copy_lines.ts";
import { isTolerated } from "./tolerated.ts";
import { IS_TAKEN_BACK, readTakenBack } from "./taken_back.ts";

/** Columns that classifying fills. */
const COLUMNS = sql.raw(
  `reconciliation_id, row_no, conversion_id, group_no, tier, rule, score, runner_up,
    class, ours_currency, ours_micros, theirs_currency, theirs_micros, proposed, state, detail`,
);

/**
 * Writes one item for each row and each conversion of the window: matches, then
 * other group members, then everything unmatched. `only` restricts it to staged
 * rows and conversions.
 */
export async function classify(
  session: Session,
  reconciliation: Reconciliation,
  only?: Restriction,
): Promise<void> {
  // On Citus it asks for each pair whether it is in a list, which must fit in the memory.
  await session.planned(isDistributed() ? "usual" : "large", () =>
    classifyPairs(session, reconciliation),
  );
  await classifyMembers(session, reconciliation);
  await classifyRows(session, reconciliation);
  await classifyUnreadable(session, reconciliation, only);
  await classifyLines(session, reconciliation);
}

/** Whether the row (`t`) also stands for the rows that correct it. */
const IS_NET = sql`(t.row_no in (select c.leader from corrections as c))`;

/** Keeps the planner from repeating a column's expression wherever the column is used. */
const ONCE = sql`offset 0`;

/**
 * Classes matches by what differs. Groups have no differences, since their sums
 * agree. A row whose conversion is outside the window is timing, whatever else
 * differs.
 */
async function classifyPairs(
  session: Session,
  { id, tolerance }: Reconciliation,
): Promise<void> {
  // Rejected and reversed count alike: neither is paid, and how it got there is our
  // own affair.
  const ended = (status: SQL) => sql`${status} in ('rejected', 'reversed')`;
  const differing = sql`case
    when t.currency <> o.currency then 'currency_mismatch'
    when t.status <> o.status and not (${ended(sql`t.status`)} and ${ended(sql`o.status`)}) then 'status_mismatch'
    when not ${ended(sql`t.status`)} and coalesce(t.money, 0) <> coalesce(o.money, 0) then 'amount_mismatch' end`;
  const is_attributed_else = sql`(p.tier <> 5 and (t.click_id <> o.click_id
    or t.affiliate_id <> o.affiliate_id or t.campaign_id <> o.campaign_id)) is true`;
  if (isDistributed()) await readTakenBack(session);
  const is_taken_back = isDistributed() ? IS_TAKEN_BACK : REVERSED_BY_SENDER;
  await session.query(sql`
    with told as (
      select p.*, o.conversion_id, o.in_window, o.at, o.currency as ours_currency,
        case when o.in_window then o.counted else 0 end as ours_micros,
        t.currency as theirs_currency, t.counted as theirs_micros,
        o.money as ours_money, t.money as theirs_money,
        o.status as ours_status, t.status as theirs_status,
        case when p.group_no is null then ${differing} end as differing,
        p.group_no is null and ${is_attributed_else} as is_attributed_else,
        p.group_no is null and ${is_taken_back} as is_taken_back,
        n.leader is not null as is_net
      from pairs as p join theirs as t on t.row_no = p.row_no
      join ours as o on o.line_no = p.line_no
      left join (select distinct leader from corrections) as n on n.leader = t.row_no
      order by p.line_no ${ONCE}
    ), classed as (
      select *, case when not in_window then 'timing'
        when is_attributed_else then 'attribution_diff'
        when differing in ('status_mismatch', 'amount_mismatch') and is_taken_back then 'reversed_by_sender'
        else differing end as class
      from told ${ONCE}
    ), judged as (
      select *, case class
          when 'amount_mismatch' then case
            when theirs_money < 0 then 'person' when ${isTolerated(tolerance, sql`ours_money`, sql`theirs_money`)}
            then 'absorb' else 'set' end
          when 'status_mismatch' then case when is_net and theirs_money = 0 then 'person' when theirs_status = 'pending' then 'wait' else 'set' end
          when 'timing' then 'wait'
          when 'attribution_diff' then 'person'
          when 'reversed_by_sender' then 'person'
          when 'currency_mismatch' then 'person' end as proposed,
        ${isLocked(sql`class`, sql`at`)} as is_locked
      from classed
    )
    insert into ${reconciliationItems} (${COLUMNS})
    select ${id}::uuid, row_no, conversion_id, group_no, tier, rule, score, runner_up,
      ${lockedOr(sql`class`)}, ours_currency, ours_micros, theirs_currency, theirs_micros,
      proposed, case when class is null then 'matched' else 'open' end,
      case when class is not null then jsonb_strip_nulls(jsonb_build_object(
        ${lockedDetail(sql`class`)}, 'also', nullif(differing, class), 'net', nullif(is_net, false),
        'ours', jsonb_build_object('status', ours_status, 'micros', ours_money::text),
        'theirs', jsonb_build_object('status', theirs_status, 'micros', theirs_money::text))) end
    from judged`);
}

/** Writes the other members of groups, each counted on its own side. */
async function classifyMembers(
  session: Session,
  { id }: Reconciliation,
): Promise<void> {
  await session.query(sql`
    insert into ${reconciliationItems} (${COLUMNS})
    select ${id}::uuid, m.row_no, o.conversion_id, m.group_no, 4, m.rule, null, null, null,
      o.currency, case when o.in_window then o.counted else 0 end,
      t.currency, coalesce(t.counted, 0), null, 'matched', null
    from members as m left join theirs as t on t.row_no = m.row_no
    left join ours as o on o.line_no = m.line_no`);
}

/**
 * Classes unmatched rows. A row that names the same event as an earlier row is a
 * duplicate. A row that the statement itself ignores needs no action.
 */
async function classifyRows(
  session: Session,
  { id }: Reconciliation,
): Promise<void> {
  await session.query(sql`drop table if exists lone_rows`);
  await session.planned("large", () =>
    session.query(sql`create temp table lone_rows as
      select t.*, p.detail as doubt from theirs as t
      left join doubts as p on p.row_no = t.row_no
      where not exists (select from pairs as x where x.row_no = t.row_no)
        and not exists (select from members as x where x.row_no = t.row_no)`),
  );
  await session.query(sql`analyze lone_rows`);
  await session.query(sql`
    with keyed as (
      ${keyOfRow(sql`t`, sql`theirs`)}
      where t.status <> 'ignore'
        and (t.order_key in (select order_key from lone_rows where order_key is not null)
          or t.click_id in (select click_id from lone_rows where click_id is not null)
          or t.content_key in (select content_key from lone_rows))
    ), ranked as (
      select k.*, row_number() over (partition by k.key
        order by (p.row_no is null and m.row_no is null), k.at, k.content_key, k.row_no) as rank,
        first_value(k.row_no) over (partition by k.key
        order by (p.row_no is null and m.row_no is null), k.at, k.content_key, k.row_no) as first_row,
        first_value(k.money) over (partition by k.key
        order by (p.row_no is null and m.row_no is null), k.at, k.content_key, k.row_no) as first_money
      from keyed as k left join pairs as p on p.row_no = k.row_no
      left join (select distinct row_no from members where row_no is not null) as m on m.row_no = k.row_no
    ), judged as (
      select t.*, r.first_row, f.leader, ${IS_NET} as is_net, case
          when t.status = 'ignore' then null
          when r.rank > 1 and t.doubt is null then 'duplicate_theirs' else 'missing_ours' end as class,
        case when t.status = 'ignore' then null
          when r.rank > 1 and t.doubt is null then case when r.first_money is distinct from t.money then 'person' else 'none' end
          when t.status in ('rejected', 'reversed') then 'none'
          when t.doubt is not null or ${IS_NET} then 'person'
          when t.click_id is not null then 'create' else 'person' end as proposed
      from lone_rows as t left join ranked as r on r.row_no = t.row_no
      left join corrections as f on f.row_no = t.row_no
    ), final as (
      select *, ${isLocked(sql`class`, sql`at`)} as is_locked from judged
    )
    insert into ${reconciliationItems} (${COLUMNS})
    select ${id}::uuid, row_no, null, null, null, case when leader is not null then 'correction' when class is null then 'ignored' end,
      null, null, ${lockedOr(sql`class`)}, null, 0, currency, counted, proposed,
      case when class is null then 'matched' else 'open' end,
      jsonb_strip_nulls(jsonb_build_object(${lockedDetail(sql`class`)},
        'repeats', case when class = 'duplicate_theirs' then 'r' || first_row end,
        'corrects', 'r' || leader, 'net', nullif(is_net, false),
        'theirs', jsonb_build_object('status', status, 'micros', money::text)))
        || coalesce(doubt, '{}')
    from final`);
}

/**
 * Key of the event of a row: order or else click, each with its goal, or else the
 * whole content.
 */
function keyOfRow(t: SQL, from: SQL): SQL {
  return sql`select ${t}.row_no, ${t}.at, ${t}.money, ${t}.content_key,
      coalesce('o' || ${t}.order_key || chr(31) || coalesce(${t}.goal_key, ''),
        'c' || encode(${t}.click_id, 'hex') || chr(31) || coalesce(${t}.goal_key, ''),
        'x' || encode(${t}.content_key, 'hex')) as key
    from ${from} as ${t}`;
}

/**
 * Classes unreadable rows: they count as nothing and go to a person, with the
 * conversion that one of their ids names.
 */
async function classifyUnreadable(
  session: Session,
  { id }: Reconciliation,
  only?: Restriction,
): Promise<void> {
  const among =
    only === undefined
      ? sql``
      : sql`and s.row_no = any(${`{${only.row_nos.join()}}`}::int[])`;
  await session.query(sql`
    insert into ${reconciliationItems} (${COLUMNS})
    select ${id}::uuid, s.row_no, o.conversion_id, null, p.tier, p.rule, p.score, null, 'unparsable',
      o.currency, case when o.in_window then o.counted else 0 end, null, 0, 'person', 'open',
      jsonb_strip_nulls(jsonb_build_object(
        'problem', coalesce(s.problem, 'The word of its status means nothing to us'),
        'column', coalesce(s.problem_column, 'status'),
        'ours', case when o.conversion_id is not null
          then jsonb_build_object('status', o.status, 'micros', o.money::text) end))
    from ${statementRows} as s
    left join pairs as p on p.row_no = s.row_no
    left join ours as o on o.line_no = p.line_no
    where s.reconciliation_id = ${id}::uuid and not ${IS_READABLE} ${among}`);
}

/**
 * Classes unmatched conversions of the window. A conversion that some row names
 * anyway goes to a person. A second conversion of the same event is a duplicate. A
 * conversion that doesn't count, and that the statement doesn't name, is no break.
 */
async function classifyLines(
  session: Session,
  { id, to_at }: Reconciliation,
): Promise<void> {
  const settles_from = sql`${isoTime(to_at)}::timestamptz - interval '1 day' * ${MARGIN_DAYS}::int`;
  await session.query(sql`drop table if exists lone`);
  await session.planned("large", () =>
    session.query(sql`create temp table lone as
      select o.*, ${looseOrder(sql`o.order_key`)} as order_lax, d.detail as doubt from ours as o
      left join doubts as d on d.line_no = o.line_no
      where o.in_window and not exists (select from pairs as x where x.line_no = o.line_no)
        and not exists (select from members as x where x.line_no = o.line_no)`),
  );
  await session.query(sql`analyze lone`);
  await doubtNamed(session, { id });
  await session.query(sql`
    with kept as (
      select o.*, ${looseOrder(sql`o.order_key`)} as order_lax from ours as o
      where ${looseOrder(sql`o.order_key`)} in (select order_lax from lone where order_lax is not null)
    ), ranked as (
      select k.line_no, row_number() over w as rank, first_value(k.conversion_id) over w as first_id
      from kept as k left join pairs as p on p.line_no = k.line_no
      left join (select distinct line_no from members where line_no is not null) as m on m.line_no = k.line_no
      where k.in_window or p.line_no is not null
      window w as (partition by k.order_lax, k.goal_key
        order by (p.line_no is null and m.line_no is null), k.at, k.conversion_id)
    ), judged as (
      select o.*, r.first_id, case
          when r.rank > 1 and o.status in ('approved', 'pending') then 'duplicate_ours'
          when o.status in ('rejected', 'reversed') then null else 'missing_theirs' end as class,
        case when o.status in ('rejected', 'reversed') then null
          when o.doubt is not null then 'person'
          when r.rank > 1 then 'reject'
          when o.at >= ${settles_from} or o.status = 'pending' then 'wait' else 'reject' end as proposed
      from lone as o left join ranked as r on r.line_no = o.line_no
    ), final as (
      select *, ${isLocked(sql`class`, sql`at`)} as is_locked from judged
    )
    insert into ${reconciliationItems} (${COLUMNS})
    select ${id}::uuid, null, conversion_id, null, null,
      case when class is null then 'not_counted' end, null, null, ${lockedOr(sql`class`)},
      currency, counted, null, 0, proposed,
      case when class is null then 'matched' else 'open' end,
      case when class is not null then jsonb_strip_nulls(jsonb_build_object(
        ${lockedDetail(sql`class`)},
        'repeats', case when class = 'duplicate_ours' then 'c' || first_id end,
        'ours', jsonb_build_object('status', status, 'micros', money::text)))
        || coalesce(doubt, '{}') end
    from final`);
}

/** Whether a break is about an event in a locked month. */
function isLocked(of_class: SQL, at: SQL): SQL {
  return sql`(${of_class} is not null and ${at} is not null and exists (select from ${lockedPeriods} as y
    where y.month = date_trunc('month', ${at} at time zone 'UTC')::date))`;
}

const CHANGES = sql`proposed in ('set', 'absorb', 'create', 'reject')`;

/**
 * A break whose change would fall into a locked month becomes `locked_period`; the
 * detail keeps its own class.
 */
function lockedOr(of_class: SQL): SQL {
  return sql`case when is_locked and ${CHANGES} then 'locked_period' else ${of_class} end`;
}

function lockedDetail(of_class: SQL): SQL {
  return sql`'class', case when is_locked and ${CHANGES} then ${of_class} end`;
}

/**
 * Whether the statement counts what its sender took back by postback, in whole or
 * in part; which of the two is the later word is for a person. Only looked up for
 * conversions that ended, or have less money than the row; by key, and never as an
 * `exists`, for which the planner hashes the whole table.
 */
export const REVERSED_BY_SENDER = sql`case
  when t.status in ('rejected', 'reversed') then false
  when o.status in ('rejected', 'reversed') then coalesce((
    select v.postback_id is not null from ${conversionVersions} as v
    where v.campaign_id = o.campaign_id and v.conversion_id = o.conversion_id
      and v.status in ('rejected', 'reversed')
      and not exists (select from ${conversionVersions} as w
        where w.campaign_id = v.campaign_id and w.conversion_id = v.conversion_id
          and w.version = v.version - 1 and w.status = v.status)
    order by v.version desc limit 1), false)
  when t.money > o.money then coalesce((select c.refunded_micros > 0 from ${conversions} as c
    where c.campaign_id = o.campaign_id and c.id = o.conversion_id), false)
  else false end`;
