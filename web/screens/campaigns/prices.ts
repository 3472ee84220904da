import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { NET } from "../../messages/network.ts";
import { ruleInWords } from "../network/money_rule.tsx";
import type { Rule } from "../network/money_rule.tsx";

export type Goal = Schema<"Goal">;
export type Price = Schema<"GoalPayout">;
export type Tiers = Schema<"PayoutTiers">;

/** The goals of a campaign, each with the prices that precede its own. */
export interface PricedGoal {
  goal: Goal;
  prices: readonly Price[];
}

/** Key of prices that stand for every goal. */
const EVERY_GOAL = "*";

/** Reads goals and prices. */
export async function readPrices(
  campaign_id: number,
  signal: AbortSignal,
): Promise<{ goals: PricedGoal[]; every: Price[] }> {
  const id = String(campaign_id);
  const { data: goals } = await ok(
    api.GET("/api/v1/campaigns/{id}/goals", {
      params: { path: { id }, query: { limit: "100" } },
      signal,
    }),
  );
  const pricesOf = async (key: string) => {
    const { data } = await ok(
      api.GET("/api/v1/campaigns/{id}/goals/{key}/payouts", {
        params: { path: { id, key }, query: { limit: "200" } },
        signal,
      }),
    );
    return data;
  };
  const [every, ...prices] = await Promise.all(
    [EVERY_GOAL, ...goals.map(({ key }) => key)].map(pricesOf),
  );
  return {
    goals: goals.map((goal, at) => ({ goal, prices: prices[at] ?? [] })),
    every: every ?? [],
  };
}

/** Whether a price counts now, will, or did. */
export function stateOf(
  { valid_from, valid_to }: Pick<Price, "valid_from" | "valid_to">,
  now: Date,
): "in_force" | "later" | "ended" {
  if (valid_to !== null && new Date(valid_to) <= now) return "ended";
  if (valid_from !== null && new Date(valid_from) > now) return "later";
  return "in_force";
}

/** A price's part in words; without one, the goal's own counts. */
export function partInWords(rule: Rule | null, currency: string): string {
  return rule === null ? NET.as_goal : ruleInWords(rule, currency);
}

/** Each step of tiers in words. */
export function tiersInWords(tiers: Tiers, currency: string): string[] {
  return tiers.steps.map(({ from, payout }) =>
    NET.tier(
      from,
      tiers.by === "volume" ? currency : NET.tier_conversions,
      NET.tier_periods[tiers.period],
      ruleInWords(payout, currency),
    ),
  );
}
