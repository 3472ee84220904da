import { sql } from "drizzle-orm";
import { readTimestamp } from "../../../db/mod.ts";
import type { Database } from "../../../db/mod.ts";
import {
  clicks,
  conversions,
  deliveries,
  deliveryQueue,
  endpoints,
  userAgents,
} from "../../../db/schema/mod.ts";

/** A delivery that this process has claimed, with all that its template may ask for. */
export interface ClaimedDelivery {
  id: string;
  attempt: number;
  claim: number;
  created_at: number;
  expires_at: number;
  url: string;
  timeout_ms: number;
  status: string;
  payout_micros: bigint;
  told_micros: bigint;
  currency: string;
  campaign_id: number;
  affiliate_id: number;
  conversion_id: string;
  goal_key: string;
  order_id: string | null;
  reason: string | null;
  occurred_at: number;
  click_id: Uint8Array;
  /** The click's own columns; null where its row is not there. */
  click: Record<string, unknown> | null;
}

/** The time for one claim: the longest timeout of an endpoint and room to write the result. */
const CLAIM_S = 60;

/**
 * Claims due deliveries, oldest first. SKIP LOCKED lets several instances claim
 * without waiting for each other; a claim runs out by the database's clock and
 * its number fences a stale worker. A version waits until the ones before it
 * are settled, so that changes arrive in their order.
 */
export async function claimDeliveries(
  db: Database,
  input: { now_ms: number; limit: number },
): Promise<ClaimedDelivery[]> {
  const rows = await db.execute(sql`
    with due as (
      select q.delivery_id from ${deliveryQueue} as q
      where q.due_at <= ${new Date(input.now_ms).toISOString()}
        and (q.claimed_until is null or q.claimed_until < now())
        and not exists (
          select from ${deliveryQueue} as earlier
          where earlier.endpoint_id = q.endpoint_id
            and earlier.conversion_id = q.conversion_id
            and earlier.version < q.version)
      order by q.due_at
      limit ${input.limit}
      for update skip locked
    ), claimed as (
      update ${deliveryQueue} as q
      set claim = q.claim + 1, claimed_until = now() + make_interval(secs => ${CLAIM_S})
      from due where q.delivery_id = due.delivery_id
      returning q.delivery_id, q.attempt, q.claim
    )
    select claimed.attempt, claimed.claim, d.id, d.created_at, d.expires_at, d.status,
      d.payout_micros::text, d.currency, d.campaign_id, d.affiliate_id,
      d.conversion_id, e.url, e.timeout_s, c.goal_key, c.order_id, c.reason,
      coalesce(c.occurred_at, c.recorded_at) as occurred_at, c.click_id,
      to_jsonb(k) || coalesce(to_jsonb(u), '{}') as click,
      coalesce((
        select told.payout_micros from ${deliveries} as told
        where told.endpoint_id = d.endpoint_id
          and told.conversion_id = d.conversion_id
          and told.state = 'delivered'
        order by told.version desc limit 1), 0)::text as told_micros
    from claimed
    join ${deliveries} as d on d.id = claimed.delivery_id
    join ${endpoints} as e on e.id = d.endpoint_id
    join ${conversions} as c
      on c.campaign_id = d.campaign_id and c.id = d.conversion_id
    left join ${clicks} as k
      on k.click_id = c.click_id and k.campaign_id = c.campaign_id
        and k.clicked_at = c.clicked_at
    left join ${userAgents} as u on u.ua_id = k.ua_id`);
  return (rows as unknown as Record<string, unknown>[]).map(readRow);
}

function readRow(row: Record<string, unknown>): ClaimedDelivery {
  return {
    ...(row as unknown as ClaimedDelivery),
    timeout_ms: Number(row.timeout_s) * 1000,
    created_at: readTimestamp(String(row.created_at)),
    expires_at: readTimestamp(String(row.expires_at)),
    occurred_at: readTimestamp(String(row.occurred_at)),
    payout_micros: BigInt(String(row.payout_micros)),
    told_micros: BigInt(String(row.told_micros)),
  };
}
