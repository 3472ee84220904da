import type { Transaction } from "../../../db/mod.ts";
import type { ChangeResult, ConversionChange } from "../../conversions/mod.ts";
import type { Work } from "./action_types.ts";

/** Thrown to roll back the trial. */
class Undone extends Error {}

/**
 * Returns what changes would result in, at the prices in force: makes them in a
 * savepoint and rolls back.
 */
export async function tryChanges(
  tx: Transaction,
  { door, by }: Pick<Work, "door" | "by">,
  changes: readonly ConversionChange[],
): Promise<ChangeResult[]> {
  let tried: ChangeResult[] = [];
  if (changes.length === 0) return tried;
  try {
    await tx.transaction(async (inner) => {
      const { results } = await door.change(inner, changes, by);
      tried = results;
      throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
  }
  return tried;
}
