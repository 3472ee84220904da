import type { Transaction } from "../../../db/mod.ts";
import { changeConversions } from "./change_conversions.ts";
import type {
  Changer,
  ConversionChange,
  NewConversion,
} from "./change_types.ts";
import { createConversions } from "./create_conversions.ts";
import type { CreateDeps } from "./create_conversions.ts";
import { settleChanges } from "./settle_changes.ts";
import type { SettleChangesDeps } from "./settle_changes.ts";

/**
 * The one way on which conversions are made and changed that no postback tells
 * of: by hand, by the clock, by reconciliation. What is done within one `settle`
 * is committed together, or with `dry_run` only tried out.
 *
 *     const { results, effects } = await door.settle((tx) => door.change(tx, changes, by));
 */
export function conversionDoor(deps: CreateDeps & SettleChangesDeps) {
  return {
    /** Makes conversions, several thousand at once; what is on record is left as it is. */
    create: (tx: Transaction, given: readonly NewConversion[], by: Changer) =>
      createConversions(tx, deps, given, by),
    /** Sets conversions to what they are to become, several thousand at once. */
    change: (
      tx: Transaction,
      changes: readonly ConversionChange[],
      by: Changer,
    ) => changeConversions(tx, deps, changes, by),
    /** Runs work in a transaction, and wakes who sends; may run it more than once. */
    settle: <T>(
      work: (tx: Transaction) => Promise<T>,
      options?: { dry_run?: boolean },
    ) => settleChanges(deps, work, options),
  };
}

/** The one way on which conversions are changed that no postback tells of. */
export type ConversionDoor = ReturnType<typeof conversionDoor>;
