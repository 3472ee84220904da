import type { Static } from "@sinclair/typebox";
import { and, asc, eq } from "drizzle-orm";
import type { Transaction } from "../../db/mod.ts";
import { affiliates, goalPayouts } from "../../db/schema/mod.ts";
import type { PayoutTiers } from "../../db/schema/mod.ts";
import {
  orNotFound,
  invalid,
  notFound,
  readTime,
  within,
} from "../http/mod.ts";
import { isoTime, parseAmount } from "../kernel/mod.ts";
import { readCampaign } from "./campaign.ts";
import { readRule } from "./money_rule.ts";
import { notifyPromoters } from "./offer_notices.ts";
import { EVERY_GOAL, readCount, readTiers } from "./price_book.ts";
import type { GoalPayoutBody, GoalPayoutPatch } from "./price_model.ts";
import type { SetupDeps } from "./setup.ts";

const PAYOUTS_MAX = 5_000;
/** Delay before tiers take effect: by then every instance counts for them. */
const TIERS_LEAD_MS = 5_000;

type PayoutRow = typeof goalPayouts.$inferSelect;
type PayoutInput = Static<typeof GoalPayoutBody>;

/** Identifies a goal of a campaign; `*` means every goal. */
export interface GoalPath {
  campaign_id: number;
  goal_key: string;
}

/** A price in the API. */
export function presentPayout(row: PayoutRow) {
  const { valid_from, valid_to, created_at, ...shown } = row;
  return {
    ...shown,
    valid_from: valid_from === null ? null : isoTime(valid_from),
    valid_to: valid_to === null ? null : isoTime(valid_to),
    created_at: isoTime(created_at),
  };
}

/** Adds a price for a goal, and tells those whose payout it is. */
export async function createPayout(
  deps: SetupDeps,
  path: GoalPath,
  input: PayoutInput,
) {
  return await deps.configuration.change(async (tx) => {
    const made = await addPayout(within(deps, tx), path, input);
    await tellPriced(tx, deps, [made]);
    return made;
  });
}

/** Adds a price for a goal. */
export async function addPayout(
  deps: SetupDeps,
  path: GoalPath,
  input: PayoutInput,
) {
  await checkGoal(deps, path);
  const values = readPayout(deps, path, input);
  const row = await deps.configuration.change(async (tx) => {
    await checkAffiliate(tx, values.affiliate_id);
    const own = eq(goalPayouts.campaign_id, path.campaign_id);
    if ((await tx.$count(goalPayouts, own)) >= PAYOUTS_MAX) {
      throw invalid("payout", `a campaign has at most ${PAYOUTS_MAX} prices`);
    }
    return await insert(tx, values);
  });
  return presentPayout(row);
}

/**
 * Changes when a price ends. Changing amounts instead ends this price and returns a new row that
 * starts now: what it priced stays as it is.
 */
export async function changePayout(
  deps: SetupDeps,
  key: GoalPath & { id: number },
  input: Static<typeof GoalPayoutPatch>,
) {
  const now_ms = deps.clock.nowMs();
  const row = await deps.configuration.change(async (tx) => {
    const [locked] = await tx
      .select()
      .from(goalPayouts)
      .where(whereOf(key))
      .for("update");
    const before = orNotFound(locked);
    const { valid_to, ...prices } = input;
    const end =
      valid_to === undefined ? before.valid_to : endOf(valid_to, deps);
    if (Object.keys(prices).length === 0) {
      checkTimes(before.valid_from, end);
      const ended = await endAt(tx, key, end);
      if (end !== before.valid_to) await tellPriced(tx, deps, [ended]);
      return ended;
    }
    const from = Math.max(now_ms, before.valid_from ?? 0);
    const next = readPayout(deps, key, {
      revenue: before.revenue,
      payout: before.payout,
      tiers: before.tiers,
      ...prices,
      affiliate_id: before.affiliate_id,
      valid_from: isoTime(from),
      valid_to: end === null ? null : isoTime(end),
    });
    await endAt(tx, key, next.valid_from);
    const made = await insert(tx, next);
    if (!hasSamePayout(before, made)) await tellPriced(tx, deps, [made]);
    return made;
  });
  return presentPayout(row);
}

/** Ends a price now, or before it began. The row stays: something may have been priced by it. */
export async function endPayout(
  deps: SetupDeps,
  key: GoalPath & { id: number },
): Promise<void> {
  await deps.configuration.change(async (tx) => {
    const [locked] = await tx
      .select()
      .from(goalPayouts)
      .where(whereOf(key))
      .for("update");
    const row = orNotFound(locked);
    const { valid_from, valid_to } = row;
    const end = Math.max(deps.clock.nowMs(), valid_from ?? 0);
    if (valid_to !== null && valid_to <= end) return;
    await endAt(tx, key, end);
    await tellPriced(tx, deps, [row]);
  });
}

/** The prices of a goal in order of creation, including ended ones. */
export async function listPayouts(deps: SetupDeps, path: GoalPath) {
  await checkGoal(deps, path);
  const { campaign_id, goal_key } = path;
  const rows = await deps.db
    .select()
    .from(goalPayouts)
    .where(
      and(
        eq(goalPayouts.campaign_id, campaign_id),
        eq(goalPayouts.goal_key, goal_key),
      ),
    )
    .orderBy(asc(goalPayouts.id));
  return rows.map(presentPayout);
}

/** A price of a goal, or 404. */
export async function readPayoutRow(
  deps: SetupDeps,
  key: GoalPath & { id: number },
) {
  const [row] = await deps.db.select().from(goalPayouts).where(whereOf(key));
  return presentPayout(orNotFound(row));
}

