import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Session } from "../../../db/mod.ts";
import {
  affiliates,
  campaigns,
  reconciliationLines,
  statementRows,
} from "../../../db/schema/mod.ts";
import type { FoundFrame } from "./find_frame.ts";
import { IS_READABLE } from "./readable.ts";
import type { Reconciliation } from "./reconciliation.ts";
import { ROW_CONVERSION } from "./row_conversion.ts";
import { moneyColumn, hasOnlyDays } from "./row_facts.ts";
import type { RowFacts } from "./row_facts.ts";

/** The rows and conversions to stage; all if absent. */
export interface Restriction {
  row_nos: readonly number[];
  conversion_ids: readonly string[];
}

/**
 * Creates the temporary tables of matching. `theirs` and `ours` are the two sides
 * in one frame; `unread` has unreadable rows, `unread_orders` words in them that
 * may be order ids; `pairs` are the matches so far; `members` are other members of
 * a group; `corrections` are rows that correct another row of their event; `doubts`
 * is what was left to a person, and why.
 */
export async function makeTables(session: Session): Promise<void> {
  const side =
    sql.raw(`order_key text, customer text, goal_key text, affiliate_id int,
    campaign_id int, status text not null, currency text not null, money bigint,
    counted bigint not null, at timestamptz, click_id bytea`);
  for (const statement of [
    sql`create temp table theirs (row_no int not null, content_key bytea not null,
      conversion_id uuid, ${side})`,
    sql`create temp table ours (line_no int generated always as identity,
      conversion_id uuid not null, in_window boolean not null, seen_at timestamptz, ${side})`,
    sql`create temp table unread (row_no int not null, conversion_id uuid, order_key text,
      order_low text, order_lax text, customer text, goal_key text, click_id bytea, money bigint)`,
    sql`create temp table unread_orders (row_no int not null, order_key text)`,
    sql`create temp table pairs (row_no int not null, line_no int not null, tier smallint,
      rule text, score int, runner_up int, group_no int)`,
    sql`create temp table members (group_no int not null, row_no int, line_no int, rule text)`,
    sql`create temp table corrections (row_no int not null, leader int not null)`,
    sql`create temp table doubts (row_no int, line_no int, detail jsonb)`,
    sql`create temp table named_goals (said text primary key, goal_key text)`,
    sql`create temp table named_affiliates (said text primary key, id int)`,
    sql`create temp table named_campaigns (said text primary key, id int)`,
  ]) {
    await session.query(statement);
  }
}

/** Normalizes an order id for comparison: trimmed, in NFC. */
export function orderKey(column: SQL): SQL {
  return sql`nullif(btrim(case when octet_length(${column}) = length(${column})
    then ${column} else normalize(${column}, NFC) end, E' \\t\\r\\n\u00a0'), '')`;
}

/**
 * Stages our conversions: money by the frame's basis, and the time truncated to the
 * day if the statement has dates only.
 */
export async function stageOurs(
  session: Session,
  { id }: Reconciliation,
  { frame }: FoundFrame,
  facts: RowFacts,
  only?: Restriction,
): Promise<void> {
  const money =
    frame.basis === "amount"
      ? sql`coalesce(l.amount_micros, l.revenue_micros)`
      : sql`l.${sql.identifier(`${frame.basis}_micros`)}`;
  const offset = sql`interval '1 minute' * ${frame.offset_minutes}::int`;
  const seen_at = hasOnlyDays(facts)
    ? sql`date_trunc('day', l.at + ${offset}) - ${offset}`
    : sql`l.at`;
  const among =
    only === undefined
      ? sql``
      : sql`and l.conversion_id = any(${uuids(only.conversion_ids)})`;
  await session.query(sql`
    insert into ours (conversion_id, in_window, seen_at, order_key, customer, goal_key,
      affiliate_id, campaign_id, status, currency, money, counted, at, click_id)
    select l.conversion_id, l.in_window, ${seen_at}, ${orderKey(sql`l.order_id`)},
      nullif(btrim(l.customer_id), ''), lower(l.goal_key), l.affiliate_id, l.campaign_id,
      l.status, l.currency, ${money},
      case when l.status = 'approved' then ${money} else 0 end, l.at, l.click_id
    from ${reconciliationLines} as l
    where l.reconciliation_id = ${id}::uuid ${among}
      and not exists (select from ours as o where o.conversion_id = l.conversion_id)`);
  await session.query(sql`analyze ours`);
}

