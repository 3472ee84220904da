import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Session } from "../../../db/mod.ts";

/** Beyond a day and a half two times are those of two sales. */
const NEAR_S = 129_600;

/**
 * Pairs what matching left to a person, since several sales are alike: nothing is changed by a
 * comparison, so the first is paired with the first. What only shares its order or click comes last.
 */
export async function pairRest(session: Session): Promise<void> {
  const t = sql`t`;
  const o = sql`o`;
  const sale = (x: SQL) =>
    sql`${x}.currency, ${x}.campaign_id, ${x}.affiliate_id`;
  await pairInOrder(session, "alike", {
    theirs: sql`concat_ws(chr(31), ${sale(t)}, t.goal_key, t.money, t.order_key)`,
    ours: sql`concat_ws(chr(31), ${sale(o)}, o.goal_key, o.money, o.order_key)`,
  });
  await pairInOrder(session, "alike_sale", {
    theirs: sql`case when t.click_id is null then concat_ws(chr(31), ${sale(t)}, t.goal_key, t.money) end`,
    ours: sql`concat_ws(chr(31), ${sale(o)}, o.goal_key, o.money)`,
  });
  await pairInOrder(session, "alike_goal", {
    theirs: sql`case when t.click_id is null and t.goal_key is null
      then concat_ws(chr(31), ${sale(t)}, t.money) end`,
    ours: sql`concat_ws(chr(31), ${sale(o)}, o.money)`,
  });
  await pairInOrder(session, "order_id_in_turn", {
    theirs: sql`t.order_key || chr(31) || t.goal_key`,
    ours: sql`o.order_key || chr(31) || o.goal_key`,
  });
  await pairInOrder(session, "click_id_in_turn", {
    theirs: sql`encode(t.click_id, 'hex') || chr(31) || t.goal_key`,
    ours: sql`encode(o.click_id, 'hex') || chr(31) || o.goal_key`,
  });
}

/** Pairs what was held back as doubtful, by rank in time among what has the same key. */
async function pairInOrder(
  session: Session,
  rule: string,
  key: { theirs: SQL; ours: SQL },
): Promise<void> {
  const alone = (column: "row_no" | "line_no", x: SQL) => {
    const no = sql.identifier(column);
    return sql`not exists (select from pairs as p where p.${no} = ${x}.${no})
      and not exists (select from members as m where m.${no} = ${x}.${no})
      and ${x}.${no} in (select d.${no} from doubts as d where d.${no} is not null)`;
  };
  await session.query(sql`
    insert into pairs (row_no, line_no, tier, rule, score)
    select r.row_no, l.line_no, 3, ${rule}::text, 50
    from (select t.row_no, t.at, ${key.theirs} as key, row_number() over (
        partition by ${key.theirs} order by t.at, t.row_no) as rank
      from theirs as t where ${alone("row_no", sql`t`)}) as r
    join (select o.line_no, o.at, ${key.ours} as key, row_number() over (
        partition by ${key.ours} order by o.at, o.conversion_id) as rank
      from ours as o where ${alone("line_no", sql`o`)}) as l on l.key = r.key and l.rank = r.rank
    where abs(extract(epoch from r.at - l.at)) <= ${NEAR_S}::int`);
}
