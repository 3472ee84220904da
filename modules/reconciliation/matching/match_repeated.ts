import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Session } from "../../../db/mod.ts";

/** A key that rows and conversions share, and that occurs several times. */
export interface RepeatedKey {
  name: string;
  row_key: SQL;
  line_key: SQL;
}

/**
 * Matches rows and conversions whose key occurs several times: first groups with
 * equal sums (a sale split or merged), then pairs with the same money and status,
 * then identical copies with the only one left on the other side. The rest is
 * duplicates, or left to a person.
 */
export async function matchRepeated(
  session: Session,
  key: RepeatedKey,
): Promise<void> {
  await session.query(sql`drop table if exists several_theirs, several_ours`);
  await session.query(sql`create temp table several_theirs (key text, row_no int,
    money bigint, counted bigint, status text, currency text, at timestamptz,
    content_key bytea, goal_key text)`);
  await session.query(sql`create temp table several_ours (key text, line_no int,
    money bigint, counted bigint, status text, currency text, at timestamptz,
    conversion_id uuid, goal_key text, in_window boolean)`);
  await session.query(sql`
    insert into several_theirs
    select ${key.row_key}, t.row_no, t.money, t.counted, t.status, t.currency, t.at, t.content_key, t.goal_key
    from rest_theirs as t
    where ${key.row_key} in (select ${key.line_key} from rest_ours as o where ${key.line_key} is not null)`);
  const [any] = await session.query(sql`select 1 from several_theirs limit 1`);
  if (any === undefined) return;
  await session.query(sql`
    insert into several_ours
    select ${key.line_key}, o.line_no, o.money, o.counted, o.status, o.currency, o.at,
      o.conversion_id, o.goal_key, o.in_window
    from rest_ours as o where ${key.line_key} in (select s.key from several_theirs as s)`);
  await session.query(sql`analyze several_theirs, several_ours`);
  await pairGroups(session, key);
  await pairRanked(session, key, {
    like: sql`s.key, s.currency, s.money, s.status`,
    goal: sql`and (r.goal_key is null or r.goal_key = l.goal_key)`,
    score: 96,
  });
  await pairAlike(session, key);
  await doubtRest(session);
}

/**
 * Matches one against several with an equal sum: the largest of the several becomes
 * the pair, the others become members.
 */
async function pairGroups(session: Session, key: RepeatedKey): Promise<void> {
  await session.query(sql`
    with g as (
      select x.key, (row_number() over (order by x.key))::int
        + (select coalesce(max(group_no), 0) from members) as group_no
      from (
        select key, row_no, null::int as line_no, counted, currency, true as may_be from several_theirs
        union all
        select key, null, line_no, -counted, currency, in_window from several_ours) as x
      group by x.key
      having sum(x.counted) = 0 and bool_and(x.counted <> 0 and x.may_be)
        and min(x.currency) = max(x.currency) and least(count(x.row_no), count(x.line_no)) = 1
        and greatest(count(x.row_no), count(x.line_no)) > 1
    ), ranked_theirs as (
      select g.group_no, s.row_no, row_number() over (partition by s.key
        order by s.counted desc, s.at, s.content_key, s.row_no) as rank
      from several_theirs as s join g on g.key = s.key
    ), ranked_ours as (
      select g.group_no, s.line_no, row_number() over (partition by s.key
        order by s.counted desc, s.at, s.conversion_id) as rank
      from several_ours as s join g on g.key = s.key
    ), paired as (
      insert into pairs (row_no, line_no, tier, rule, score, group_no)
      select t.row_no, o.line_no, 4, ${`${key.name}_sum`}::text, 92, t.group_no
      from ranked_theirs as t join ranked_ours as o on o.group_no = t.group_no
      where t.rank = 1 and o.rank = 1
    )
    insert into members (group_no, row_no, line_no, rule)
    select group_no, row_no, null, ${`${key.name}_sum`}::text from ranked_theirs where rank > 1
    union all
    select group_no, null, line_no, ${`${key.name}_sum`}::text from ranked_ours where rank > 1`);
  await forgetMatched(session);
}

