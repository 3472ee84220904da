import type { Database } from "../../db/mod.ts";
import type { Changer, ConversionDoor } from "../conversions/mod.ts";
import { Problem } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { recordDecision } from "../risk/mod.ts";
import type { Decision } from "../risk/mod.ts";
import { risksOf, suspectedIds } from "./stand_out.ts";
import type { RiskFilter } from "./stand_out.ts";

/** Conversions that are decided at once. */
export const DECIDED_MAX = 5_000;

export interface DecideDeps {
  db: Database;
  clock: Clock;
  conversions: ConversionDoor;
}

/** A decision about all conversions of a filter that nobody decided yet. */
export interface DecisionRequest {
  decision: Decision;
  why: string;
  filter: RiskFilter;
  /** Only these of them. */
  ids?: readonly string[] | undefined;
  dry_run: boolean;
}

/**
 * Decides suspected conversions all alike, in one transaction: clear ones are let go, and approved
 * if a rule made them pending or rejected; fraud is rejected, or reversed if it was approved. With
 * `dry_run`, nothing is kept, and the money is shown.
 */
export async function decide(
  { clock, conversions }: DecideDeps,
  { decision, why, filter, ids, dry_run }: DecisionRequest,
  by: Changer,
) {
  return await conversions.settle(
    async (tx) => {
      const wanted = ids === undefined ? null : new Set(ids);
      const found = await suspectedIds(tx, filter, DECIDED_MAX + 1);
      const chosen = found.filter((id) => wanted === null || wanted.has(id));
      if (found.length > DECIDED_MAX) throw tooMany();
      const risks = await risksOf(tx, chosen);
      const changes = risks.flatMap(({ risk, status, reason }) => {
        const next = statusAfter(decision, { status, reason });
        return next === null
          ? []
          : [
              {
                id: risk.conversion_id,
                status: next,
                reason: REASONS[decision],
              },
            ];
      });
      const { results, effects } = await conversions.change(tx, changes, by);
      const refused = results.filter(({ refusal }) => refusal !== null);
      const rows = risks.map(({ risk }) => risk);
      const id = await recordDecision(tx, clock, {
        ...{ decision, why, filter: { ...filter, ids: ids?.length ?? null } },
        decided_by: by.made_by,
        rows,
      });
      return {
        id: dry_run ? null : id,
        dry_run,
        decision,
        why,
        conversions: rows.length,
        held: rows.filter(({ held_at }) => held_at !== null).length,
        changed: changes.length - refused.length,
        refused: refused.length,
        ...effects.present(),
      };
    },
    { dry_run },
  );
}

/** The affiliate reads them. */
const REASONS = { clear: "risk_cleared", fraud: "fraud" } as const;

/** The reasons that a risk rule gave. */
const BY_RULE = ["risk_hold", "risk_rejected"];

function statusAfter(
  decision: Decision,
  { status, reason }: { status: string; reason: string | null },
): "approved" | "rejected" | "reversed" | null {
  if (decision === "clear") {
    const is_by_rule = reason !== null && BY_RULE.includes(reason);
    return is_by_rule && status !== "approved" ? "approved" : null;
  }
  if (status === "pending") return "rejected";
  return status === "approved" ? "reversed" : null;
}

function tooMany(): Problem {
  return new Problem(
    422,
    "too_many",
    `More than ${DECIDED_MAX} conversions match: narrow the filter`,
  );
}
