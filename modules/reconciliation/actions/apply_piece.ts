import { and, inArray, eq, isNull } from "drizzle-orm";
import type { Transaction } from "../../../db/mod.ts";
import { reconciliationActions } from "../../../db/schema/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import type { ActionSummary } from "./action_summary.ts";
import type { Outcome, Planned, Work } from "./action_types.ts";
import { executePlans } from "./execute_plans.ts";
import { saveActions } from "./save_actions.ts";

/**
 * Carries out planned actions, stores their outcomes, and sums them up; actions
 * done before are not repeated.
 */
export async function applyPiece(
  tx: Transaction,
  clock: Clock,
  work: Work,
  { plans, batch_id }: { plans: readonly Planned[]; batch_id: string | null },
): Promise<{ outcomes: Outcome[]; summary: ActionSummary }> {
  const reconciliation_id = work.reconciliation.id;
  const done = await doneBefore(
    tx,
    reconciliation_id,
    plans.map(({ key }) => key),
  );
  const open = plans.map((planned) =>
    done.has(planned.key) ? asDone(planned) : planned,
  );
  const carried = await executePlans(tx, clock, work, open);
  if (batch_id === null) return carried;
  const { made_by } = work.by;
  const kept = carried.outcomes.filter(
    ({ result }) => result !== "already_applied",
  );
  await saveActions(
    tx,
    { reconciliation_id, batch_id, made_by },
    { outcomes: kept, now_ms: clock.nowMs() },
  );
  return carried;
}

function asDone({ key, plan }: Planned): Planned {
  const detail = "It has already been applied";
  const refusal = { code: "already_applied" as const, detail };
  return { key, plan: { kind: "refused", action: plan.action, refusal } };
}

/**
 * Returns the keys of actions that were done and not undone, using the index that
 * makes them unique.
 */
async function doneBefore(
  tx: Transaction,
  reconciliation_id: string,
  keys: readonly string[],
): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const rows = await tx
    .select({ key: reconciliationActions.item_key })
    .from(reconciliationActions)
    .where(
      and(
        eq(reconciliationActions.reconciliation_id, reconciliation_id),
        inArray(reconciliationActions.item_key, [...keys]),
        isNull(reconciliationActions.undone_at),
        inArray(reconciliationActions.result, ["done", "unchanged"]),
      ),
    );
  return new Set(rows.map(({ key }) => key));
}
