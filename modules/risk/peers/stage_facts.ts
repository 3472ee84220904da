import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { isDistributed } from "../../../db/citus/mod.ts";
import type { Session } from "../../../db/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import { CLICKS_MIN } from "../signals/click_velocity.ts";
import { LABELS } from "../facts.ts";
import { SAMPLE_MIN } from "../statistics/excess.ts";

const DAY_MS = 86_400_000;
/** Clicks on the day before belong to conversions of the first day. */
const CLICKS_BEFORE_MS = 7 * DAY_MS;
/** An address or device with fewer conversions is nobody's crowd. */
const CROWD_MIN = 2;
const CROWDS_MAX = 100_000;
/** Bound for those who make very many labels: they must not fill the memory. */
const PARTS_MAX = 50_000;
/** The first byte of an id that stands for no click. */
const CLICKLESS = 1;

/** A period: `from_ms` inclusive, `to_ms` exclusive. */
export interface Period {
  from_ms: number;
  to_ms: number;
}

/** The parameters in which links carry the id of a device itself. */
const DEVICE_ID = sql.raw(
  `lower(coalesce(k.params->>'gaid', k.params->>'idfa', k.params->>'idfv', k.params->>'device_id'))`,
);
const LABEL_COLUMNS = sql.raw(
  LABELS.map((label) => `${label} text`).join(", "),
);
const LABEL_VALUES = sql.raw(
  LABELS.map((label) => `nullif(k.${label}, '')`).join(", "),
);
const ANY_DEVICE = sql.raw(
  `coalesce('id ' || f.device_id, f.ip || ' ' || f.agent)`,
);

/**
 * Copies the conversions of a period with their clicks into temporary tables of a session, day by
 * day, and counts beside them what only all together show: crowds, minutes, bursts and clicks.
 */
export async function stageFacts(
  session: Session,
  period: Period,
  signal?: AbortSignal,
): Promise<void> {
  await createTables(session);
  const campaigns = await listOf(
    session,
    sql`select i.id::text from (select distinct c.campaign_id as id from conversions c) i`,
  );
  for (const day of daysOf(period)) {
    signal?.throwIfAborted();
    await stageDay(session, day, campaigns);
  }
  await session.query(sql`analyze risk_facts`);
  await markLater(session, period, campaigns);
  await listParts(session);
  await countCrowds(session);
  const clicks = { ...period, from_ms: period.from_ms - CLICKS_BEFORE_MS };
  const counted = {
    parts: await listOf(
      session,
      sql`select part from risk_parts union select ''`,
    ),
    crowded: await listOf(
      session,
      sql`select key from risk_crowds where kind = 'ip' and everybody > 2`,
    ),
  };
  for (const day of daysOf(clicks)) {
    signal?.throwIfAborted();
    await countClicks(session, day, counted);
  }
  await session.query(sql`analyze risk_minutes`);
  // Each campaign asks for its own.
  await session.query(
    sql`create index risk_clicks_campaign on risk_clicks (campaign_id)`,
  );
  await session.query(sql`analyze risk_clicks`);
}

function daysOf({ from_ms, to_ms }: Period): Period[] {
  const days: Period[] = [];
  let at = from_ms;
  while (at < to_ms) {
    const next = Math.min(to_ms, (Math.floor(at / DAY_MS) + 1) * DAY_MS);
    days.push({ from_ms: at, to_ms: next });
    at = next;
  }
  return days;
}

async function createTables(session: Session): Promise<void> {
  for (const statement of [
    sql`create temp table risk_facts (campaign_id int not null, id uuid not null, affiliate_id int not null,
      click text not null, is_first boolean not null, recorded_at timestamptz not null, clicked_at timestamptz not null, seconds float8,
      ${LABEL_COLUMNS}, ip text, agent text, device_id text, click_known boolean not null, country text, os text, marks int,
      agent_bot boolean, customer jsonb, status text not null, refunded boolean not null, scored boolean not null,
      kept jsonb, injected boolean not null)`,
    sql`create temp table risk_earlier (campaign_id int not null, click text not null)`,
    sql`create temp table risk_parts (campaign_id int not null, affiliate_id int not null, part text not null)`,
    sql`create temp table risk_crowds (kind text not null, key text not null, affiliate_id int not null,
      own int not null, everybody int not null)`,
    sql`create temp table risk_crowd_clicks (kind text not null, key text not null, affiliate_id int not null,
      clicks bigint not null)`,
    sql`create temp table risk_minutes (campaign_id int not null, affiliate_id int not null, ip text not null,
      minute timestamptz not null, clicks int not null, devices int not null)`,
    sql`create temp table risk_clicks (campaign_id int not null, affiliate_id int not null, part text not null,
      clicks bigint not null)`,
  ]) {
    await session.query(statement);
  }
}

