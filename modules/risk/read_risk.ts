import { and, eq, inArray } from "drizzle-orm";
import type { Queryable } from "../../db/mod.ts";
import { conversionRisks, riskDecisions } from "../../db/schema/mod.ts";
import type { StoredReason } from "../../db/schema/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import { OWN_WORDS } from "./own_words.ts";
import type { RiskCode } from "./reason.ts";

/**
 * The risk of a conversion as a role sees it: people of the network all of it, an affiliate only
 * what is done to it for that and why, in words about itself; nothing once it is clear.
 */
export async function readRisk(
  db: Queryable,
  of: { campaign_id: number; id: string },
  role: string,
) {
  const [row] = await db
    .select()
    .from(conversionRisks)
    .where(
      and(
        eq(conversionRisks.campaign_id, of.campaign_id),
        eq(conversionRisks.conversion_id, of.id),
      ),
    );
  const is_acted =
    row !== undefined &&
    row.decided !== "clear" &&
    (row.action !== null || row.held_at !== null || row.decided === "fraud");
  const is_network = role === "admin" || role === "manager";
  const reasons = row?.reasons ?? [];
  return {
    score: row?.score ?? 0,
    verdict: row?.verdict ?? "clear",
    reasons: is_network ? reasons : is_acted ? reasons.map(ownWords) : [],
    action: is_network || is_acted ? (row?.action ?? null) : null,
    held_since: timeOf(row?.held_at),
    decided: row?.decided ?? null,
    decision_id: row?.decision_id ?? null,
    decisions: is_network ? await decisionsOf(db, row) : [],
    scored_at: timeOf(row?.scored_at),
  };
}

/** A reason without what is of others: senders' addresses, and how the offer's other affiliates do. */
function ownWords({ code, weight }: StoredReason): StoredReason {
  const words = OWN_WORDS[code as RiskCode];
  return { code, weight, ...words, evidence: [] };
}

/** All decisions about a conversion, the oldest first. */
async function decisionsOf(
  db: Queryable,
  row: typeof conversionRisks.$inferSelect | undefined,
) {
  const { decision_id = null, earlier_ids = null } = row ?? {};
  if (decision_id === null) return [];
  const rows = await db
    .select()
    .from(riskDecisions)
    .where(inArray(riskDecisions.id, [...(earlier_ids ?? []), decision_id]))
    .orderBy(riskDecisions.decided_at, riskDecisions.id);
  return rows.map(({ id, decision, why, decided_by, decided_at }) => ({
    ...{ id, decision, why, decided_by },
    decided_at: isoTime(decided_at),
  }));
}

function timeOf(ms: number | null | undefined): string | null {
  return ms === null || ms === undefined ? null : isoTime(ms);
}
