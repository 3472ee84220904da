import type { Transaction } from "../../../db/mod.ts";
import { changeConversions } from "./change_conversions.ts";
import type {
  Changer,
  ConversionChange,
  NewConversion,
} from "./change_types.ts";
import { createConversions } from "./create_conversions.ts";
import type { CreateDeps } from "./create_conversions.ts";
import { forgetConversions } from "./forget_conversions.ts";
import type { ConversionRow } from "../working_set.ts";
import { priceConversions } from "./price_conversions.ts";
import type { PriceDeps } from "./price_conversions.ts";
import { restoreConversions } from "./restore_conversions.ts";
import type { RestoredConversion, RestoreDeps } from "./restore_conversions.ts";
import { settleChanges } from "./settle_changes.ts";
import type { SettleChangesDeps } from "./settle_changes.ts";

/**
 * The only way to create or change conversions without a postback: by hand, by a timer,
 * by an exchange rate, by reconciliation. Everything within one `settle` is committed together, or rolled
 * back with `dry_run`.
 *
 *     const { results, effects } = await door.settle((tx) => door.change(tx, changes, by));
 */
export function conversionDoor(
  deps: CreateDeps & PriceDeps & RestoreDeps & SettleChangesDeps,
) {
  return {
    /** Creates conversions, several thousand at once; existing ones are left unchanged. */
    create: (tx: Transaction, given: readonly NewConversion[], by: Changer) =>
      createConversions(tx, deps, given, by),
    /** Changes conversions, several thousand at once. */
    change: (
      tx: Transaction,
      changes: readonly ConversionChange[],
      by: Changer,
    ) => changeConversions(tx, deps, changes, by),
    /** Restores the state that conversions would have but for their risk. */
    restore: (
      tx: Transaction,
      given: readonly RestoredConversion[],
      by: Changer,
    ) => restoreConversions(tx, deps, given, by),
    /** Deletes those of a move that nobody has used since; returns the ids of those that are gone. */
    forget: (tx: Transaction, ids: readonly string[]) =>
      forgetConversions(tx, ids),
    /** Prices conversions held for an exchange rate; returns how many it could. */
    price: (tx: Transaction, rows: readonly ConversionRow[]) =>
      priceConversions(tx, deps, rows),
    /**
     * Runs work in a transaction and wakes the deliverer after the commit; may run it
     * more than once.
     */
    settle: <T>(
      work: (tx: Transaction) => Promise<T>,
      options?: { dry_run?: boolean },
    ) => settleChanges(deps, work, options),
  };
}

/** Creates and changes conversions without a postback. */
export type ConversionDoor = ReturnType<typeof conversionDoor>;