/** Postgres looks clicks up one by one; Citus joins them within each shard. */
function joinClick() {
  const same =
    sql.raw(`k.campaign_id = c.campaign_id and k.click_id = c.click_id
    and k.clicked_at = c.clicked_at`);
  return isDistributed()
    ? sql`left join clicks k on ${same}`
    : sql`left join lateral (select * from clicks k where ${same} limit 1) k on true`;
}

/**
 * Whether the network ended a conversion by itself, by a rule or a decision: that says nothing about
 * what its advertiser thinks of it. Of those that somebody else ended, `said` has the word.
 */
const IS_OURS = sql.raw(`(c.status in ('rejected', 'reversed') and (
  (r.decided = 'fraud' and c.reason = 'fraud') is true or c.said <> '{}'
  and (chr(10) || array_to_string(c.said, chr(10))) !~ '\\n(re(jected|versed)[|]|[a-z]*[|]-)'))`);

/** A page's report that nobody has proven: anybody could make an affiliate stand out by such ones. */
const isClaim = (of: string) =>
  sql.raw(`('unproven' = any(${of}.flags) and ${of}.status = 'pending')`);

const HAS_CLICK = sql.raw(`get_byte(c.click_id, 0) <> ${CLICKLESS}`);

/** As it is told at once too: anybody who sends can write a time, so that only a signed one counts. */
export const SECONDS_FROM_CLICK = sql.raw(
  `greatest(extract(epoch from coalesce(case when c.proof = 'signature' then c.occurred_at end, c.recorded_at)
    - c.clicked_at), 0)::float8`,
);

/** Campaigns are named, as conversions have an index by campaign and time. */
async function stageDay(
  session: Session,
  day: Period,
  campaigns: string,
): Promise<void> {
  await session.query(sql`
    insert into risk_facts
    select c.campaign_id, c.id, c.affiliate_id,
      case when ${HAS_CLICK} then encode(c.click_id, 'hex') else c.id::text end, true, c.recorded_at, c.clicked_at,
      case when ${HAS_CLICK} then ${SECONDS_FROM_CLICK} end,
      ${LABEL_VALUES}, nullif(k.ip, ''), k.ua_id::text, ${DEVICE_ID},
      k.click_id is not null, k.country, u.os, k.marks, u.is_bot, r.customer,
      case when ${IS_OURS} then 'pending' else c.status end,
      not ${IS_OURS} and (c.status = 'reversed' or c.refunded_micros > 0), r.conversion_id is not null,
      jsonb_path_query_array(r.reasons, '$[*] ? (@.code == "sender_address")'),
      'click_after_install' = any(c.flags)
    from conversions c ${joinClick()}
    left join user_agents u on u.ua_id = k.ua_id
    left join conversion_risks r on r.campaign_id = c.campaign_id and r.conversion_id = c.id
    where c.campaign_id = any(${campaigns}::int[]) and c.recorded_at >= ${isoTime(day.from_ms)}::timestamptz
      and c.recorded_at < ${isoTime(day.to_ms)}::timestamptz and not 'test' = any(c.flags) and not ${isClaim("c")}`);
}

/**
 * Marks the later conversions of each click, also where its first was before the period: only the first
 * one's time and hour say how the click came to it. What follows comes when its customer pays again.
 */
async function markLater(
  session: Session,
  { from_ms, to_ms }: Period,
  campaigns: string,
): Promise<void> {
  const from = sql`${isoTime(from_ms)}::timestamptz`;
  await session.query(sql`
    insert into risk_earlier
    select distinct p.campaign_id, encode(p.click_id, 'hex')
    from (select distinct c.campaign_id, c.click_id from conversions c
      where c.campaign_id = any(${campaigns}::int[]) and c.recorded_at >= ${from}
        and c.recorded_at < ${isoTime(to_ms)}::timestamptz and c.clicked_at < ${from} and ${HAS_CLICK}) d
    join conversions p on p.campaign_id = d.campaign_id and p.click_id = d.click_id
    where p.recorded_at < ${from} and not 'test' = any(p.flags) and not ${isClaim("p")}`);
  await session.query(sql`
    update risk_facts f set is_first = false, seconds = null from (
      select s.campaign_id, s.id, e.click is not null
        or row_number() over (partition by s.campaign_id, s.click order by s.recorded_at, s.id) > 1 as is_later
      from risk_facts s left join risk_earlier e on e.campaign_id = s.campaign_id and e.click = s.click) l
    where l.is_later and l.campaign_id = f.campaign_id and l.id = f.id`);
}

