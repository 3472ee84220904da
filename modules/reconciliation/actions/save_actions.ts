import { sql } from "drizzle-orm";
import { insertRows, recordset } from "../../../db/mod.ts";
import type { Transaction } from "../../../db/mod.ts";
import {
  reconciliationActions,
  reconciliationItems,
} from "../../../db/schema/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import { readItemKey } from "../matching/item_key.ts";
import type { Outcome } from "./action_types.ts";
import { storePosition } from "./present_position.ts";

/** Stores the outcomes of actions, and sets the breaks that were done to applied. */
export async function saveActions(
  tx: Transaction,
  about: { reconciliation_id: string; batch_id: string; made_by: string },
  { outcomes, now_ms }: { outcomes: readonly Outcome[]; now_ms: number },
): Promise<void> {
  const { reconciliation_id, batch_id, made_by } = about;
  const kept = outcomes.filter(({ result }) => result !== "skipped");
  await insertRows(
    tx,
    reconciliationActions,
    kept.map((outcome) => ({
      batch_id,
      reconciliation_id,
      item_key: outcome.key,
      action: outcome.action,
      campaign_id: outcome.campaign_id,
      conversion_id: outcome.conversion_id,
      before: storePosition(outcome.before),
      after: storePosition(outcome.after),
      entry_id: outcome.entry_id,
      result: outcome.result,
      done_at: now_ms,
    })),
  );
  const done = kept.filter(({ result }) => isDone(result));
  await setStates(tx, {
    reconciliation_id,
    keys: done.map(({ key }) => key),
    state: "applied",
    changed_by: made_by,
    now_ms,
  });
}

/** Whether a result means that the action stands. */
export function isDone(result: string): boolean {
  return result === "done" || result === "unchanged";
}

/** Sets the state of breaks. */
export async function setStates(
  tx: Transaction,
  given: {
    reconciliation_id: string;
    keys: readonly string[];
    state: "applied" | "undone";
    changed_by: string;
    now_ms: number;
  },
): Promise<void> {
  const { reconciliation_id, keys, state, changed_by, now_ms } = given;
  const sides = keys.flatMap((key) => {
    const read = readItemKey(key);
    if (read === null) return [];
    return [{ row_no: null, conversion_id: null, ...read }];
  });
  if (sides.length === 0) return;
  const types = { row_no: "integer", conversion_id: "uuid" };
  const changed = sql`set state = ${state}, changed_by = ${changed_by},
    changed_at = ${isoTime(now_ms)}::timestamptz`;
  // Two statements, one for the index of each side.
  await tx.execute(sql`
    update ${reconciliationItems} as i ${changed}
    from ${recordset("k", sides, types)}
    where i.reconciliation_id = ${reconciliation_id}::uuid and i.row_no = k.row_no`);
  await tx.execute(sql`
    update ${reconciliationItems} as i ${changed}
    from ${recordset("k", sides, types)}
    where i.reconciliation_id = ${reconciliation_id}::uuid and i.row_no is null
      and k.row_no is null and i.conversion_id = k.conversion_id`);
}