type PayoutValues = typeof goalPayouts.$inferInsert & {
  affiliate_id: number | null;
  valid_from: number | null;
};

function readPayout(
  deps: SetupDeps,
  { campaign_id, goal_key }: GoalPath,
  input: PayoutInput,
): PayoutValues {
  const now_ms = deps.clock.nowMs();
  const { revenue = null, payout = null, tiers = null } = input;
  if (revenue === null && payout === null && tiers === null) {
    throw invalid(
      "payout",
      "provide at least one of `revenue`, `payout` and `tiers`",
    );
  }
  if (revenue !== null) readRule(revenue, "revenue");
  if (payout !== null) readRule(payout, "payout");
  if (tiers !== null) checkTiers(tiers);
  const given = readTime("valid_from", input.valid_from, deps.timezone);
  const valid_from =
    tiers === null ? given : Math.max(given ?? 0, now_ms + TIERS_LEAD_MS);
  const valid_to = endOf(input.valid_to ?? null, deps);
  checkTimes(valid_from, valid_to);
  const { affiliate_id = null } = input;
  return {
    campaign_id,
    goal_key,
    affiliate_id,
    valid_from,
    valid_to,
    revenue,
    payout,
    tiers,
    created_at: now_ms,
  };
}

/** Steps must be strictly ascending. */
function checkTiers(tiers: PayoutTiers): void {
  for (const [index, { from }] of tiers.steps.entries()) {
    const read = tiers.by === "count" ? readCount(from) : parseAmount(from);
    if (read !== null) continue;
    const expected =
      tiers.by === "count"
        ? "a whole number"
        : "a decimal string such as 12.50";
    throw invalid(`tiers.steps.${index}.from`, `must be ${expected}`);
  }
  const { steps } = readTiers(tiers).table;
  const at = steps.findIndex(
    (from, index) => index > 0 && from <= (steps[index - 1] ?? 0n),
  );
  if (at === -1) return;
  throw invalid(`tiers.steps.${at}.from`, "more than the step before it");
}

function endOf(text: string | null, { timezone }: SetupDeps): number | null {
  return readTime("valid_to", text, timezone);
}

function checkTimes(from: number | null, to: number | null): void {
  if (from !== null && to !== null && to < from) {
    throw invalid("valid_to", "must not be before valid_from");
  }
}

async function checkGoal(deps: SetupDeps, path: GoalPath): Promise<void> {
  const { goals } = await readCampaign(deps, path.campaign_id);
  const { goal_key } = path;
  const is_known = goals.some(({ key }) => key === goal_key);
  if (goal_key !== EVERY_GOAL && !is_known) throw notFound();
}

async function checkAffiliate(tx: Transaction, id: number | null) {
  if (id === null) return;
  const where = eq(affiliates.id, id);
  const [row] = await tx.select().from(affiliates).where(where);
  if (row === undefined) throw invalid("affiliate_id", "does not exist");
}

/**
 * Mails those whose payouts these prices are, once for each campaign; a price of the advertiser's
 * money only is nobody's.
 */
export async function tellPriced(
  tx: Transaction,
  { clock }: Pick<SetupDeps, "clock">,
  rows: readonly PricedGoal[],
): Promise<void> {
  const told = rows.filter((row) => row.payout !== null || row.tiers !== null);
  for (const [campaign_id, prices] of Map.groupBy(
    told,
    (row) => row.campaign_id,
  )) {
    const keys = new Map(
      [...Map.groupBy(prices, ({ affiliate_id }) => affiliate_id)].map(
        ([id, own]) => [id, new Set(own.map(({ goal_key }) => goal_key))],
      ),
    );
    const general = keys.get(null) ?? new Set<string>();
    await notifyPromoters(tx, clock, {
      campaign_id,
      whatFor: (id) => whatChanged([...general.union(keys.get(id) ?? NONE)]),
    });
  }
}

type PricedGoal = Pick<
  PayoutRow,
  "campaign_id" | "goal_key" | "affiliate_id" | "payout" | "tiers"
>;

const NONE: ReadonlySet<string> = new Set();
/** More goals are counted, not named. */
const NAMED_MAX = 5;

function whatChanged(goal_keys: readonly string[]): string | null {
  if (goal_keys.length === 0) return null;
  if (goal_keys.includes(EVERY_GOAL)) return "the payout of all goals changed";
  if (goal_keys.length > NAMED_MAX) {
    return `the payouts of ${goal_keys.length} goals changed`;
  }
  return goal_keys.length === 1
    ? `the payout of its goal ${goal_keys[0]} changed`
    : `the payouts of its goals ${goal_keys.join(", ")} changed`;
}

function hasSamePayout(before: PayoutRow, after: PayoutRow): boolean {
  return Bun.deepEquals(
    [before.payout, before.tiers, before.valid_to],
    [after.payout, after.tiers, after.valid_to],
  );
}

async function insert(tx: Transaction, values: PayoutValues) {
  const [row] = await tx.insert(goalPayouts).values(values).returning();
  return orNotFound(row);
}

async function endAt(
  tx: Transaction,
  key: GoalPath & { id: number },
  valid_to: number | null,
): Promise<PayoutRow> {
  const [row] = await tx
    .update(goalPayouts)
    .set({ valid_to })
    .where(whereOf(key))
    .returning();
  return orNotFound(row);
}

function whereOf({ campaign_id, goal_key, id }: GoalPath & { id: number }) {
  return and(
    eq(goalPayouts.campaign_id, campaign_id),
    eq(goalPayouts.goal_key, goal_key),
    eq(goalPayouts.id, id),
  );
}
