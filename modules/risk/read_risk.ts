import { and, eq } from "drizzle-orm";
import type { Queryable } from "../../db/mod.ts";
import { conversionRisks } from "../../db/schema/mod.ts";
import { isoTime } from "../kernel/mod.ts";

/**
 * The risk of a conversion as a role sees it: people of the network all of it, an affiliate only
 * the reasons of what was decided.
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
  const is_decided =
    row !== undefined &&
    (row.action !== null || row.held_at !== null || row.decided === "fraud");
  const is_network = role === "admin" || role === "manager";
  return {
    score: row?.score ?? 0,
    verdict: row?.verdict ?? "clear",
    reasons: is_network || is_decided ? (row?.reasons ?? []) : [],
    action: row?.action ?? null,
    held_since: timeOf(row?.held_at),
    decided: row?.decided ?? null,
    decision_id: row?.decision_id ?? null,
    scored_at: timeOf(row?.scored_at),
  };
}

function timeOf(ms: number | null | undefined): string | null {
  return ms === null || ms === undefined ? null : isoTime(ms);
}
