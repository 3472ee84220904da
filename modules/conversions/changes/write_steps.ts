import type { Transaction } from "../../../db/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import type { VersionStep } from "../record.ts";
import { recordSteps } from "../record_steps.ts";
import type { ConversionRow } from "../working_set.ts";
import type { Outbox } from "../../deliveries/mod.ts";
import type { TierDeps } from "../tiers/tier_counters.ts";
import { Effects } from "./effects.ts";

/** What the steps of conversions are written with. */
export interface WriteDeps {
  clock: Clock;
  outbox: Pick<Outbox, "add" | "transaction">;
  configuration: TierDeps["configuration"];
  /** The zone of days where a campaign has none. */
  default_timezone: string;
  /** Told of the conversions that were made or changed: something may wait for them. */
  made?(rows: readonly ConversionRow[]): void;
}

/** Writes all that follows from steps in their transaction: history, ledger, outbox, customers. */
export async function writeAll(
  tx: Transaction,
  deps: WriteDeps,
  steps: readonly VersionStep[],
): Promise<Effects> {
  const effects = new Effects();
  const deliveries = await recordSteps(tx, deps, steps);
  deps.made?.(steps.map(({ after }) => after));
  effects.addSteps(steps);
  effects.addDeliveries(deliveries);
  return effects;
}

/** So often what was lost to another transaction is judged again. */
const ROUNDS_MAX = 20;

/** Runs `settle` on what is open until nothing was lost any more. */
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