/** Stages the readable rows, in our time, money and currency. */
export async function stageTheirs(
  session: Session,
  reconciliation: Reconciliation,
  found: FoundFrame,
  facts: RowFacts,
  only?: Restriction,
): Promise<void> {
  const { frame } = found;
  await stageNames(session, reconciliation, found, facts);
  const column = sql.identifier(`${moneyColumn(facts, frame.basis)}_micros`);
  const money = sql`s.${column} / ${frame.money_divisor}::int`;
  const at = sql`case when s.has_zone then s.written_at
    else s.written_at - interval '1 minute' * ${frame.offset_minutes}::int end`;
  const status = sql`coalesce(s.status, 'approved')`;
  const among =
    only === undefined
      ? sql``
      : sql`and s.row_no = any(${`{${only.row_nos.join()}}`}::int[])`;
  await session.query(sql`
    insert into theirs (row_no, content_key, conversion_id, order_key, customer, goal_key,
      affiliate_id, campaign_id, status, currency, money, counted, at, click_id)
    select s.row_no, s.content_key,
      ${ROW_CONVERSION},
      ${orderKey(sql`s.order_id`)}, nullif(btrim(s.customer_id), ''), g.goal_key, a.id, c.id,
      ${status}, coalesce(s.currency, ${frame.currency}::text, 'XXX'), ${money},
      case when ${status} = 'approved' then coalesce(${money}, 0) else 0 end, ${at}, s.click_id
    from ${statementRows} as s
    left join named_goals as g on g.said = s.goal
    left join named_affiliates as a on a.said = s.affiliate
    left join named_campaigns as c on c.said = s.campaign
    where s.reconciliation_id = ${reconciliation.id}::uuid and ${IS_READABLE} ${among}`);
  await session.query(sql`analyze theirs`);
}

/**
 * Resolves the statement's goals, affiliates and campaigns to ours; unknown ones
 * are ignored.
 */
async function stageNames(
  session: Session,
  { id, advertiser_id }: Reconciliation,
  found: FoundFrame,
  facts: RowFacts,
): Promise<void> {
  const said = (column: SQL) => sql`
    (select distinct ${column} as said from ${statementRows}
      where reconciliation_id = ${id}::uuid and ${column} is not null) as d`;
  if (facts.goal > 0) {
    await session.query(sql`
      insert into named_goals select d.said, l.goal_key from ${said(sql`goal`)}
      join (select distinct goal_key from ours) as l on l.goal_key = lower(btrim(d.said))
      on conflict do nothing`);
  }
  if (facts.affiliate > 0 && found.trusts_affiliates) {
    await session.query(sql`
      insert into named_affiliates select d.said, a.id from ${said(sql`affiliate`)}
      join ${affiliates} as a on a.id::text = btrim(d.said) on conflict do nothing`);
  }
  if (facts.campaign > 0 && found.trusts_campaigns) {
    await session.query(sql`
      insert into named_campaigns select d.said, c.id from ${said(sql`campaign`)}
      join ${campaigns} as c on c.id::text = btrim(d.said)
        and c.advertiser_id = ${advertiser_id}::int on conflict do nothing`);
  }
}

/**
 * Copies what is unmatched into tables of its own, which shrink, with the lesser
 * forms of order ids.
 */
export async function stageRest(session: Session): Promise<void> {
  const lesser = (side: SQL) =>
    sql`${side}.*, lower(${side}.order_key) as order_low, ${looseOrder(sql`${side}.order_key`)} as order_lax`;
  await session.query(sql`create temp table if not exists rest_theirs
    (like theirs, order_low text, order_lax text)`);
  await session.query(sql`create temp table if not exists rest_ours
    (like ours, order_low text, order_lax text)`);
  await session.planned("large", () =>
    session.query(sql`
      insert into rest_theirs select ${lesser(sql`t`)} from theirs as t
      where t.status <> 'ignore' and not exists (select from pairs as p where p.row_no = t.row_no)
        and not exists (select from doubts as d where d.row_no = t.row_no)`),
  );
  await stageRestOurs(session);
  await session.query(sql`create index on rest_theirs (row_no)`);
  await session.query(sql`create index on rest_ours (line_no)`);
  await session.query(sql`analyze rest_theirs`);
}

/** Adds newly staged lines to `rest_ours`. */
export async function stageRestOurs(session: Session): Promise<void> {
  await session.planned("large", () =>
    session.query(sql`
      insert into rest_ours select o.*, lower(o.order_key), ${looseOrder(sql`o.order_key`)} from ours as o
      where not exists (select from pairs as p where p.line_no = o.line_no)
        and not exists (select from rest_ours as r where r.line_no = o.line_no)
        and not exists (select from doubts as d where d.line_no = o.line_no)`),
  );
  await session.query(sql`analyze rest_ours`);
}

/** Strips an order id of punctuation, leading zeros and case. */
export function looseOrder(column: SQL): SQL {
  return sql`nullif(ltrim(lower(translate(${column}, '#-_ ./:', '')), '0'), '')`;
}

function uuids(ids: readonly string[]): SQL {
  return sql`${`{${ids.join()}}`}::uuid[]`;
}
