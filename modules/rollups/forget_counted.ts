import { inArray } from "drizzle-orm";
import { insertRows } from "../../db/mod.ts";
import type { Transaction } from "../../db/mod.ts";
import {
  conversionDeltas,
  conversionFacts,
  reportRecounts,
} from "../../db/schema/mod.ts";

const DAY_MS = 86_400_000;

/** A conversion that is deleted, with its times. */
export interface ForgottenConversion {
  id: string;
  recorded_at: number;
  clicked_at: number;
  first_approved_at: number | null;
}

/**
 * Forgets conversions that are deleted in this transaction: what isn't folded yet is dropped, and
 * the days that may count them are counted again.
 */
export async function forgetCounted(
  tx: Transaction,
  gone: readonly ForgottenConversion[],
): Promise<void> {
  if (gone.length === 0) return;
  const ids = gone.map(({ id }) => id);
  await tx
    .delete(conversionDeltas)
    .where(inArray(conversionDeltas.conversion_id, ids));
  await tx
    .delete(conversionFacts)
    .where(inArray(conversionFacts.conversion_id, ids));
  const days = new Map<string, typeof reportRecounts.$inferInsert>();
  for (const { recorded_at, clicked_at, first_approved_at } of gone) {
    const times = {
      conversion: recorded_at,
      conversion_by_click: clicked_at,
      conversion_by_approval: first_approved_at,
    };
    for (const [axis, at] of Object.entries(times)) {
      if (at === null) continue;
      const day = Math.floor(at / DAY_MS);
      days.set(`${axis} ${day}`, { axis, day });
    }
  }
  await insertRows(tx, reportRecounts, [...days.values()], {
    order_by: ["axis", "day"],
    on_conflict: "do nothing",
  });
}
