import { currentActor, recordChanges } from "../../../db/mod.ts";
import type { Transaction } from "../../../db/mod.ts";
import type { ConversionRow, VersionStep } from "../working_set.ts";

/** The columns of a conversion that a change by somebody may set. */
const COLUMNS = [
  "status",
  "reason",
  "order_id",
  "currency",
  "amount_micros",
  "refunded_micros",
  "revenue_micros",
  "payout_micros",
  "owed_currency",
  "owed_micros",
] as const;

/**
 * Records steps in the audit. Those of the program's own jobs have their author in the history, and
 * there are as many as conversions.
 */
export async function auditSteps(
  tx: Transaction,
  steps: readonly VersionStep[],
): Promise<void> {
  if (currentActor()?.kind === "job") return;
  await recordChanges(
    tx,
    steps.map(({ before, after, provenance }) => {
      const { id, campaign_id, affiliate_id, advertiser_id } = after;
      const changed = COLUMNS.filter((name) => before?.[name] !== after[name]);
      const why = provenance?.why ?? null;
      return {
        action: before === null ? "created" : "changed",
        resource: "conversions",
        resource_id: id,
        row: { campaign_id, affiliate_id, advertiser_id },
        before: before === null ? null : valuesOf(before, changed),
        after: {
          ...valuesOf(after, changed),
          ...(why === null ? {} : { why }),
        },
      };
    }),
  );
}

function valuesOf(
  row: ConversionRow,
  names: readonly (typeof COLUMNS)[number][],
): Record<string, string | null> {
  return Object.fromEntries(
    names.map((name) => [name, row[name]?.toString() ?? null]),
  );
}
