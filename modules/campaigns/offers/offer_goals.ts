import { and, eq, inArray, isNull, or } from "drizzle-orm";
import type { Queryable } from "../../../db/mod.ts";
import { goalPayouts, goalRules, goals } from "../../../db/schema/mod.ts";
import type { MoneyRule } from "../../../db/schema/mod.ts";
import { isoTime, periodEnd, periodStart } from "../../kernel/mod.ts";
import type { CampaignConfig, GoalConfig } from "../configuration.ts";
import { EVERY_GOAL } from "../price_book.ts";
import { priceSince } from "./price_since.ts";
import { tierProgress } from "./tier_progress.ts";
import { readSums } from "./tier_sums.ts";
import type { TierSums } from "./tier_sums.ts";

/** Whose prices are read, and when. */
export interface GoalReader {
  db: Queryable;
  default_timezone: string;
  affiliate_id: number | null;
  now_ms: number;
}

/** A goal's own payout. */
interface OwnPayout {
  payout: MoneyRule;
  created_at: number;
}

type PayoutRow = typeof goalPayouts.$inferSelect;

/** The goals of campaigns with an affiliate's payouts, by campaign. */
export async function readOfferGoals(
  reader: GoalReader,
  campaigns: readonly CampaignConfig[],
) {
  const ids = campaigns.map(({ id }) => id);
  const rows = await readPayouts(reader, ids);
  const own_payouts = await readOwnPayouts(reader.db, ids);
  const in_force = campaigns.flatMap((campaign) => {
    const of_campaign = rows.get(campaign.id) ?? [];
    return campaign.goals.map((goal) =>
      priceOf(reader, {
        campaign,
        goal,
        rows: of_campaign.filter(
          ({ goal_key }) => goal_key === goal.key || goal_key === EVERY_GOAL,
        ),
      }),
    );
  });
  const sums = await readSums(
    reader.db,
    in_force.flatMap(({ counted }) => counted ?? []),
  );
  return Map.groupBy(
    in_force.flatMap((one) => {
      const campaign_id = one.campaign.id;
      const own = own_payouts.get(`${campaign_id} ${one.goal.key}`);
      // Another instance deleted it just now.
      if (own === undefined) return [];
      return [{ campaign_id, goal: presentGoal(reader, one, own, sums) }];
    }),
    ({ campaign_id }) => campaign_id,
  );
}

interface Offered {
  campaign: CampaignConfig;
  goal: GoalConfig;
  rows: readonly PayoutRow[];
}

/** The price in force of a goal, and the period in which its tiers count. */
function priceOf(reader: GoalReader, { campaign, goal, rows }: Offered) {
  const { affiliate_id, now_ms, default_timezone } = reader;
  const rowAt = (at_ms: number) => {
    const { goal_payout_id } = goal.price_book.at(affiliate_id ?? 0, at_ms);
    return rows.find((one) => one.id === goal_payout_id && isPayout(one));
  };
  const row = rowAt(now_ms);
  const tiers = row?.tiers ?? null;
  const timezone = campaign.timezone ?? default_timezone;
  const counted =
    tiers === null || affiliate_id === null
      ? null
      : {
          campaign_id: campaign.id,
          goal_key: goal.key,
          affiliate_id,
          period: tiers.period,
          start_ms: periodStart(now_ms, tiers.period, timezone),
          end_ms: periodEnd(now_ms, tiers.period, timezone),
        };
  return { campaign, goal, rows, row, rowAt, tiers, counted };
}

/** A price may be of the advertiser's money only: the payout is then the goal's own. */
function isPayout({ payout, tiers }: PayoutRow): boolean {
  return payout !== null || tiers !== null;
}

function presentGoal(
  { now_ms }: GoalReader,
  { goal, rows, row, rowAt, tiers, counted }: ReturnType<typeof priceOf>,
  own: OwnPayout,
  sums: TierSums,
) {
  const since_ms = priceSince({
    priceAt: (at_ms) => rowAt(at_ms)?.id ?? null,
    now_ms,
    rows,
    own_ms: own.created_at,
  });
  return {
    key: goal.key,
    name: goal.name,
    payout: row?.payout ?? own.payout,
    is_own_price: row !== undefined && row.affiliate_id !== null,
    valid_from: isoTime(since_ms),
    valid_to:
      row === undefined || row.valid_to === null ? null : isoTime(row.valid_to),
    tiers,
    tier_progress:
      tiers === null || counted === null
        ? null
        : tierProgress(tiers, sums.of(counted), counted.end_ms),
    default_status: goal.default_status,
    hold_days: goal.hold_days,
  };
}

async function readPayouts(
  { db, affiliate_id }: GoalReader,
  ids: readonly number[],
): Promise<ReadonlyMap<number, PayoutRow[]>> {
  const mine =
    affiliate_id === null
      ? isNull(goalPayouts.affiliate_id)
      : or(
          isNull(goalPayouts.affiliate_id),
          eq(goalPayouts.affiliate_id, affiliate_id),
        );
  const rows = await db
    .select()
    .from(goalPayouts)
    .where(and(inArray(goalPayouts.campaign_id, [...ids]), mine));
  return Map.groupBy(rows, ({ campaign_id }) => campaign_id);
}

/** The own payouts of goals, and when they were made. */
async function readOwnPayouts(
  db: Queryable,
  ids: readonly number[],
): Promise<ReadonlyMap<string, OwnPayout>> {
  const rows = await db
    .select({
      payout: goals.payout,
      campaign_id: goals.campaign_id,
      key: goals.key,
      goal_made_at: goals.created_at,
      price_made_at: goalRules.created_at,
    })
    .from(goals)
    .leftJoin(
      goalRules,
      and(
        eq(goalRules.campaign_id, goals.campaign_id),
        eq(goalRules.goal_key, goals.key),
        eq(goalRules.rule_version, goals.rule_version),
      ),
    )
    .where(inArray(goals.campaign_id, [...ids]));
  return new Map(
    rows.map(({ campaign_id, key, payout, goal_made_at, price_made_at }) => [
      `${campaign_id} ${key}`,
      { payout, created_at: price_made_at ?? goal_made_at },
    ]),
  );
}