/** Pairs like with like by rank; equal ones are ordered by time and content. */
async function pairRanked(
  session: Session,
  key: RepeatedKey,
  by: { like: SQL; goal: SQL; score: number },
): Promise<void> {
  await session.query(sql`
    insert into pairs (row_no, line_no, tier, rule, score)
    select r.row_no, l.line_no, 1, ${key.name}::text, ${by.score}::int
    from (select s.*, row_number() over (partition by ${by.like}
        order by s.at, s.content_key, s.row_no) as rank from several_theirs as s) as r
    join (select s.*, row_number() over (partition by ${by.like}
        order by s.in_window desc, s.at, s.conversion_id) as rank from several_ours as s) as l
      on l.key = r.key and l.currency = r.currency and l.money = r.money
        and l.status = r.status and l.rank = r.rank
    where true ${by.goal}`);
  await forgetMatched(session);
}

/**
 * Pairs one of several identical rows with the only conversion of the key, and the
 * reverse.
 */
async function pairAlike(session: Session, key: RepeatedKey): Promise<void> {
  await session.query(sql`
    with r as (
      select s.key, count(*) as n, count(distinct (s.money, s.status)) as kinds,
        (array_agg(s.row_no order by s.at, s.content_key, s.row_no))[1] as row_no,
        min(s.goal_key) as goal_key
      from several_theirs as s group by 1
    ), l as (
      select s.key, count(*) as n, count(distinct (s.money, s.status)) as kinds,
        (array_agg(s.line_no order by s.in_window desc, s.at, s.conversion_id))[1] as line_no,
        min(s.goal_key) as goal_key
      from several_ours as s group by 1
    )
    insert into pairs (row_no, line_no, tier, rule, score)
    select r.row_no, l.line_no, 1, ${key.name}::text, 94
    from r join l on l.key = r.key
    where r.kinds = 1 and l.kinds = 1 and (r.n = 1 or l.n = 1)
      and (r.goal_key is null or r.goal_key = l.goal_key)`);
  await forgetMatched(session);
}

/** Leaves several against several, which nothing tells apart, to a person. */
async function doubtRest(session: Session): Promise<void> {
  await session.query(sql`
    with both_sides as (
      select r.key from (select distinct key from several_theirs) as r
      join (select distinct key from several_ours) as l on l.key = r.key
    ), lines as (
      select s.key, jsonb_agg(s.conversion_id order by s.at, s.conversion_id) as ids
      from several_ours as s join both_sides as b on b.key = s.key group by 1
    )
    insert into doubts (row_no, line_no, detail)
    select s.row_no, null, jsonb_build_object('doubt', 'several', 'candidates', lines.ids)
    from several_theirs as s join lines on lines.key = s.key
    union all
    select null, s.line_no, jsonb_build_object('doubt', 'several')
    from several_ours as s join both_sides as b on b.key = s.key`);
  await session.query(sql`
    delete from rest_theirs where row_no in (select row_no from doubts where row_no is not null)`);
  await session.query(sql`
    delete from rest_ours where line_no in (select line_no from doubts where line_no is not null)`);
}

/** Removes matched rows and lines, and group members, from the rest. */
async function forgetMatched(session: Session): Promise<void> {
  for (const [side, no] of [
    ["theirs", "row_no"],
    ["ours", "line_no"],
  ] as const) {
    const several = sql.identifier(`several_${side}`);
    const column = sql.identifier(no);
    await session.planned("few", async () => {
      for (const table of [sql`pairs`, sql`members`]) {
        await session.query(sql`
          with matched as (
            delete from ${several} as s using ${table} as p where p.${column} = s.${column}
            returning s.${column} as no
          )
          delete from ${sql.identifier(`rest_${side}`)} as x using matched where x.${column} = matched.no`);
      }
    });
  }
}
