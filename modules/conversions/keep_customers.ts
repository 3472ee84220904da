import { insertRows } from "../../db/mod.ts";
import type { Transaction } from "../../db/mod.ts";
import { customers } from "../../db/schema/mod.ts";
import { isClickless } from "../clicks/mod.ts";
import type { VersionStep } from "./record.ts";

/** Records each customer's first click; later events don't change it. */
export async function keepCustomers(
  tx: Transaction,
  steps: readonly VersionStep[],
): Promise<void> {
  const rows = new Map<string, typeof customers.$inferInsert>();
  for (const { before, after } of steps) {
    const { customer_id, advertiser_id, click_id, recorded_at } = after;
    const key = `${advertiser_id} ${customer_id ?? ""}`;
    if (before !== null || customer_id === null || rows.has(key)) continue;
    if (isClickless(click_id)) continue;
    const first_seen_at = recorded_at;
    rows.set(key, { advertiser_id, customer_id, click_id, first_seen_at });
  }
  const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
  await insertRows(
    tx,
    customers,
    sorted.map(([, row]) => row),
    { skip_conflicts: true },
  );
}
