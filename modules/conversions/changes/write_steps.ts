import type { Transaction } from "../../../db/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import { recordSteps } from "../record.ts";
import type { ConversionRow, VersionStep } from "../working_set.ts";
import type { Outbox } from "../../deliveries/mod.ts";
import type { TierDeps } from "../tiers/tier_counters.ts";
import { auditSteps } from "./audit_steps.ts";
import { Effects } from "./effects.ts";

export interface WriteDeps {
  clock: Clock;
  outbox: Pick<Outbox, "add" | "transaction">;
  configuration: TierDeps["configuration"];
  /** Time zone for campaigns without one. */
  default_timezone: string;
  /** Called with created and changed conversions, for which something may be waiting. */
  made?(rows: readonly ConversionRow[]): void;
}

/** Writes everything that steps entail, in their transaction, and returns their effects. */
export async function writeAll(
  tx: Transaction,
  deps: WriteDeps,
  steps: readonly VersionStep[],
): Promise<Effects> {
  const effects = new Effects();
  const deliveries = await recordSteps(tx, deps, steps);
  await auditSteps(tx, steps);
  deps.made?.(steps.map(({ after }) => after));
  effects.addSteps(steps);
  effects.addDeliveries(deliveries);
  return effects;
}

/** Maximum retries after losing a version race. */
const ROUNDS_MAX = 20;

/** Runs `settle` on the open items until none lost a race. */
export async function inRounds<T>(
  items: readonly T[],
  settle: (open: readonly T[]) => Promise<readonly T[]>,
): Promise<void> {
  let open = items;
  for (let round = 0; open.length > 0; round++) {
    if (round === ROUNDS_MAX) {
      throw new Error(
        `Cannot change ${open.length} conversions: others keep changing the same ones`,
      );
    }
    open = await settle(open);
  }
}
