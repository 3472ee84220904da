import { sql } from "drizzle-orm";
import { recordset } from "../../db/mod.ts";
import type { Transaction } from "../../db/mod.ts";
import { networkEvents, webhooks } from "../../db/schema/mod.ts";
import { isoTime, newId } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";

/** The network's own events. */
export const NETWORK_EVENTS = [
  "conversion.recorded",
  "conversion.changed",
  "payment.closed",
  "payment.paid",
  "invoice.created",
  "affiliate.applied",
  "offer.changed",
  "endpoint.switched_off",
  "endpoint.failing",
  "source.silent",
  "refusals.rising",
  "cap.near",
  "cap.reached",
  "campaign.paused",
  "risk.held",
  "statement.missing",
  "ledger.broken",
  "forward.stopped",
  "report.ready",
  "report.broken",
] as const;

/** The name of one of the network's own events. */
export type NetworkEventType = (typeof NETWORK_EVENTS)[number];

/** An event, with the parties that it concerns. */
export interface NetworkEvent {
  type: NetworkEventType;
  affiliate_id?: number | null;
  advertiser_id?: number | null;
  campaign_id?: number | null;
  /** As the network sees it; it is cut where it is sent to a party. */
  data: Readonly<Record<string, unknown>>;
}

/**
 * Writes events in the transaction of what they tell, so that neither is without the
 * other; their deliveries are written after the commit. Events that no webhook wants are
 * left out.
 */
export async function recordEvents(
  tx: Transaction,
  clock: Clock,
  events: readonly NetworkEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const created_at = isoTime(clock.nowMs());
  const rows = events.map((event) => ({ ...event, id: newId(clock) }));
  await tx.execute(sql`
    insert into ${networkEvents} (id, type, affiliate_id, advertiser_id, campaign_id, data, created_at)
    select e.id, e.type, e.affiliate_id, e.advertiser_id, e.campaign_id, e.data, ${created_at}::timestamptz
    from ${recordset("e", rows, EVENT_TYPES)}
    where exists (
      select from ${webhooks} as w
      where w.enabled and e.type = any(w.events)
        and (w.affiliate_id is null or w.affiliate_id = e.affiliate_id)
        and (w.advertiser_id is null or w.advertiser_id = e.advertiser_id)
        and (w.campaign_id is null or w.campaign_id = e.campaign_id))`);
}

const EVENT_TYPES = {
  id: "uuid",
  type: "text",
  affiliate_id: "integer",
  advertiser_id: "integer",
  campaign_id: "integer",
  data: "jsonb",
};

/** An event as stored. */
export type NetworkEventRow = typeof networkEvents.$inferSelect;

/** Takes the oldest events whose deliveries are to be written in this transaction. */
export async function takeEvents(
  tx: Transaction,
  input: { events_max: number; now_ms: number },
): Promise<NetworkEventRow[]> {
  const { events_max, now_ms } = input;
  return await tx
    .update(networkEvents)
    .set({ queued_at: now_ms })
    .where(
      sql`${networkEvents.id} in (select e.id from ${networkEvents} as e
        where e.queued_at is null order by e.id limit ${events_max}
        for update skip locked)`,
    )
    .returning();
}

/** Deletes events, once nothing is left to send of them. */
export async function forgetEvents(
  tx: Transaction,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await tx.execute(
    sql`delete from ${networkEvents} where id = any(${`{${ids.join(",")}}`}::uuid[])`,
  );
}
