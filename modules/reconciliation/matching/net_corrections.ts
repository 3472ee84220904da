import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Session } from "../../../db/mod.ts";
import { reconciliationItems } from "../../../db/schema/mod.ts";
import { HAND_TIER } from "./hand_decisions.ts";
import type { Reconciliation } from "./reconciliation.ts";
import type { Restriction } from "./stage_sides.ts";

/**
 * Key of the event of a row: our conversion id, the order or the click, each with
 * its goal.
 */
const EVENT = sql.raw(
  `coalesce('k' || conversion_id::text, 'o' || order_key, 'c' || encode(click_id, 'hex'))
    || chr(31) || coalesce(goal_key, '') || chr(31) || currency`,
);

/**
 * Nets corrections: rows of one event with amounts of both signs count together.
 * The row with the largest amount stands for all of them. If our books have
 * corrections as conversions of their own, each row matches its own; if they have
 * several sales of the event, only rows that cancel each other are netted.
 */
export async function netCorrections(session: Session): Promise<void> {
  const [any] = await session.query(sql`
    select 1 from theirs where money < 0 and status <> 'ignore' limit 1`);
  if (any === undefined) return;
  await session.query(sql`create temp table signed as
    with events as (
      select ${EVENT} as event from theirs
      where status <> 'ignore' and row_no not in (
        select row_no from kept where row_no is not null and tier = ${HAND_TIER}::int)
      group by 1 having min(money) < 0 and max(money) > 0
    )
    select t.*, null::bigint as lines from
      (select *, ${EVENT} as event from theirs where status <> 'ignore' and money <> 0) as t
    where t.event in (select event from events)
      and not exists (select from kept as k where k.row_no = t.row_no and k.tier = ${HAND_TIER}::int)`);
  await countLines(session);
  await session.query(sql`
    insert into corrections (row_no, leader)
    select row_no, leader from (
      select row_no, first_value(row_no) over (partition by event
        order by money desc, at, content_key, row_no) as leader
      from signed where lines < 2) as s
    where row_no <> leader`);
  await session.query(sql`
    with ranked as (
      select *, row_number() over (partition by event, money order by at, content_key, row_no) as rank
      from signed where lines >= 2
    )
    insert into corrections (row_no, leader)
    select minus.row_no, plus.row_no from ranked as minus join ranked as plus
      on plus.event = minus.event and plus.money = -minus.money and plus.rank = minus.rank
    where minus.money < 0`);
  await session.query(sql`drop table signed`);
  await applyCorrections(session);
}

/**
 * Counts our conversions of each event; null for events with corrections of their
 * own.
 */
async function countLines(session: Session): Promise<void> {
  const of = (name: string, row: SQL): SQL => sql`
    select s.row_no, o.money from signed as s join ours as o
      on o.${sql.identifier(name)} = s.${sql.identifier(name)} where ${row}
      and (s.goal_key is null or s.goal_key = o.goal_key)`;
  await session.query(sql`
    with named as (
      ${of("conversion_id", sql`true`)} union all
      ${of("order_key", sql`s.conversion_id is null`)} union all
      ${of("click_id", sql`s.conversion_id is null and s.order_key is null`)}
    ), counted as (
      select row_no, count(*) as lines, min(money) as least from named group by 1
    )
    update signed as s set lines = case when c.least < 0 then null else coalesce(c.lines, 0) end
    from signed as x left join counted as c on c.row_no = x.row_no where x.row_no = s.row_no`);
}

/** Restores the corrections of an earlier matching for some of its rows. */
export async function restoreCorrections(
  session: Session,
  { id }: Reconciliation,
  { row_nos }: Restriction,
): Promise<void> {
  await session.query(sql`
    insert into corrections (row_no, leader)
    select row_no, substr(detail->>'corrects', 2)::int from ${reconciliationItems}
    where reconciliation_id = ${id}::uuid and rule = 'correction'
      and row_no = any(${`{${row_nos.join()}}`}::int[])`);
  await applyCorrections(session);
}

/** Adds corrections to their leading rows; a row that nets to zero is reversed. */
async function applyCorrections(session: Session): Promise<void> {
  await session.query(sql`
    update theirs as t set money = t.money + c.money, counted = t.counted + c.counted,
      status = case when t.money + c.money = 0 then 'reversed' else t.status end
    from (select x.leader, sum(p.money)::bigint as money, sum(p.counted)::bigint as counted
      from corrections as x join theirs as p on p.row_no = x.row_no group by 1) as c
    where c.leader = t.row_no`);
  await session.query(sql`
    update theirs as t set money = 0, counted = 0, status = 'ignore'
    from corrections as x where x.row_no = t.row_no`);
  await session.query(sql`analyze corrections`);
}
