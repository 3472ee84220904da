import { sql } from "drizzle-orm";
import { arrayText, recordset, runPrepared } from "../../db/mod.ts";
import { isDistributed } from "../../db/citus/mod.ts";
import type { Database } from "../../db/mod.ts";
import { deliveryQueue } from "../../db/schema/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import type { ClaimedDelivery, ClaimedEvent, Turn } from "./delivery_store.ts";
import { AGENT_COLUMNS, CLICK_COLUMNS } from "./click_columns.ts";
import { WHY_SILENT_TEXT } from "./webhooks/webhook_config.ts";
export type { ClaimedDelivery } from "./delivery_store.ts";

/** Duration of a claim: the longest timeout of an endpoint plus time to write the result. */
const CLAIM_S = 60;
/** Delay of a claim whose conversion isn't seen yet. */
const PUT_BACK_MS = 1_000;

/**
 * Returns the endpoints with due deliveries: one index step per endpoint, however many
 * rows wait.
 */
export async function readyEndpoints(
  db: Database,
  now_ms: number,
): Promise<number[]> {
  const rows = await db.execute<{ endpoint_id: number }>(sql`
    with recursive each(endpoint_id) as (
      (select min(endpoint_id) from ${deliveryQueue})
      union all
      select (select min(q.endpoint_id) from ${deliveryQueue} as q
        where q.endpoint_id > each.endpoint_id)
      from each where each.endpoint_id is not null
    )
    select endpoint_id from each
    where endpoint_id is not null and exists (
      select from ${deliveryQueue} as q
      where q.endpoint_id = each.endpoint_id and (q.attempt > 0) in (false, true)
        and q.due_at <= ${isoTime(now_ms)}
        and (q.claimed_until is null or q.claimed_until < now()))`);
  return rows.map(({ endpoint_id }) => endpoint_id);
}

/**
 * Claims due deliveries per endpoint, oldest first, with a share for first tries and
 * one for retries. SKIP LOCKED lets several instances claim without waiting for each
 * other. A claim expires by the database's clock, and its number fences off a stale
 * worker. A version waits until earlier ones are settled, so that changes arrive in
 * order.
 */
export async function claimDeliveries(
  db: Database,
  turns: readonly Turn[],
  { now_ms, click_columns = CLICK_COLUMNS }: ClaimOptions,
): Promise<ClaimedDelivery[]> {
  const statements = statementsOf(click_columns);
  if (isDistributed())
    return await claimApart(db, { turns, now_ms, statements });
  const rows = await claim(db, statements.claim, { turns, now_ms });
  return rows.map((row) => readRow(row, click_columns));
}

interface ClaimOptions {
  now_ms: number;
  /** Those of the clicks' rows that requests are made from; all of `CLICK_COLUMNS` by default. */
  click_columns?: readonly string[];
}

/** Claims due deliveries of events to webhooks, in the same way. */
export async function claimEvents(
  db: Database,
  turns: readonly Turn[],
  now_ms: number,
): Promise<ClaimedEvent[]> {
  const rows = await claim(db, CLAIM_EVENTS, { turns, now_ms });
  return rows.map(readEventRow);
}

/**
 * The same on Citus, where the plain queue and the distributed tables can't be read by one statement.
 * A conversion that was committed with its queue may be seen a moment later than that: its claim is
 * put back, lest it waits for the lease's end.
 */
async function claimApart(
  db: Database,
  asked: {
    turns: readonly Turn[];
    now_ms: number;
    statements: ClaimStatements;
  },
): Promise<ClaimedDelivery[]> {
  const { statements } = asked;
  const claimed = await claim(db, CLAIM_QUEUE, asked);
  if (claimed.length === 0) return [];
  const campaigns = new Set(claimed.map(({ campaign_id }) => campaign_id));
  const rows = await runPrepared(db, {
    text: statements.read,
    parameters: [
      arrayText(claimed.map(({ delivery_id }) => delivery_id)),
      arrayText([...campaigns]),
      // A row of an earlier version: all shards are asked.
      String(campaigns.has(null)),
    ],
  });
  const by_id = new Map(rows.map((row) => [row.id, row]));
  const missing = claimed.filter(({ delivery_id }) => !by_id.has(delivery_id));
  if (missing.length > 0) await putBack(db, missing, asked.now_ms);
  return claimed.flatMap(({ delivery_id, ...own }) => {
    const row = by_id.get(delivery_id);
    return row === undefined
      ? []
      : [readRow({ ...own, ...row }, statements.click_columns)];
  });
}

