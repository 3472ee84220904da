import type { MoneyRule } from "../../../db/schema/mod.ts";
import { invalid } from "../../http/mod.ts";
import { parseAmount, parsePercent, Problem } from "../../kernel/mod.ts";
import type { MovedCampaign, MovedGoal } from "../moved_thing.ts";
import { given } from "./kind.ts";

const KEY_CHARS_MAX = 64;
const NO_MONEY: MoneyRule = { type: "none" };

/** A goal as the API takes it. */
export interface GoalFields {
  key: string;
  name: string;
  default: boolean;
  payout: MoneyRule;
  revenue: MoneyRule;
  default_status?: "pending" | "approved";
  dedupe?: "order" | "click" | "every";
}

/** The goals of a campaign as the API takes them; one without a price if the file has none. */
export function goalsOf({ goals }: Pick<MovedCampaign, "goals">): GoalFields[] {
  const all: MovedGoal[] =
    goals.length === 0 ? [{ name: "Sale", is_default: true }] : goals;
  const first = all.findIndex(({ is_default }) => is_default === true);
  const at = first < 0 ? 0 : first;
  const made = all.map((goal, index) => ({
    ...given({
      default_status: goal.default_status,
      dedupe: goal.dedupe === "none" ? ("every" as const) : goal.dedupe,
    }),
    key: keyOf(goal),
    name: goal.name,
    default: index === at,
    payout: goal.payout ?? NO_MONEY,
    revenue: goal.revenue ?? NO_MONEY,
  }));
  for (const [index, { key, payout, revenue }] of made.entries()) {
    if (made.findIndex((other) => other.key === key) < index) {
      throw invalid("goals", `two goals would have the key "${key}"`);
    }
    checkRule(payout, `goals.${key}.payout`);
    checkRule(revenue, `goals.${key}.revenue`);
  }
  return made;
}

/** The key of ours for a goal: the old one, as far as our keys may have its characters. */
export function keyOf({ key, name }: Pick<MovedGoal, "key" | "name">): string {
  const trimmed = (key ?? name)
    .split(/[^A-Za-z0-9_.-]/)
    .filter((word) => word !== "")
    .join("_")
    .slice(0, KEY_CHARS_MAX);
  if (trimmed === "") return "sale";
  return key === undefined ? trimmed.toLowerCase() : trimmed;
}

/** The key of the goal that an old key, number or name means; the default one without any. */
export function findGoalKey(
  goals: readonly { key: string; name: string; default: boolean }[],
  goal: string | undefined,
): string {
  const found =
    goal === undefined
      ? (goals.find((one) => one.default) ?? goals[0])
      : (goals.find(({ key }) => key === keyOf({ key: goal, name: goal })) ??
        goals.find(({ name }) => name.toLowerCase() === goal.toLowerCase()));
  if (found !== undefined) return found.key;
  const which = goal === undefined ? "a goal" : `the goal "${goal}"`;
  throw new Problem(
    422,
    "unknown_reference",
    `Its campaign doesn't have ${which}`,
  );
}

/** Refuses a rule whose amounts can't be read, as the API does. */
export function checkRule(rule: MoneyRule | undefined, field: string): void {
  if (rule === undefined) return;
  if ("amount" in rule && parseAmount(rule.amount) === null) {
    throw invalid(`${field}.amount`, "must be a decimal string such as 12.50");
  }
  if ("percent" in rule && parsePercent(rule.percent) === null) {
    throw invalid(`${field}.percent`, "must be a decimal string such as 12.5");
  }
}
