import type { Static } from "@sinclair/typebox";
import { and, asc, eq, ne, sql } from "drizzle-orm";
import type { Transaction } from "../../db/mod.ts";
import { goals } from "../../db/schema/mod.ts";
import { readRule } from "./money_rule.ts";
import type { GoalBody, GoalPatch } from "./model.ts";
import { found, invalid, naming } from "./setup.ts";
import type { SetupDeps } from "./setup.ts";

/** A goal as the API takes it. */
export type GoalInput = Static<typeof GoalBody>;
type GoalRow = typeof goals.$inferSelect;

/** A goal as the API shows it. */
export function presentGoal(row: GoalRow) {
  const { campaign_id, position, created_at, is_default, ...shown } = row;
  return { ...shown, default: is_default };
}

/** Adds goals to a campaign within a transaction, after those that it has. */
export async function insertGoals(
  tx: Transaction,
  input: {
    campaign_id: number;
    goals: readonly GoalInput[];
    position: number;
    now_ms: number;
  },
): Promise<GoalRow[]> {
  const rows = input.goals.map((goal, index) => {
    readRule(goal.revenue, `goals.${index}.revenue`);
    readRule(goal.payout, `goals.${index}.payout`);
    const { default: is_default, name, ...rest } = goal;
    return {
      ...rest,
      name: name ?? goal.key,
      is_default: is_default ?? false,
      campaign_id: input.campaign_id,
      position: input.position + index,
      created_at: input.now_ms,
    };
  });
  if (rows.filter((row) => row.is_default).length > 1) {
    throw invalid("goals", "only one of them can be the default");
  }
  return await tx.insert(goals).values(rows).returning();
}

/** Adds one goal to a campaign. */
export async function createGoal(
  deps: SetupDeps,
  campaign_id: number,
  goal: GoalInput,
) {
  const rows = await naming(
    deps.configuration.change(async (tx) => {
      if (goal.default === true) await clearDefault(tx, campaign_id, goal.key);
      const [last] = await tx
        .select({ position: sql<number>`coalesce(max(${goals.position}), 0)` })
        .from(goals)
        .where(eq(goals.campaign_id, campaign_id));
      return await insertGoals(tx, {
        campaign_id,
        goals: [goal],
        position: (last?.position ?? 0) + 1,
        now_ms: deps.clock.nowMs(),
      });
    }),
  );
  return presentGoal(found(rows[0]));
}

/** Changes a goal. New prices are a new version of its rules; what is recorded keeps its own. */
export async function changeGoal(
  deps: SetupDeps,
  where: { campaign_id: number; key: string },
  input: Static<typeof GoalPatch>,
) {
  if (input.revenue !== undefined) readRule(input.revenue, "revenue");
  if (input.payout !== undefined) readRule(input.payout, "payout");
  const { default: is_default, ...rest } = input;
  const is_priced = input.revenue !== undefined || input.payout !== undefined;
  const rows = await deps.configuration.change(async (tx) => {
    if (is_default === true) {
      await clearDefault(tx, where.campaign_id, where.key);
    }
    return await tx
      .update(goals)
      .set({
        ...rest,
        ...(is_default === undefined ? {} : { is_default }),
        rule_version: sql`${goals.rule_version} + ${is_priced ? 1 : 0}`,
      })
      .where(
        and(eq(goals.campaign_id, where.campaign_id), eq(goals.key, where.key)),
      )
      .returning();
  });
  return presentGoal(found(rows[0]));
}

/** The goals of a campaign, in their order. */
export async function listGoals(deps: SetupDeps, campaign_id: number) {
  const rows = await deps.db
    .select()
    .from(goals)
    .where(eq(goals.campaign_id, campaign_id))
    .orderBy(asc(goals.position));
  return rows.map(presentGoal);
}

async function clearDefault(
  tx: Transaction,
  campaign_id: number,
  but_key: string,
): Promise<void> {
  await tx
    .update(goals)
    .set({ is_default: false })
    .where(and(eq(goals.campaign_id, campaign_id), ne(goals.key, but_key)));
}
