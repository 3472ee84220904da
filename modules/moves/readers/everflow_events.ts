import type { MoneyRule } from "../../../db/schema/mod.ts";
import { foldColumn } from "../../reconciliation/mod.ts";
import type { MovedGoal } from "../moved_thing.ts";
import type { GoalThing } from "./gather_goals.ts";
import { listOf } from "./json_list.ts";
import { filled, MoveRow } from "./move_row.ts";
import { defaultGoal, priceOf } from "./tracker_offer.ts";
import type { PriceWords } from "./tracker_offer.ts";
import type { TableSpec } from "./tracker_tables.ts";

const PAYOUTS: PriceWords = {
  fixed: ["cpa"],
  percent: ["cps"],
  both: ["cpa_cps"],
  clicks: ["cpc", "cpm", "prv"],
};
const REVENUES: PriceWords = {
  fixed: ["rpa"],
  percent: ["rps"],
  both: ["rpa_rps"],
  clicks: ["rpc", "rpm", "prv"],
};
const PAYOUT = {
  type: "payout_type",
  amount: "payout_amount",
  percent: "payout_percentage",
};
const REVENUE = {
  type: "revenue_type",
  amount: "revenue_amount",
  percent: "revenue_percentage",
};
const EVENT = {
  id: "network_offer_payout_revenue_id event_id",
  name: "entry_name event_name name",
  is_default: "is_default",
};

/** Columns of the prices of an offer, event or custom setting. */
export const EVERFLOW_PRICE_COLUMNS: Readonly<Record<string, string>> =
  Object.fromEntries(
    [...Object.values(PAYOUT), ...Object.values(REVENUE)].map((name) => [
      name,
      name,
    ]),
  );

/** Payout and revenue; undefined where one isn't set. */
export function everflowPrices(row: MoveRow): {
  payout: MoneyRule | undefined;
  revenue: MoneyRule | undefined;
} {
  return {
    payout: isBlank(row, PAYOUT.type)
      ? undefined
      : priceOf(row, PAYOUT, PAYOUTS),
    revenue: isBlank(row, REVENUE.type)
      ? undefined
      : priceOf(row, REVENUE, REVENUES),
  };
}

function isBlank(row: MoveRow, type: string): boolean {
  return row.text(type)?.toLowerCase() === "blank";
}

/** An offer's goals: its own price, or the entries of the API's answer, of which one is the base. */
export function everflowGoals(row: MoveRow): MovedGoal[] {
  const entries = listOf(row.json("entries"));
  if (entries.length === 0) return [defaultGoal(everflowPrices(row))];
  const names = { ...EVENT, ...EVERFLOW_PRICE_COLUMNS };
  const goals = entries.map((entry, at) => {
    const cells = new Map(
      Object.entries(entry).map(([name, value]) => [
        foldColumn(name),
        typeof value === "object" ? "" : String(value),
      ]),
    );
    const one = new MoveRow(row, cells, names, row.options);
    const is_default = one.flag("is_default") ?? at === 0;
    const goal = is_default
      ? defaultGoal({ name: one.text("name"), ...everflowPrices(one) })
      : eventGoal(one);
    row.notes.push(...one.notes);
    return goal;
  });
  return goals;
}

function eventGoal(row: MoveRow): MovedGoal {
  const key = row.needId("id");
  return filled<MovedGoal>({
    key,
    name: row.text("name") ?? `Event ${key}`,
    ...everflowPrices(row),
  });
}

function* event(row: MoveRow): Iterable<GoalThing> {
  yield { kind: "goal", campaign: row.needId("offer"), goal: eventGoal(row) };
}

/** Events of offers as a table of their own. */
export const EVERFLOW_EVENTS: TableSpec = {
  name: "events",
  columns: {
    offer: "network_offer_id offer_id",
    ...EVENT,
    ...EVERFLOW_PRICE_COLUMNS,
  },
  needs: ["offer", "id", "name", "payout_type|revenue_type"],
  read: event,
  by_name_only: true,
};