async function putBack(
  db: Database,
  missing: readonly Record<string, unknown>[],
  now_ms: number,
): Promise<void> {
  const rows = recordset("k", missing, {
    delivery_id: "uuid",
    claim: "integer",
  });
  await db.execute(sql`
    update ${deliveryQueue} as q
    set claimed_until = null, due_at = ${isoTime(now_ms + PUT_BACK_MS)}::timestamptz
    from ${rows} where q.delivery_id = k.delivery_id and q.claim = k.claim`);
}

async function claim(
  db: Database,
  text: string,
  { turns, now_ms }: { turns: readonly Turn[]; now_ms: number },
): Promise<Record<string, unknown>[]> {
  if (turns.length === 0) return [];
  const parameters = [
    arrayText(turns.map(({ endpoint_id }) => endpoint_id)),
    arrayText(turns.map(({ total }) => total)),
    arrayText(turns.map(({ fresh }) => fresh)),
    isoTime(now_ms),
  ];
  return await runPrepared(db, { text, parameters });
}

/**
 * Written so that its plan can't depend on the size of the backlog: a constant kind
 * would not match the index, `offset 0` keeps the check for earlier versions from
 * becoming a join, and claimed rows are looked up by an array of keys.
 */
const CLAIMED = `
with due as materialized (
  select q.delivery_id, q.due_at, w.*, kind.is_retry
  from unnest($1::integer[], $2::integer[], $3::integer[]) as w(endpoint_id, total, fresh)
  cross join (values (false), (true)) as kind(is_retry)
  cross join lateral (
    select q.delivery_id, q.due_at from delivery_queue as q
    where q.endpoint_id = w.endpoint_id and (q.attempt > 0) = kind.is_retry
      and q.due_at <= $4
      and (q.claimed_until is null or q.claimed_until < now())
      and (q.version = 1 or not exists (
        select from delivery_queue as earlier
        where earlier.endpoint_id = q.endpoint_id
          and earlier.conversion_id = q.conversion_id
          and earlier.version < q.version
        offset 0))
    order by q.due_at
    limit w.total
    for update skip locked
  ) as q
), ranked as (
  select *, row_number() over (partition by endpoint_id, is_retry order by due_at) as place,
    count(*) filter (where is_retry) over (partition by endpoint_id) as retries_due,
    count(*) filter (where not is_retry) over (partition by endpoint_id) as fresh_due
  from due
), claimed as (
  update delivery_queue as q
  set claim = q.claim + 1, claimed_until = now() + make_interval(secs => ${CLAIM_S})
  where q.delivery_id = any(array(
    select delivery_id from ranked
    where place <= total - case when is_retry then least(fresh_due, fresh)
      else least(retries_due, total - fresh) end))
  returning q.delivery_id, q.attempt, q.claim, q.expires_at, q.endpoint_id,
    q.campaign_id, q.conversion_id, q.version
)`;

/**
 * Columns of a delivery `d`, its conversion `c` and what was told before; of its click `k` and user
 * agent `u` only what requests are made from, since most of them are null and each costs.
 */
function claimedColumns(click_columns: readonly string[]): string {
  const of_click = click_columns.map((name) =>
    AGENT_COLUMNS.includes(name) ? `u.${name}` : `k.${name}`,
  );
  return `d.id, d.endpoint_id, d.version, d.status,
  ${epochOf("d.created_at")} as created_at,
  ${epochOf("coalesce(c.occurred_at, c.recorded_at)")} as occurred_at,
  d.payout_micros::text, d.currency, d.campaign_id, d.affiliate_id, d.conversion_id,
  c.goal_key, c.order_id, c.reason, c.amount_micros::text,
  c.currency as sale_currency, c.adv, c.click_id,
  ${["k.click_id is not null as has_click", ...of_click].join(", ")},
  told.payout_micros::text as delivered_payout_micros,
  coalesce(told.was_tried, false) as was_tried_before`;
}

