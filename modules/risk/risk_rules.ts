import type { Queryable } from "../../db/mod.ts";
import { riskRules } from "../../db/schema/mod.ts";
import { DEFAULT_THRESHOLDS } from "./score.ts";
import type { Thresholds } from "./score.ts";

/** The possible consequences for a held conversion: nothing but its mark, or a status. */
export const RISK_ACTIONS = ["flag", "pending", "reject"] as const;

export type RiskAction = (typeof RISK_ACTIONS)[number];

/** The thresholds in force, and what happens from `hold_score` on. */
export interface RiskRule extends Thresholds {
  action: RiskAction;
}

export const DEFAULT_RULE: RiskRule = {
  ...DEFAULT_THRESHOLDS,
  action: "flag",
};

/** The rules by campaign; the network's stands under null. */
export class RuleBook {
  readonly #rules: ReadonlyMap<number | null, RiskRule>;

  constructor(rows: readonly (typeof riskRules.$inferSelect)[]) {
    this.#rules = new Map(
      rows
        .filter(({ enabled }) => enabled)
        .map((row) => [row.campaign_id, ruleOf(row)]),
    );
  }

  /** The campaigns with a rule of their own, by whether it does anything; and all others'. */
  acting(): { own: number[]; own_idle: number[]; is_default: boolean } {
    const own: number[] = [];
    const own_idle: number[] = [];
    for (const [campaign_id, { action }] of this.#rules) {
      if (campaign_id === null) continue;
      (action === "flag" ? own_idle : own).push(campaign_id);
    }
    return { own, own_idle, is_default: this.of(null).action !== "flag" };
  }

  /** The campaign's own rule, else the network's, else the program's. */
  of(campaign_id: number | null): RiskRule {
    return (
      this.#rules.get(campaign_id) ?? this.#rules.get(null) ?? DEFAULT_RULE
    );
  }
}

function ruleOf(row: typeof riskRules.$inferSelect): RiskRule {
  const { watch_score, hold_score, weights } = row;
  const action = row.action as RiskAction;
  return { watch_score, hold_score, weights, action };
}

/** Reads the rules in force. */
export async function readRules(db: Queryable): Promise<RuleBook> {
  return new RuleBook(await db.select().from(riskRules));
}
