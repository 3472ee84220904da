import type { MovedGoal } from "../moved_thing.ts";
import type { GoalThing } from "./gather_goals.ts";
import { filled } from "./move_row.ts";
import type { MoveRow } from "./move_row.ts";
import { priceOf } from "./tracker_offer.ts";
import type { PriceWords } from "./tracker_offer.ts";
import type { TableSpec } from "./tracker_tables.ts";

const PRICES: PriceWords = {
  fixed: ["cpa_flat"],
  percent: ["cpa_percentage"],
  both: ["cpa_both"],
  clicks: ["cpc", "cpm"],
};
const PAYOUT = {
  type: "payout_type",
  amount: "default_payout",
  percent: "percent_payout",
};
const REVENUE = {
  type: "revenue_type",
  amount: "max_payout",
  percent: "max_percent_payout",
};

/** Columns of the prices of an offer or goal. */
export const TUNE_PRICE_COLUMNS: Readonly<Record<string, string>> =
  Object.fromEntries(
    [...Object.values(PAYOUT), ...Object.values(REVENUE)].map((name) => [
      name,
      name,
    ]),
  );

/** The prices of an offer or goal. */
export function tunePrices(row: MoveRow) {
  return {
    payout: priceOf(row, PAYOUT, PRICES),
    revenue: priceOf(row, REVENUE, PRICES),
  };
}

function* goal(row: MoveRow): Iterable<GoalThing> {
  const key = row.needId("id");
  yield {
    kind: "goal",
    campaign: row.needId("offer_id"),
    goal: filled<MovedGoal>({
      key,
      name: row.text("name") ?? `Goal ${key}`,
      ...tunePrices(row),
    }),
  };
}

/** Goals of offers beside the default one, whose prices are the offer's. */
export const TUNE_GOALS: TableSpec = {
  name: "goals",
  columns: {
    id: "id goal_id",
    offer_id: "offer_id",
    name: "name",
    description: "description",
    status: "status",
    ...TUNE_PRICE_COLUMNS,
  },
  needs: ["id", "offer_id", "name", "default_payout|percent_payout"],
  read: goal,
};
