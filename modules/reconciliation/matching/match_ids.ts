import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Session } from "../../../db/mod.ts";
import { matchRepeated } from "./match_repeated.ts";
import type { RowFacts } from "./row_facts.ts";

/** A rule for matching a row with a conversion by a key. */
interface Rule {
  tier: 1 | 2;
  name: string;
  score: number;
  /** Keys, over `t` and over `o`, that must be equal and occur once on each side. */
  row_key: SQL;
  line_key: SQL;
  /** Extra condition on the pair. */
  where: SQL;
}

const SEPARATOR = sql`chr(31)`;
/** Within 36 hours, two times may be those of one event. */
const NEAR = sql`abs(extract(epoch from t.at - o.at)) <= 129600`;
const GOALS_AGREE = sql`(t.goal_key is null or t.goal_key = o.goal_key)`;
const ORDERS_AGREE = sql`(t.order_key is null or o.order_key is null or t.order_lax = o.order_lax)`;
const CLICKS_AGREE = sql`(t.click_id is null or t.click_id = o.click_id)`;
const CUSTOMERS_AGREE = sql`(t.customer is null or o.customer is null or t.customer = o.customer)`;

/** Joins the parts of a composite key. */
function joined(...parts: SQL[]): SQL {
  return sql.join(parts, sql` || ${SEPARATOR} || `);
}

const hex = (side: "t" | "o") =>
  sql`encode(${sql.identifier(side)}.click_id, 'hex')`;
const moneyOf = (side: "t" | "o") => {
  const of = sql.identifier(side);
  return joined(sql`${of}.currency`, sql`${of}.money::text`);
};
/** The number at the end of an order id, without leading zeros. */
const tailOf = (side: "t" | "o") =>
  sql`ltrim(substring(${sql.identifier(side)}.order_key from '[0-9]{3,}$'), '0')`;

const BY_CONVERSION: Rule = {
  tier: 1,
  name: "conversion_id",
  score: 100,
  row_key: sql`t.conversion_id::text`,
  line_key: sql`o.conversion_id::text`,
  where: sql`true`,
};

const BY_ORDER: readonly Rule[] = [
  {
    tier: 1,
    name: "order_id_goal",
    score: 99,
    row_key: joined(sql`t.order_key`, sql`t.goal_key`),
    line_key: joined(sql`o.order_key`, sql`o.goal_key`),
    where: sql`true`,
  },
  {
    tier: 1,
    name: "order_id",
    score: 98,
    row_key: sql`t.order_key`,
    line_key: sql`o.order_key`,
    where: GOALS_AGREE,
  },
];

const BY_CLICK: Rule = {
  tier: 1,
  name: "click_id_goal",
  score: 97,
  row_key: joined(hex("t"), sql`t.goal_key`),
  line_key: joined(hex("o"), sql`o.goal_key`),
  where: ORDERS_AGREE,
};

const BY_LOOSE_ORDER: readonly Rule[] = [
  {
    tier: 1,
    name: "order_id_case",
    score: 95,
    row_key: sql`t.order_low`,
    line_key: sql`o.order_low`,
    where: GOALS_AGREE,
  },
  {
    tier: 2,
    name: "order_id_marks_amount",
    score: 90,
    row_key: joined(sql`t.order_lax`, moneyOf("t")),
    line_key: joined(sql`o.order_lax`, moneyOf("o")),
    where: GOALS_AGREE,
  },
  {
    tier: 2,
    name: "order_id_marks_day",
    score: 86,
    row_key: sql`t.order_lax`,
    line_key: sql`o.order_lax`,
    where: sql`${GOALS_AGREE} and ${NEAR}`,
  },
  {
    tier: 2,
    name: "order_id_digits_amount_day",
    score: 84,
    row_key: joined(tailOf("t"), moneyOf("t")),
    line_key: joined(tailOf("o"), moneyOf("o")),
    where: sql`${GOALS_AGREE} and ${NEAR} and ${CLICKS_AGREE} and ${CUSTOMERS_AGREE}`,
  },
];

const BY_CLICK_AND_MORE: readonly Rule[] = [
  {
    tier: 2,
    name: "click_id_amount",
    score: 88,
    row_key: joined(hex("t"), moneyOf("t")),
    line_key: joined(hex("o"), moneyOf("o")),
    where: sql`${ORDERS_AGREE} and ${GOALS_AGREE}`,
  },
  {
    tier: 2,
    name: "click_id_day",
    score: 82,
    row_key: hex("t"),
    line_key: hex("o"),
    where: sql`${ORDERS_AGREE} and ${GOALS_AGREE} and ${NEAR}`,
  },
];

const BY_CUSTOMER: Rule = {
  tier: 2,
  name: "customer_amount_day",
  score: 78,
  row_key: joined(sql`t.customer`, moneyOf("t")),
  line_key: joined(sql`o.customer`, moneyOf("o")),
  where: sql`${ORDERS_AGREE} and ${CLICKS_AGREE} and ${GOALS_AGREE} and ${NEAR}`,
};

/** A rule for matching all rows at once, by a key that most of them have. */
interface BulkRule extends Pick<Rule, "tier" | "name" | "score"> {
  row_key: SQL;
  line_key: SQL;
  goals_agree: boolean;
}

/**
 * Chooses the bulk rule by the ids that the rows have. Click ids come last: a
 * conversion id or an order id is more specific.
 */
