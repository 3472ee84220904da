import type { InferSelectModel } from "drizzle-orm";
import { insertRows } from "../../db/mod.ts";
import type { Transaction } from "../../db/mod.ts";
import { conversionDeltas } from "../../db/schema/mod.ts";
import type { conversions } from "../../db/schema/mod.ts";

/** A conversion as far as reports count it. */
export type CountedConversion = Pick<
  InferSelectModel<typeof conversions>,
  | "campaign_id"
  | "id"
  | "version"
  | "status"
  | "currency"
  | "amount_micros"
  | "refunded_micros"
  | "revenue_micros"
  | "payout_micros"
  | "first_approved_at"
>;

type Delta = typeof conversionDeltas.$inferInsert;

/** Writes how each change moves a conversion for reports, in the transaction that changes it. */
export async function insertDeltas(
  tx: Transaction,
  steps: readonly {
    before: CountedConversion | null;
    after: CountedConversion;
  }[],
): Promise<void> {
  const deltas = steps.flatMap(({ before, after }): Delta[] => {
    const now = standing(after);
    const key = {
      campaign_id: after.campaign_id,
      conversion_id: after.id,
      version: after.version,
    };
    if (before === null) return [{ ...key, sign: 1, ...now }];
    const was = standing(before);
    if (Bun.deepEquals(was, now)) return [];
    return [
      { ...key, sign: -1, ...was },
      { ...key, sign: 1, ...now },
    ];
  });
  await insertRows(tx, conversionDeltas, deltas);
}

function standing(row: CountedConversion) {
  const { status, currency, revenue_micros, payout_micros } = row;
  return {
    status,
    currency,
    amount_micros: (row.amount_micros ?? 0n) - row.refunded_micros,
    revenue_micros,
    payout_micros,
    approved_at: row.first_approved_at,
  };
}
