import { eq } from "drizzle-orm";
import type { Transaction } from "../../db/mod.ts";
import { endpointHealth } from "../../db/schema/mod.ts";

/**
 * Resets the failures of an endpoint or a webhook that is on again, since otherwise the first
 * new one would switch it off.
 */
export async function startAfresh(tx: Transaction, id: number): Promise<void> {
  await tx
    .update(endpointHealth)
    .set({ failing_since: null, failures: 0 })
    .where(eq(endpointHealth.endpoint_id, id));
}