function bulkRule(facts: RowFacts): BulkRule | null {
  if (facts.conversion_id > 0) {
    const key = sql`conversion_id::text`;
    const { tier, name, score } = BY_CONVERSION;
    const goals_agree = false;
    return { tier, name, score, row_key: key, line_key: key, goals_agree };
  }
  if (facts.order_id > 0) {
    const key = sql`order_key`;
    const [name, score] = ["order_id", 98];
    const goals_agree = true;
    return { tier: 1, name, score, row_key: key, line_key: key, goals_agree };
  }
  if (facts.click_id === 0) return null;
  const click = sql`encode(click_id, 'hex')`;
  if (facts.goal > 0) {
    const key = joined(click, sql`goal_key`);
    const { tier, name, score } = BY_CLICK;
    const goals_agree = false;
    return { tier, name, score, row_key: key, line_key: key, goals_agree };
  }
  const key = joined(click, sql`currency`, sql`money::text`);
  const [name, score] = ["click_id_amount", 88];
  const goals_agree = false;
  return { tier: 2, name, score, row_key: key, line_key: key, goals_agree };
}

/**
 * Matches all rows at once by one id, before the remaining ones are staged in
 * tables of their own.
 */
export async function matchInBulk(
  session: Session,
  facts: RowFacts,
): Promise<void> {
  const rule = bulkRule(facts);
  if (rule !== null) {
    await session.planned("large", () => pairInBulk(session, rule));
  }
  // From here on matches are few at a time, and are looked up.
  await session.query(sql`create index on pairs (row_no)`);
  await session.query(sql`create index on pairs (line_no)`);
  await session.query(sql`analyze pairs`);
}

/**
 * One aggregate over both sides rather than a join: the planner can't know that
 * nearly every key is unique. Ordered by our side, so that later writes append to
 * its index.
 */
async function pairInBulk(session: Session, rule: BulkRule): Promise<void> {
  const { row_key, line_key, goals_agree } = rule;
  const [said_goal, goal_key] = goals_agree
    ? [sql`min(x.said_goal)`, sql`min(x.goal_key)`]
    : [sql`null`, sql`null`];
  await session.query(sql`
    insert into pairs (row_no, line_no, tier, rule, score)
    select k.row_no, k.line_no, ${rule.tier}::int, ${rule.name}::text, ${rule.score}::int
    from (select min(x.row_no) as row_no, min(x.line_no) as line_no,
        ${said_goal} as said_goal, ${goal_key} as goal_key
      from (select ${row_key} as key, row_no, null::int as line_no, goal_key as said_goal,
          null as goal_key from theirs where status <> 'ignore'
        union all
        select ${line_key}, null, line_no, null, goal_key from ours) as x
      where x.key is not null
      group by x.key having count(x.row_no) = 1 and count(x.line_no) = 1) as k
    where (k.said_goal is null or k.said_goal = k.goal_key)
      and k.row_no not in (${taken(sql`row_no`)}) and k.line_no not in (${taken(sql`line_no`)})
    order by k.line_no`);
}

/**
 * Rows or lines that a person has matched or held back: few, so that they are
 * hashed in memory.
 */
function taken(no: SQL): SQL {
  return sql`select ${no} from pairs union all select ${no} from doubts where ${no} is not null`;
}

/**
 * Matches what is left by ids, by lesser forms of ids, and by an id with amount and
 * day.
 */
export async function matchByIds(
  session: Session,
  facts: RowFacts,
): Promise<void> {
  const pairAll = async (
    rules: readonly Rule[],
    named: "conversion_id" | "order_id" | "click_id" | "customer_id",
  ) => {
    if (facts[named] === 0) return;
    for (const rule of rules) await pairUnique(session, rule);
  };
  await pairAll([BY_CONVERSION], "conversion_id");
  await pairAll(BY_ORDER, "order_id");
  if (facts.order_id > 0) {
    await matchRepeated(session, {
      name: "order_id",
      row_key: sql`t.order_key`,
      line_key: sql`o.order_key`,
    });
  }
  await pairAll([BY_CLICK], "click_id");
  if (facts.click_id > 0) {
    await matchRepeated(session, {
      name: "click_id",
      row_key: sql`case when t.order_key is null then ${joined(hex("t"), sql`coalesce(t.goal_key, '')`)} end`,
      line_key: joined(hex("o"), sql`o.goal_key`),
    });
  }
  await pairAll(BY_LOOSE_ORDER, "order_id");
  await pairAll(BY_CLICK_AND_MORE, "click_id");
  await pairAll([BY_CUSTOMER], "customer_id");
}

/**
 * Pairs rows and lines whose key occurs once on each side of the rest, and removes
 * them from it.
 */
async function pairUnique(session: Session, rule: Rule): Promise<void> {
  const { row_key, line_key, where } = rule;
  await session.query(sql`
    with k as (
      select min(x.row_no) as row_no, min(x.line_no) as line_no from (
        select ${row_key} as key, t.row_no, null::int as line_no from rest_theirs as t
        union all
        select ${line_key}, null, o.line_no from rest_ours as o) as x
      where x.key is not null
      group by x.key having count(x.row_no) = 1 and count(x.line_no) = 1
    ), fresh as (
      insert into pairs (row_no, line_no, tier, rule, score)
      select k.row_no, k.line_no, ${rule.tier}::int, ${rule.name}::text, ${rule.score}::int
      from k join rest_theirs as t on t.row_no = k.row_no
      join rest_ours as o on o.line_no = k.line_no
      where ${where}
      returning row_no, line_no
    ), taken as (
      delete from rest_theirs as t using fresh where t.row_no = fresh.row_no
    )
    delete from rest_ours as o using fresh where o.line_no = fresh.line_no`);
}
