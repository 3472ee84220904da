import type { Transaction } from "../../db/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import type { readBookingFloor } from "../payouts/mod.ts";
import type { OutgoingDelivery, Outbox } from "../deliveries/mod.ts";
import { countForTiers } from "./tiers/tier_counters.ts";
import type { TierDeps } from "./tiers/tier_counters.ts";
import { keepCustomers } from "./keep_customers.ts";
import { writeSteps } from "./record.ts";
import type { VersionStep } from "./record.ts";

/** Dependencies of `recordSteps`. */
export interface RecordDeps extends TierDeps {
  clock: Clock;
  outbox: Pick<Outbox, "add">;
}

/**
 * Writes the history, ledger, outbox, tiers and customers of steps in their
 * transaction. Returns the deliveries.
 */
export async function recordSteps(
  tx: Transaction,
  deps: RecordDeps,
  steps: readonly VersionStep[],
  floor: ReturnType<typeof readBookingFloor> | null = null,
): Promise<OutgoingDelivery[]> {
  const [, deliveries] = await Promise.all([
    writeSteps(tx, deps.clock, steps, floor),
    deps.outbox.add(tx, steps),
    countForTiers(tx, steps, deps),
    keepCustomers(tx, steps),
  ]);
  return deliveries;
}
