import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Session } from "../../../db/mod.ts";

/** Lengths of the spans of time within which the first is paired with the first, one after the other. */
const SPANS_S = [10, 60, 600, 3_600, 21_600, 129_600] as const;

interface Key {
  rule: string;
  theirs: SQL;
  ours: SQL;
}

const T = sql`t`;
const O = sql`o`;

function sale(side: SQL): SQL {
  return sql`${side}.currency, ${side}.campaign_id, ${side}.affiliate_id`;
}

function joined(...parts: SQL[]): SQL {
  return sql`concat_ws(chr(31), ${sql.join(parts, sql`, `)})`;
}

/** From all that makes two sales alike to only their order or click. */
const KEYS: readonly Key[] = [
  {
    rule: "alike",
    theirs: joined(sale(T), sql`t.goal_key, t.money, t.order_key`),
    ours: joined(sale(O), sql`o.goal_key, o.money, o.order_key`),
  },
  {
    rule: "alike_sale",
    theirs: sql`case when t.click_id is null then ${joined(sale(T), sql`t.goal_key, t.money`)} end`,
    ours: joined(sale(O), sql`o.goal_key, o.money`),
  },
  {
    rule: "alike_goal",
    theirs: sql`case when t.click_id is null and t.goal_key is null then ${joined(sale(T), sql`t.money`)} end`,
    ours: joined(sale(O), sql`o.money`),
  },
  {
    rule: "order_id_in_turn",
    theirs: sql`t.order_key || chr(31) || t.goal_key`,
    ours: sql`o.order_key || chr(31) || o.goal_key`,
  },
  {
    rule: "click_id_in_turn",
    theirs: sql`encode(t.click_id, 'hex') || chr(31) || t.goal_key`,
    ours: sql`encode(o.click_id, 'hex') || chr(31) || o.goal_key`,
  },
];

/**
 * Pairs what matching left to a person, since several sales are alike. Nothing is changed by a
 * comparison, so the first is paired with the first, near in time before further away.
 */
export async function pairRest(session: Session): Promise<void> {
  for (const [side, no] of [
    ["theirs", "row_no"],
    ["ours", "line_no"],
  ] as const) {
    const column = sql.identifier(no);
    await session.query(sql`
      create temp table ${sql.identifier(`alone_${side}`)} as
      select x.* from ${sql.identifier(side)} as x
      where x.${column} in (select d.${column} from doubts as d where d.${column} is not null)
        and x.${column} not in (select p.${column} from pairs as p)
        and x.${column} not in (select m.${column} from members as m where m.${column} is not null)`);
  }
  const [any] = await session.query(
    sql`select 1 from alone_theirs, alone_ours limit 1`,
  );
  if (any === undefined) return;
  for (const key of KEYS) {
    for (const span_s of SPANS_S) await pairInTurn(session, key, span_s);
  }
}

/** Pairs by rank in time among what has the same key within a span. */
async function pairInTurn(
  session: Session,
  { rule, theirs, ours }: Key,
  span_s: number,
): Promise<void> {
  const span = (at: SQL) =>
    sql`floor(extract(epoch from ${at}) / ${span_s}::int)`;
  const [theirs_span, ours_span] = [span(sql`t.at`), span(sql`o.seen_at`)];
  await session.query(sql`
    with fresh as (
      insert into pairs (row_no, line_no, tier, rule, score)
      select r.row_no, l.line_no, 3, ${rule}::text, 50
      from (select t.row_no, ${theirs} as key, ${theirs_span} as span, row_number() over (
          partition by ${theirs}, ${theirs_span} order by t.at, t.row_no) as rank
        from alone_theirs as t) as r
      join (select o.line_no, ${ours} as key, ${ours_span} as span, row_number() over (
          partition by ${ours}, ${ours_span} order by o.at, o.conversion_id) as rank
        from alone_ours as o) as l on l.key = r.key and l.span = r.span and l.rank = r.rank
      returning row_no, line_no
    ), taken as (
      delete from alone_theirs as t using fresh where t.row_no = fresh.row_no
    )
    delete from alone_ours as o using fresh where o.line_no = fresh.line_no`);
}
