import { eq, getTableColumns, sql } from "drizzle-orm";
import { updateRows } from "../../db/mod.ts";
import type { Queryable, Transaction } from "../../db/mod.ts";
import { conversionRisks, riskDecisions } from "../../db/schema/mod.ts";
import { listPage, orNotFound, selectList, TIMES } from "../http/mod.ts";
import type { ListRequest, ListTable } from "../http/mod.ts";
import { isoTime, isUuid, newId } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";

/** The possible decisions about suspected conversions. */
export const RISK_DECISIONS = ["clear", "fraud"] as const;

/** The decision of a person about suspected conversions. */
export type Decision = (typeof RISK_DECISIONS)[number];

type RiskRow = typeof conversionRisks.$inferSelect;

/** As many decisions of one conversion are kept before its last one, the newest. */
const EARLIER_MAX = 50;
type DecisionRow = typeof riskDecisions.$inferSelect;

/**
 * Keeps a decision with who made it and why. What is clear is let go; what is fraud is left out of
 * payment runs from then on, also if its sender approves it again. An earlier decision is kept beside
 * it. Returns its id.
 */
export async function recordDecision(
  tx: Transaction,
  clock: Clock,
  made: {
    decision: Decision;
    why: string;
    decided_by: string;
    filter: Record<string, unknown>;
    /** Each as it was, with how it would be otherwise from now on. */
    rows: readonly RiskRow[];
  },
): Promise<string> {
  const { decision, why, decided_by, filter, rows } = made;
  const id = newId(clock);
  const now_ms = clock.nowMs();
  await tx.insert(riskDecisions).values({
    ...{ id, decision, why, decided_by, filter },
    decided_at: now_ms,
    conversions: rows.length,
  });
  const decided = rows.map((row) => ({
    ...row,
    decision_id: id,
    decided: decision,
    earlier_ids:
      row.decision_id === null
        ? row.earlier_ids
        : [...(row.earlier_ids ?? []), row.decision_id].slice(-EARLIER_MAX),
    held_at: decision === "clear" ? null : (row.held_at ?? now_ms),
  }));
  await updateRows(tx, conversionRisks, decided, {
    by: ["campaign_id", "conversion_id"],
    set: ["decision_id", "decided", "earlier_ids", "held_at", "otherwise"],
    order_by: ["campaign_id", "conversion_id"],
  });
  return id;
}

/** Filters and sorts of decisions. */
export const DECISION_LIST = {
  filters: { decision: RISK_DECISIONS, ...TIMES },
  sorts: ["-decided_at", "decided_at"],
} as const;

const TABLE: ListTable = {
  columns: getTableColumns(riskDecisions),
  key: riskDecisions.id,
  time: riskDecisions.decided_at,
};

/** Lists decisions, newest first. */
export async function listDecisions(db: Queryable, list: ListRequest) {
  const rows = await selectList(db, {
    from: riskDecisions,
    table: TABLE,
    list,
  });
  return listPage(TABLE, list, rows, present);
}

/** One decision; throws 404 if there is none. */
export async function readDecision(db: Queryable, id: string) {
  const [row] = isUuid(id)
    ? await db.select().from(riskDecisions).where(eq(riskDecisions.id, id))
    : [];
  return present(orNotFound(row));
}

function present(row: DecisionRow) {
  return { ...row, decided_at: isoTime(row.decided_at) };
}

/** How often each code was among the reasons of decided conversions, and how often it was fraud. */
export async function countDecided(
  db: Queryable,
): Promise<Map<string, { decided: number; fraud: number }>> {
  const rows = await db.execute<{
    code: string;
    decided: number;
    fraud: number;
  }>(sql`
    select e.reason->>'code' as code, count(*)::int as decided,
      (count(*) filter (where r.decided = 'fraud'))::int as fraud
    from ${conversionRisks} as r cross join lateral jsonb_array_elements(r.reasons) as e(reason)
    where r.decision_id is not null group by 1`);
  return new Map(rows.map(({ code, ...counts }) => [code, counts]));
}
