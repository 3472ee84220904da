import { sql } from "drizzle-orm";
import { readTimestamp, recordset } from "../../../db/mod.ts";
import type { Database } from "../../../db/mod.ts";
import {
  clicks,
  conversions,
  deliveries,
  deliveryQueue,
  userAgents,
} from "../../../db/schema/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import type { ClaimedDelivery, Turn } from "./delivery_store.ts";

export type { ClaimedDelivery } from "./delivery_store.ts";

/** The time for one claim: the longest timeout of an endpoint and room to write the result. */
const CLAIM_S = 60;

/** The endpoints with something due: one step down the index for each, however many rows wait. */
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
 * Claims due deliveries of each endpoint by its turn, oldest first, with a share
 * for first tries and one for later ones. SKIP LOCKED lets several instances claim without waiting
 * for each other; a claim runs out by the database's clock and its number fences
 * a stale worker. A version waits until the ones before it are settled, so that
 * changes arrive in their order. What is taken is looked up by an array of keys:
 * a join would be planned for a good part of the backlog.
 */
export async function claimDeliveries(
  db: Database,
  turns: readonly Turn[],
  now_ms: number,
): Promise<ClaimedDelivery[]> {
  if (turns.length === 0) return [];
  const rows = await db.execute(sql`
    with due as materialized (
      ${dueOf(turns, now_ms)}
    ), ranked as (
      select *, row_number() over (partition by endpoint_id, is_retry order by due_at) as place,
        count(*) filter (where is_retry) over (partition by endpoint_id) as retries_due,
        count(*) filter (where not is_retry) over (partition by endpoint_id) as fresh_due
      from due
    ), claimed as (
      update ${deliveryQueue} as q
      set claim = q.claim + 1, claimed_until = now() + make_interval(secs => ${CLAIM_S})
      where q.delivery_id = any(array(
        select delivery_id from ranked
        where place <= total - case when is_retry then least(fresh_due, fresh)
          else least(retries_due, total - fresh) end))
      returning q.delivery_id, q.attempt, q.claim, q.expires_at
    )
    select claimed.attempt, claimed.claim, claimed.expires_at, d.id, d.endpoint_id,
      d.version, d.created_at, d.status, d.payout_micros::text, d.currency,
      d.campaign_id, d.affiliate_id, d.conversion_id, c.goal_key, c.order_id,
      c.reason, c.amount_micros::text, c.adv,
      coalesce(c.occurred_at, c.recorded_at) as occurred_at, c.click_id,
      to_jsonb(k) || coalesce(to_jsonb(u), '{}') as click,
      coalesce(told.payout_micros, 0)::text as told_micros,
      coalesce(told.was_tried, false) as was_tried_before,
      exists (
        select from ${deliveryQueue} as newer
        where newer.endpoint_id = d.endpoint_id
          and newer.conversion_id = d.conversion_id
          and newer.version > d.version) as has_newer
    from claimed
    join ${deliveries} as d on d.id = claimed.delivery_id
    join ${conversions} as c
      on c.campaign_id = d.campaign_id and c.id = d.conversion_id
    left join lateral (
      select (array_agg(before.payout_micros order by before.version desc)
          filter (where before.state = 'delivered'))[1] as payout_micros,
        bool_or(before.attempts > 0) as was_tried
      from ${deliveries} as before
      where d.version > 1 and before.endpoint_id = d.endpoint_id
        and before.conversion_id = d.conversion_id
        and before.version < d.version) as told on true
    left join ${clicks} as k
      on k.click_id = c.click_id and k.campaign_id = c.campaign_id
        and k.clicked_at = c.clicked_at
    left join ${userAgents} as u on u.ua_id = k.ua_id`);
  return (rows as unknown as Record<string, unknown>[]).map(readRow);
}

/**
 * What is due of these endpoints, first tries and later ones apart. Written so
 * that its plan can't depend on the size of the backlog: a constant kind would not match
 * the index, and `offset 0` keeps the look at earlier versions out of a join.
 */
function dueOf(turns: readonly Turn[], now_ms: number) {
  const kinds = turns.flatMap((turn) =>
    [false, true].map((is_retry) => ({ ...turn, is_retry })),
  );
  const wanted = recordset("w", kinds, {
    endpoint_id: "integer",
    total: "integer",
    fresh: "integer",
    is_retry: "boolean",
  });
  return sql`
      select q.delivery_id, q.due_at, w.*
      from ${wanted} cross join lateral (
        select q.delivery_id, q.due_at from ${deliveryQueue} as q
        where q.endpoint_id = w.endpoint_id and (q.attempt > 0) = w.is_retry
          and q.due_at <= ${isoTime(now_ms)}
          and (q.claimed_until is null or q.claimed_until < now())
          and not exists (
            select from ${deliveryQueue} as earlier
            where earlier.endpoint_id = q.endpoint_id
              and earlier.conversion_id = q.conversion_id
              and earlier.version < q.version
            offset 0)
        order by q.due_at
        limit w.total
        for update skip locked
      ) as q`;
}

function readRow(row: Record<string, unknown>): ClaimedDelivery {
  const { amount_micros } = row;
  return {
    ...(row as unknown as ClaimedDelivery),
    created_at: readTimestamp(String(row.created_at)),
    expires_at: readTimestamp(String(row.expires_at)),
    occurred_at: readTimestamp(String(row.occurred_at)),
    payout_micros: BigInt(String(row.payout_micros)),
    told_micros: BigInt(String(row.told_micros)),
    amount_micros:
      amount_micros === null ? null : BigInt(String(amount_micros)),
  };
}
