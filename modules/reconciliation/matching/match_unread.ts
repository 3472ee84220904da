import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Session } from "../../../db/mod.ts";
import { reconciliationItems, statementRows } from "../../../db/schema/mod.ts";
import type { FoundFrame } from "./find_frame.ts";
import { IS_READABLE } from "./readable.ts";
import type { Reconciliation } from "./reconciliation.ts";
import { moneyColumn } from "./row_facts.ts";
import type { RowFacts } from "./row_facts.ts";
import { ROW_CONVERSION } from "./row_conversion.ts";
import { looseOrder, orderKey } from "./stage_sides.ts";

/** A rule for matching an unreadable row with a conversion by a readable id. */
interface UnreadRule {
  name: string;
  score: number;
  row_key: SQL;
  line_key: SQL;
  where: SQL;
}

const GOALS_AGREE = sql`(u.goal_key is null or u.goal_key = o.goal_key)`;
const ORDERS_AGREE = sql`(u.order_key is null or o.order_key is null or u.order_lax = o.order_lax)`;
const CLICKS_AGREE = sql`(u.click_id is null or u.click_id = o.click_id)`;

const RULES: readonly UnreadRule[] = [
  rule("conversion_id", 100, sql`conversion_id`, sql`true`),
  rule("order_id_goal", 99, sql`order_key || chr(31) || goal_key`, sql`true`),
  rule("order_id", 98, sql`order_key`, GOALS_AGREE),
  rule(
    "click_id_goal",
    97,
    sql`encode(click_id, 'hex') || goal_key`,
    ORDERS_AGREE,
  ),
  rule("order_id_case", 95, sql`order_low`, GOALS_AGREE),
  rule("order_id_marks", 85, sql`order_lax`, GOALS_AGREE),
  rule("click_id", 80, sql`click_id`, sql`${ORDERS_AGREE} and ${GOALS_AGREE}`),
  rule(
    "customer_id",
    60,
    sql`customer`,
    sql`${ORDERS_AGREE} and ${CLICKS_AGREE} and ${GOALS_AGREE}`,
  ),
];

function rule(name: string, score: number, key: SQL, where: SQL): UnreadRule {
  return { name, score, row_key: key, line_key: key, where };
}

/**
 * Stages unreadable rows with the ids that can be read. In a row that can't even be
 * split into cells, any word may be an order id.
 */
export async function stageUnread(
  session: Session,
  { id }: Reconciliation,
  { frame }: FoundFrame,
  facts: RowFacts,
): Promise<void> {
  if (facts.unread === 0) return;
  const column = sql.identifier(`${moneyColumn(facts, frame.basis)}_micros`);
  await session.query(sql`
    insert into unread (row_no, conversion_id, order_key, order_low, order_lax, customer,
      goal_key, click_id, money)
    select x.row_no, x.conversion_id, x.order_key, lower(x.order_key),
      ${looseOrder(sql`x.order_key`)}, x.customer, x.goal_key, x.click_id, x.money
    from (select s.row_no, s.${column} / ${frame.money_divisor}::int as money, ${ROW_CONVERSION} as conversion_id, ${orderKey(sql`s.order_id`)} as order_key,
        nullif(btrim(s.customer_id), '') as customer, g.goal_key, s.click_id
      from ${statementRows} as s left join named_goals as g on g.said = s.goal
      where s.reconciliation_id = ${id}::uuid and not ${IS_READABLE}) as x`);
  await session.query(sql`
    insert into unread_orders
    select distinct s.row_no, btrim(w.word)
    from ${statementRows} as s,
      lateral (select array_to_string(s.cells, chr(31)) as text) as l,
      lateral (select regexp_split_to_table(l.text, '[\\x1f,;|\\t"]+') as word
        union select regexp_split_to_table(l.text, '[\\x1f,;|\\t"''\\s{}\\[\\]:=]+')) as w
    where s.reconciliation_id = ${id}::uuid and s.problem is not null
      and s.problem_column is null and s.order_id is null
      and btrim(w.word) in (select order_key from ours)`);
  await session.query(sql`
    update unread as u set order_key = w.order_key, order_low = lower(w.order_key),
      order_lax = ${looseOrder(sql`w.order_key`)}
    from (select row_no, min(order_key) as order_key from unread_orders
      group by 1 having count(*) = 1) as w
    where w.row_no = u.row_no`);
  await session.query(sql`analyze unread`);
}

/**
 * Matches unreadable rows with conversions by any readable id that names only one.
 * Money and status of such a row are ignored: it only shows which sale the question
 * is about.
 */
export async function matchUnread(
  session: Session,
  facts: RowFacts,
): Promise<void> {
  if (facts.unread === 0) return;
  for (const { name, score, row_key, line_key, where } of RULES) {
    await session.query(sql`
      with k as (
        select min(x.row_no) as row_no, min(x.line_no) as line_no from (
          select ${row_key} as key, u.row_no, null::int as line_no from unread as u
          where not exists (select from pairs as p where p.row_no = u.row_no)
          union all
          select ${line_key}, null, o.line_no from rest_ours as o) as x
        where x.key is not null
        group by x.key having count(x.row_no) = 1 and count(x.line_no) = 1
      ), fresh as (
        insert into pairs (row_no, line_no, tier, rule, score)
        select k.row_no, k.line_no, ${score >= 90 ? 1 : 2}::int, ${name}::text, ${score}::int
        from k join unread as u on u.row_no = k.row_no
        join rest_ours as o on o.line_no = k.line_no
        where ${where}
        returning line_no
      )
      delete from rest_ours as o using fresh where o.line_no = fresh.line_no`);
  }
}

/**
 * Leaves unmatched conversions (`lone`) to a person if an unmatched row names them:
 * a row that can't be read, that the statement ignores, or that differs otherwise.
 * `lone_rows` are the unmatched readable rows. An unreadable row without a known id
 * may be any conversion of its money.
 */
export async function doubtNamed(
  session: Session,
  { id }: Pick<Reconciliation, "id">,
): Promise<void> {
  await session.query(sql`
    with rows as (
      select row_no, conversion_id, ${looseOrder(sql`order_key`)} as order_lax, click_id from lone_rows
      union all
      select u.row_no, u.conversion_id, u.order_lax, u.click_id from unread as u
      where not exists (select from pairs as p where p.row_no = u.row_no)
      union all
      select row_no, null, ${looseOrder(sql`order_key`)}, null from unread_orders
    ), named as (
      select l.line_no, r.row_no from lone as l join rows as r on r.conversion_id = l.conversion_id
      union all
      select l.line_no, r.row_no from lone as l join rows as r on r.order_lax = l.order_lax
      union all
      select l.line_no, r.row_no from lone as l join rows as r on r.click_id = l.click_id
    )
    update lone as l set doubt = jsonb_build_object('doubt', 'named', 'named_by', 'r' || n.row_no)
    from (select line_no, min(row_no) as row_no from named group by 1) as n
    where n.line_no = l.line_no and l.doubt is null`);
  await session.query(sql`
    with nameless as (
      select u.money, min(u.row_no) as row_no from unread as u
      join ${reconciliationItems} as i on i.reconciliation_id = ${id}::uuid
        and i.row_no = u.row_no and i.conversion_id is null
      where u.money is not null group by 1
    )
    update lone as l set doubt = jsonb_build_object('doubt', 'unread', 'named_by', 'r' || n.row_no)
    from nameless as n where n.money = l.money and l.doubt is null`);
}