/** The labels of affiliates with enough conversions to say something, those with most first. */
async function listParts(session: Session): Promise<void> {
  await session.query(sql`
    insert into risk_parts
    select f.campaign_id, f.affiliate_id, l.part
    from risk_facts f cross join lateral unnest(${partsOf("f")}) as l(part)
    where l.part is not null group by 1, 2, 3 having count(*) >= ${SAMPLE_MIN}
    order by count(*) desc limit ${PARTS_MAX}`);
  await session.query(sql`analyze risk_parts`);
}

/** The labels of a row as the parts that it is counted in; null for those without a value. */
function partsOf(row: string) {
  const parts = LABELS.map(
    (label) => `'${label}:' || nullif(${row}.${label}, '')`,
  );
  return sql.raw(`array[${parts.join(", ")}]`);
}

/** Addresses and devices of more than one click that converted, by affiliate. */
async function countCrowds(session: Session): Promise<void> {
  for (const [kind, key] of [
    ["ip", sql.raw("f.ip")],
    ["device", ANY_DEVICE],
  ] as const) {
    await session.query(sql`
      insert into risk_crowds
      select ${kind}, key, affiliate_id, own, everybody from (
        select key, affiliate_id, count(distinct click) as own,
          sum(count(distinct click)) over (partition by key) as everybody
        from (select ${key} as key, f.affiliate_id, f.click from risk_facts f) f
        where key is not null group by 1, 2) g
      where everybody >= ${CROWD_MIN} order by everybody desc limit ${CROWDS_MAX}`);
  }
  await session.query(sql`analyze risk_crowds`);
}

/** The different texts that a query returns, as a literal of an array. */
async function listOf(session: Session, query: SQL): Promise<string> {
  const rows = await session.query<{ list: string | null }>(
    sql`select array_agg(distinct q.text)::text as list from (${query}) as q(text)`,
  );
  return rows[0]?.list ?? "{}";
}

/** Valid clicks: neither bots, prefetches nor tests; those that were sent on. */
const IS_VALID = sql.raw(`(k.marks & 28) = 0 and k.verdict = 'sent'`);

async function countClicks(
  session: Session,
  day: Period,
  { parts, crowded }: { parts: string; crowded: string },
): Promise<void> {
  const within = sql`k.clicked_at >= ${isoTime(day.from_ms)}::timestamptz
    and k.clicked_at < ${isoTime(day.to_ms)}::timestamptz`;
  // One pass for all labels, in which rare ones are left out before anything is grouped.
  await session.query(sql`
    insert into risk_clicks
    select k.campaign_id, k.affiliate_id, l.part, count(*) from clicks k
    cross join lateral unnest(${partsOf("k")} || ''::text) as l(part)
    where ${within} and ${IS_VALID} and l.part = any(${parts}::text[]) group by 1, 2, 3`);
  await session.query(sql`
    insert into risk_minutes
    select k.campaign_id, k.affiliate_id, k.ip, date_trunc('minute', k.clicked_at), count(*), count(distinct k.ua_id)
    from clicks k where ${within} and k.ip <> ''
    group by 1, 2, 3, 4 having count(*) >= ${CLICKS_MIN}`);
  if (crowded === "{}") return;
  await session.query(sql`
    insert into risk_crowd_clicks
    select g.kind, g.key, g.affiliate_id, sum(g.clicks) from (
      select 'ip' as kind, k.ip as key, k.affiliate_id, count(*) as clicks from clicks k
      where ${within} and k.ip = any(${crowded}::text[]) group by 1, 2, 3
      union all
      select 'device', k.ip || ' ' || k.ua_id::text, k.affiliate_id, count(*) from clicks k
      where ${within} and k.ip = any(${crowded}::text[]) and k.ua_id is not null group by 1, 2, 3) g
    group by 1, 2, 3`);
}
