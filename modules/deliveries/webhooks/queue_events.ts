import { inArray, lt, sql } from "drizzle-orm";
import { insertRows } from "../../../db/mod.ts";
import type { Database, Transaction } from "../../../db/mod.ts";
import {
  deliveryQueue,
  networkEvents,
  webhookDeliveries,
} from "../../../db/schema/mod.ts";
import type { Deliverer } from "../deliverer.ts";
import { newId } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import { forgetEvents, takeEvents } from "../../notices/mod.ts";
import type { NetworkEventRow } from "../../notices/mod.ts";
import type { JobDefinition } from "../../scheduler/mod.ts";
import { WHY_SILENT_TEXT } from "./webhook_config.ts";
import type { WebhookRow } from "./webhook_config.ts";

export interface QueueEventsDeps {
  db: Database;
  clock: Clock;
  deliverer: Pick<Deliverer, "hint">;
}

const EVENTS_MAX = 200;
const HOUR_MS = 3_600_000;
/** How long a delivery is tried. */
export const AGE_BUDGET_MS = 72 * HOUR_MS;
const KEPT_MS = 30 * 24 * HOUR_MS;
const FORGOTTEN_AT_ONCE = 1_000;

/**
 * Writes the deliveries of events that wait for theirs, once: the transaction that takes
 * an event writes them. Returns true if there may be more.
 */
export async function queueEvents(deps: QueueEventsDeps): Promise<boolean> {
  const { db, clock } = deps;
  const [waiting] = await db.execute(
    sql`select from ${networkEvents} where queued_at is null limit 1`,
  );
  if (waiting === undefined) return false;
  const now_ms = clock.nowMs();
  const queued = await db.transaction(async (tx) => {
    const events = await takeEvents(tx, { events_max: EVENTS_MAX, now_ms });
    const hearing = await readHearing(tx, events);
    const rows = events.flatMap((event) =>
      hearing
        .filter((webhook) => hears(webhook, event))
        .map(({ id }) => deliveryOf(clock, event, id)),
    );
    await insertRows(tx, webhookDeliveries, rows);
    await insertRows(tx, deliveryQueue, rows.map(queueRow));
    return { events, rows };
  });
  deps.deliverer.hint([
    ...new Set(queued.rows.map(({ webhook_id }) => webhook_id)),
  ]);
  return queued.events.length === EVENTS_MAX;
}

type Hearing = Pick<
  WebhookRow,
  "id" | "events" | "affiliate_id" | "advertiser_id" | "campaign_id"
>;

/** The webhooks that want one of these types, and may be sent to. */
async function readHearing(
  tx: Transaction,
  events: readonly NetworkEventRow[],
): Promise<Hearing[]> {
  const types = `{${[...new Set(events.map(({ type }) => type))].join(",")}}`;
  const rows = await tx.execute(sql`
    select w.id, w.events, w.affiliate_id, w.advertiser_id, w.campaign_id
    from webhooks as w
    where w.enabled and w.events && ${types}::text[]
      and ${sql.raw(WHY_SILENT_TEXT)} is null`);
  return rows as unknown as Hearing[];
}

/** Whether a webhook is told of an event: an affiliate's only of its own. */
function hears(webhook: Hearing, event: NetworkEventRow): boolean {
  const { affiliate_id, advertiser_id, campaign_id } = webhook;
  return (
    webhook.events.includes(event.type) &&
    (affiliate_id === null || affiliate_id === event.affiliate_id) &&
    (advertiser_id === null || advertiser_id === event.advertiser_id) &&
    (campaign_id === null || campaign_id === event.campaign_id)
  );
}

type NewDelivery = typeof webhookDeliveries.$inferInsert;

function deliveryOf(
  clock: Clock,
  event: NetworkEventRow,
  webhook_id: number,
): NewDelivery {
  const now_ms = clock.nowMs();
  return {
    id: newId(clock),
    webhook_id,
    event_id: event.id,
    state: "due",
    created_at: now_ms,
    expires_at: now_ms + AGE_BUDGET_MS,
  };
}

/** Its row in the queue, where an event is always its first version. */
function queueRow(delivery: NewDelivery) {
  const { id, webhook_id, event_id, created_at, expires_at } = delivery;
  return {
    delivery_id: id,
    endpoint_id: webhook_id,
    campaign_id: 0,
    conversion_id: event_id,
    version: 1,
    due_at: created_at,
    expires_at,
  };
}

/** Deletes events and their deliveries after 30 days, a batch at a time. */
export function forgetEventsJob(
  deps: Pick<QueueEventsDeps, "db" | "clock">,
): JobDefinition {
  const { db, clock } = deps;
  return {
    name: "forget_events",
    description: "Deletes events and their deliveries after 30 days",
    every_ms: HOUR_MS,
    run: async ({ signal }) => {
      for (;;) {
        signal.throwIfAborted();
        const before_ms = clock.nowMs() - KEPT_MS;
        if ((await forgetBatch(db, before_ms)) < FORGOTTEN_AT_ONCE) return;
      }
    },
  };
}

async function forgetBatch(db: Database, before_ms: number): Promise<number> {
  return await db.transaction(async (tx) => {
    const old = await tx
      .select({ id: networkEvents.id })
      .from(networkEvents)
      .where(lt(networkEvents.created_at, before_ms))
      .limit(FORGOTTEN_AT_ONCE);
    const ids = old.map(({ id }) => id);
    if (ids.length === 0) return 0;
    const of_them = inArray(webhookDeliveries.event_id, ids);
    const forgotten = tx
      .select({ id: webhookDeliveries.id })
      .from(webhookDeliveries)
      .where(of_them);
    // One retried by hand may still wait.
    await tx
      .delete(deliveryQueue)
      .where(inArray(deliveryQueue.delivery_id, forgotten));
    await tx.delete(webhookDeliveries).where(of_them);
    await forgetEvents(tx, ids);
    return ids.length;
  });
}
