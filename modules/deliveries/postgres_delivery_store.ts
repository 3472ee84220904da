import { eq, lt, sql } from "drizzle-orm";
import { isDistributed } from "../../db/citus/mod.ts";
import type { Database } from "../../db/mod.ts";
import {
  deliveries,
  deliveryQueue,
  openBreakers,
  webhookDeliveries,
} from "../../db/schema/mod.ts";
import { CLICK_COLUMNS } from "./click_columns.ts";
import { isoTime } from "../kernel/mod.ts";
import {
  claimDeliveries,
  claimEvents,
  readyEndpoints,
} from "./claim_deliveries.ts";
import type { DeliveryStore } from "./delivery_store.ts";
import { finishDeliveries, finishEvents } from "./finish_deliveries.ts";

const EXPIRE_MAX = 500;
/**
 * A live holder of a breaker probes, and saves that, well within this time after the
 * next probe is due.
 */
const BREAKER_STALE_MS = 60_000;

/** How a store claims and saves results. */
interface StoreOptions {
  /** A pool that keeps plans: to plan a claim or results of one delivery takes longer than to run it. */
  queue_db?: Database | undefined;
  /** The columns of clicks that endpoints need by now; all of them by default. */
  clickColumns?(): readonly string[];
}

/** Stores deliveries in Postgres. A claim reads those columns of clicks that endpoints need by then. */
export function postgresDeliveryStore(
  db: Database,
  { queue_db, clickColumns = () => CLICK_COLUMNS }: StoreOptions = {},
): DeliveryStore {
  // Citus finds a statement's shards by its values.
  const quick = () => (isDistributed() ? db : (queue_db ?? db));
  return {
    ready: (now_ms) => readyEndpoints(db, now_ms),
    claim: (turns, now_ms) =>
      claimDeliveries(quick(), turns, {
        now_ms,
        click_columns: clickColumns(),
      }),
    finish: (finished) => finishDeliveries(quick(), finished),
    events: {
      claim: (turns, now_ms) => claimEvents(quick(), turns, now_ms),
      finish: (finished) => finishEvents(quick(), finished),
    },
    async expire(now_ms) {
      // Stale: its tracker is gone, or nothing waits behind it.
      const stale = lt(openBreakers.probe_at, now_ms - BREAKER_STALE_MS);
      await db.delete(openBreakers).where(stale);
      return await expireDeliveries(db, now_ms);
    },
    async breaker(origin, open) {
      if (open === null) {
        await db.delete(openBreakers).where(eq(openBreakers.origin, origin));
        return;
      }
      await db
        .insert(openBreakers)
        .values({ origin, ...open })
        .onConflictDoUpdate({
          target: openBreakers.origin,
          set: { probe_at: open.probe_at, reason: open.reason },
        });
    },
  };
}

/**
 * Expires deliveries past their age budget that could not be sent: endpoint off, or
 * breaker open.
 */
async function expireDeliveries(db: Database, now_ms: number): Promise<number> {
  const now = isoTime(now_ms);
  const rows = await db.execute(sql`
    with old as (
      select delivery_id from ${deliveryQueue}
      where expires_at <= ${now}
        and (claimed_until is null or claimed_until < now())
      order by expires_at
      limit ${EXPIRE_MAX}
      for update skip locked
    ), gone as (
      delete from ${deliveryQueue} as q using old
      where q.delivery_id = old.delivery_id
      returning q.delivery_id
    ), events as (
      update ${webhookDeliveries} as d
      set state = 'expired', settled_at = ${now},
        reason = coalesce(d.reason, 'it could not be sent in time')
      from gone where d.id = gone.delivery_id
      returning d.id
    ), others as (
      update ${deliveries} as d
      set state = 'expired', settled_at = ${now},
        reason = coalesce(d.reason, 'it could not be sent in time')
      from gone where d.id = gone.delivery_id
      returning d.id
    )
    select id from others union all select id from events`);
  return rows.length;
}
