import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Transaction } from "../../db/mod.ts";
import { conversionRisks, conversions } from "../../db/schema/mod.ts";
import type { Decision } from "../risk/mod.ts";
import type { Suspected } from "./plan_decision.ts";
import { riskCondition, SAME_CONVERSION } from "./stand_out.ts";
import type { RiskFilter } from "./stand_out.ts";

const r = conversionRisks;
const c = conversions;

/** Which conversions a decision is about. */
export interface Choice {
  decision: Decision;
  filter: RiskFilter;
  /** Decided so before; without it, those that nobody decided. */
  decided?: Decision | undefined;
  /** These, whether they were decided before or not; no filter limits them by time or verdict. */
  ids?: readonly string[] | undefined;
}

/**
 * The conversions that a decision is about. Decisions wait for one another, so that whoever decides the
 * same ones meanwhile finds them decided.
 */
export async function chooseSuspected(
  tx: Transaction,
  choice: Choice,
  limit: number,
): Promise<Suspected[]> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('risk decisions', 0))`,
  );
  const rows = await tx
    .select({
      risk: r,
      sale: {
        version: c.version,
        status: c.status,
        reason: c.reason,
        said: c.said,
        auto_approve_at: c.auto_approve_at,
        held: c.held,
        flags: c.flags,
        amount_micros: c.amount_micros,
        refunded_micros: c.refunded_micros,
        revenue_micros: c.revenue_micros,
        payout_micros: c.payout_micros,
      },
    })
    .from(r)
    .innerJoin(c, SAME_CONVERSION)
    .where(conditionOf(choice))
    .orderBy(asc(r.campaign_id), asc(r.conversion_id))
    .limit(limit);
  return rows;
}

function conditionOf(choice: Choice): SQL | undefined {
  const { decision, filter, decided, ids } = choice;
  if (ids !== undefined) {
    return and(
      ids.length === 0 ? sql`false` : inArray(r.conversion_id, [...ids]),
      riskCondition(filter),
      // The same decision again only where its sender undid it.
      decision === "clear"
        ? sql`${r.decided} is distinct from 'clear'`
        : sql`(${r.decided} is distinct from 'fraud' or ${c.status} in ('pending', 'approved'))`,
    );
  }
  return and(
    riskCondition(filter),
    decided === undefined ? isNull(r.decided) : eq(r.decided, decided),
  );
}

/** Identifies conversions in the state in which somebody saw them, and what was to become of them. */
export function stateOf(
  chosen: readonly Suspected[],
  outcome: Record<string, unknown>,
): string {
  const lines = chosen.map(({ risk, sale }) =>
    [
      risk.conversion_id,
      sale.version,
      risk.decision_id ?? "",
      risk.held_at !== null,
    ].join(" "),
  );
  const hasher = new Bun.CryptoHasher("sha256").update(
    [JSON.stringify(outcome), ...lines].join("\n"),
  );
  return hasher.digest("hex").slice(0, 32);
}
