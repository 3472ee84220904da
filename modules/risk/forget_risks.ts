import { inArray } from "drizzle-orm";
import type { Transaction } from "../../db/mod.ts";
import { conversionRisks } from "../../db/schema/mod.ts";

/** Forgets the scores of conversions that are deleted. */
export async function forgetRisks(
  tx: Transaction,
  conversion_ids: readonly string[],
): Promise<void> {
  if (conversion_ids.length === 0) return;
  await tx
    .delete(conversionRisks)
    .where(inArray(conversionRisks.conversion_id, [...conversion_ids]));
}