function readClaimed(click_columns: readonly string[], before: string): string {
  const reads_agent = AGENT_COLUMNS.some((name) =>
    click_columns.includes(name),
  );
  return `join conversions as c on c.campaign_id = d.campaign_id and c.id = d.conversion_id
left join lateral (
  select (array_agg(before.payout_micros order by before.version desc)
      filter (where before.state = 'delivered'))[1] as payout_micros,
    bool_or(before.attempts > 0) as was_tried
  from deliveries as before
  where d.version > 1 and before.endpoint_id = d.endpoint_id
    and before.conversion_id = d.conversion_id${before}
    and before.version < d.version) as told on true
left join clicks as k
  on k.click_id = c.click_id and k.campaign_id = c.campaign_id
    and k.clicked_at = c.clicked_at
${reads_agent ? "left join user_agents as u on u.ua_id = k.ua_id" : ""}`;
}

function hasNewer(of: string): string {
  return `exists (
    select from delivery_queue as newer
    where newer.endpoint_id = ${of}.endpoint_id
      and newer.conversion_id = ${of}.conversion_id
      and newer.version > ${of}.version) as has_newer`;
}

/** The statements that read these columns of clicks: few, as they are those of the endpoints together. */
interface ClaimStatements {
  click_columns: readonly string[];
  /** Claims, and reads what is claimed. */
  claim: string;
  /** Reads what is claimed. */
  read: string;
}

function statementsOf(click_columns: readonly string[]): ClaimStatements {
  const claim = claimOf(click_columns);
  return { click_columns, claim, read: readOf(click_columns) };
}

function claimOf(click_columns: readonly string[]): string {
  return `${CLAIMED}
select claimed.attempt, claimed.claim, ${epochOf("claimed.expires_at")} as expires_at,
  ${claimedColumns(click_columns)}, ${hasNewer("d")}
from claimed join deliveries as d on d.id = claimed.delivery_id
${readClaimed(click_columns, "")}`;
}

function readOf(click_columns: readonly string[]): string {
  return `select ${claimedColumns(click_columns)} from deliveries as d
${readClaimed(click_columns, "\n    and before.campaign_id = d.campaign_id")}
where d.id = any($1::uuid[]) and (d.campaign_id = any($2::integer[]) or $3::text = 'true')`;
}

const CLAIM_QUEUE = `${CLAIMED}
select delivery_id, attempt, claim, campaign_id,
  ${epochOf("claimed.expires_at")} as expires_at, ${hasNewer("claimed")}
from claimed`;

const CLAIM_EVENTS = `${CLAIMED}
select claimed.attempt, claimed.claim, d.id, d.webhook_id as endpoint_id,
  ${epochOf("claimed.expires_at")} as expires_at, ${epochOf("d.created_at")} as created_at,
  ${WHY_SILENT_TEXT} as why_silent,
  e.id as event_id, e.type, e.data, ${epochOf("e.created_at")} as happened_at
from claimed
join webhook_deliveries as d on d.id = claimed.delivery_id
join network_events as e on e.id = d.event_id
left join webhooks as w on w.id = d.webhook_id`;

/** Milliseconds since 1970: far cheaper to write and read than a date. */
function epochOf(time: string): string {
  return `date_part('epoch', ${time}) * 1000`;
}

function readRow(
  row: Record<string, unknown>,
  click_columns: readonly string[],
): ClaimedDelivery {
  const { amount_micros, delivered_payout_micros } = row;
  return Object.assign(row as unknown as ClaimedDelivery, {
    created_at: Math.round(Number(row.created_at)),
    expires_at: Math.round(Number(row.expires_at)),
    occurred_at: Math.round(Number(row.occurred_at)),
    payout_micros: BigInt(String(row.payout_micros)),
    was_delivered_before: delivered_payout_micros !== null,
    delivered_payout_micros:
      delivered_payout_micros === null
        ? 0n
        : BigInt(String(delivered_payout_micros)),
    amount_micros:
      amount_micros === null ? null : BigInt(String(amount_micros)),
    click_columns,
    click: row.has_click === true ? row : null,
  });
}

function readEventRow(row: Record<string, unknown>): ClaimedEvent {
  const { event_id, type, data, happened_at, ...rest } = row;
  return Object.assign(rest as unknown as ClaimedEvent, {
    created_at: Math.round(Number(row.created_at)),
    expires_at: Math.round(Number(row.expires_at)),
    event: {
      id: String(event_id),
      type: String(type),
      data: data as ClaimedEvent["event"]["data"],
      created_at: Math.round(Number(happened_at)),
    },
  });
}
