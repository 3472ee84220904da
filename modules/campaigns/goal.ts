import { orNotFound, invalid } from "../http/mod.ts";
import type { Static } from "@sinclair/typebox";
import { and, asc, eq, max, ne, sql } from "drizzle-orm";
import type { Transaction } from "../../db/mod.ts";
import { caps, goalPayouts, goalRules, goals } from "../../db/schema/mod.ts";
import { Problem } from "../kernel/mod.ts";
import { hasConversions, inUse } from "./in_use.ts";
import { readRule } from "./money_rule.ts";
import { notifyPromoters } from "./offer_notices.ts";
import type { GoalBody, GoalPatch } from "./model.ts";
import { withNamedConflicts } from "./setup.ts";
import type { SetupDeps } from "./setup.ts";

/** A goal in API requests. */
export type GoalInput = Static<typeof GoalBody>;
type GoalRow = typeof goals.$inferSelect;

/** A goal in API responses. */
export function presentGoal(row: GoalRow) {
  const { campaign_id, position, created_at, is_default, ...shown } = row;
  return { ...shown, default: is_default };
}

/** Appends goals to a campaign within a transaction. */
export async function insertGoals(
  tx: Transaction,
  input: {
    campaign_id: number;
    goals: readonly GoalInput[];
    position: number;
    now_ms: number;
  },
): Promise<GoalRow[]> {
  const versions = await lastVersions(tx, input.campaign_id);
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
      rule_version: (versions.get(goal.key) ?? 0) + 1,
      created_at: input.now_ms,
    };
  });
  if (rows.filter((row) => row.is_default).length > 1) {
    throw invalid("goals", "only one goal can be the default");
  }
  const made = await tx.insert(goals).values(rows).returning();
  await keepRules(tx, made, input.now_ms);
  await checkParents(tx, input.campaign_id);
  return made;
}

/** The last version of each key's prices; those of a deleted goal stay. */
async function lastVersions(
  tx: Transaction,
  campaign_id: number,
): Promise<Map<string, number>> {
  const rows = await tx
    .select({ key: goalRules.goal_key, last: max(goalRules.rule_version) })
    .from(goalRules)
    .where(eq(goalRules.campaign_id, campaign_id))
    .groupBy(goalRules.goal_key);
  return new Map(rows.map(({ key, last }) => [key, last ?? 0]));
}

/** Keeps a version of the prices for the conversions recorded with it. */
async function keepRules(
  tx: Transaction,
  made: readonly GoalRow[],
  now_ms: number,
): Promise<void> {
  const rows = made.map((goal) => ({
    campaign_id: goal.campaign_id,
    goal_key: goal.key,
    rule_version: goal.rule_version,
    revenue: goal.revenue,
    payout: goal.payout,
    created_at: now_ms,
  }));
  if (rows.length > 0) await tx.insert(goalRules).values(rows);
}

/** A parent must be a goal of the same campaign, and parents must not form a cycle. */
async function checkParents(tx: Transaction, campaign_id: number) {
  const rows = await tx
    .select({ key: goals.key, after: goals.after })
    .from(goals)
    .where(eq(goals.campaign_id, campaign_id));
  const parent_of = new Map(rows.map(({ key, after }) => [key, after]));
  for (const { key, after } of rows) {
    if (after === null) continue;
    if (!parent_of.has(after)) {
      throw invalid("after", `the campaign has no goal "${after}"`);
    }
    let at: string | null = after;
    for (let steps = 0; at !== null; steps++) {
      if (at === key || steps > rows.length) {
        throw invalid("after", `would make goal "${key}" come after itself`);
      }
      at = parent_of.get(at) ?? null;
    }
  }
}

/** Adds a goal to a campaign. */
export async function createGoal(
  deps: SetupDeps,
  campaign_id: number,
  goal: GoalInput,
) {
  const rows = await withNamedConflicts(
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
  return presentGoal(orNotFound(rows[0]));
}

/** Updates a goal. New prices create a new rule version; recorded conversions keep theirs. */
export async function changeGoal(
  deps: SetupDeps,
  where: { campaign_id: number; key: string },
  input: Static<typeof GoalPatch>,
) {
  if (input.revenue !== undefined) readRule(input.revenue, "revenue");
  if (input.payout !== undefined) readRule(input.payout, "payout");
  const { default: is_default, ...rest } = input;
  const is_goal = and(
    eq(goals.campaign_id, where.campaign_id),
    eq(goals.key, where.key),
  );
  const rows = await deps.configuration.change(async (tx) => {
    const [before] = await tx.select().from(goals).where(is_goal);
    const { revenue, payout } = { ...orNotFound(before), ...input };
    // A replacement names the prices also where they stay as they are.
    const is_priced = !Bun.deepEquals(
      [revenue, payout],
      [before?.revenue, before?.payout],
    );
    if (is_default === true) {
      await clearDefault(tx, where.campaign_id, where.key);
    }
    const changed = await tx
      .update(goals)
      .set({
        ...rest,
        ...(is_default === undefined ? {} : { is_default }),
        rule_version: sql`${goals.rule_version} + ${is_priced ? 1 : 0}`,
      })
      .where(is_goal)
      .returning();
    if (is_priced) await keepRules(tx, changed, deps.clock.nowMs());
    if (!Bun.deepEquals(payout, before?.payout)) {
      const { campaign_id, key } = where;
      const what = `the payout of its goal ${key} changed`;
      await notifyPromoters(tx, deps.clock, {
        campaign_id,
        whatFor: () => what,
      });
    }
    await checkParents(tx, where.campaign_id);
    return changed;
  });
  return presentGoal(orNotFound(rows[0]));
}

/**
 * Deletes a goal that nothing was recorded for, with its prices and caps. A campaign keeps at
 * least one.
 */
export async function deleteGoal(
  deps: SetupDeps,
  where: { campaign_id: number; key: string },
): Promise<void> {
  const { campaign_id, key } = where;
  await deps.configuration.change(async (tx) => {
    const own = await listGoals({ ...deps, db: tx }, campaign_id);
    orNotFound(own.find((goal) => goal.key === key));
    if (await hasConversions(tx, where)) {
      throw inUse("this goal", ["conversions"]);
    }
    if (own.some(({ after }) => after === key)) {
      throw inUse("this goal", ["goals"], ", which come after it");
    }
    if (own.length === 1) {
      const detail = "Cannot delete this goal: a campaign keeps at least one";
      throw new Problem(409, "in_use", detail);
    }
    const of_goal = and(
      eq(caps.campaign_id, campaign_id),
      eq(caps.goal_key, key),
    );
    await tx.delete(caps).where(of_goal);
    await tx
      .delete(goalPayouts)
      .where(
        and(
          eq(goalPayouts.campaign_id, campaign_id),
          eq(goalPayouts.goal_key, key),
        ),
      );
    await tx
      .delete(goals)
      .where(and(eq(goals.campaign_id, campaign_id), eq(goals.key, key)));
  });
}

/** A goal of a campaign, or 404. */
export async function readGoal(
  deps: SetupDeps,
  where: { campaign_id: number; key: string },
) {
  const rows = await listGoals(deps, where.campaign_id);
  return orNotFound(rows.find(({ key }) => key === where.key));
}

/** The goals of a campaign, in order. */
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
