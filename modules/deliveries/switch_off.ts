import { and, eq } from "drizzle-orm";
import type { Transaction } from "../../db/mod.ts";
import { endpoints, webhooks } from "../../db/schema/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { notify, recordEvents } from "../notices/mod.ts";
import { originOf } from "./endpoints/endpoint_config.ts";

/**
 * Switches off an endpoint or a webhook that failed, once. Its deliveries stay queued.
 */
export async function switchOff(
  tx: Transaction,
  clock: Clock,
  { id, reason }: { id: number; reason: string },
): Promise<void> {
  const set = { enabled: false, disabled_reason: reason };
  const [endpoint] = await tx
    .update(endpoints)
    .set(set)
    .where(and(eq(endpoints.id, id), eq(endpoints.enabled, true)))
    .returning();
  const [webhook] = await tx
    .update(webhooks)
    .set(set)
    .where(and(eq(webhooks.id, id), eq(webhooks.enabled, true)))
    .returning();
  const one = endpoint ?? webhook;
  if (one === undefined) return;
  const { affiliate_id, campaign_id, url } = one;
  const data = {
    endpoint_id: endpoint?.id ?? null,
    webhook_id: webhook?.id ?? null,
    affiliate_id,
    campaign_id,
    origin: originOf(url),
    reason,
  };
  const type = "endpoint.switched_off";
  await recordEvents(tx, clock, [{ type, affiliate_id, campaign_id, data }]);
  if (affiliate_id === null) return;
  await notify(tx, clock, {
    to: { affiliate_id },
    event: type,
    subject: `Your endpoint at ${data.origin} was switched off`,
    text: `${reason}. What waits for it is sent once you switch it on again.`,
  });
}
