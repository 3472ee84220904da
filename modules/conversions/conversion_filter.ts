import { and, eq, getTableColumns, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { conversions } from "../../db/schema/mod.ts";
import { requireClickId } from "../clicks/mod.ts";
import {
  eitherName,
  filterCondition,
  fixFilters,
  readFilters,
  TIMES,
} from "../http/mod.ts";
import type { FilterValues, GivenFilters, ListTable } from "../http/mod.ts";

/**
 * Filters and sorts of conversions; `from` and `to` are about
 * `recorded_at`. Their index is by id, which is in the order of recording.
 */
export const CONVERSION_LIST = {
  filters: {
    campaign_id: "id",
    affiliate_id: "ids",
    advertiser_id: "ids",
    link_id: "id",
    source_id: "id",
    goal: "text",
    /** Another name of `goal`. */
    goal_key: "text",
    status: ["pending", "approved", "rejected", "reversed"],
    reason: "text",
    flag: "text",
    order_id: "text",
    customer_id: "text",
    click_id: "text",
    currency: "currency",
    goal_payout_id: "id",
    rate_id: "id",
    owed_rate_id: "id",
    proof: "text",
    ...TIMES,
  },
  sorts: ["-recorded_at"],
} as const;

/** How the list of conversions is read. */
export const CONVERSION_TABLE: ListTable = {
  columns: { ...getTableColumns(conversions), recorded_at: conversions.id },
  key: conversions.id,
  time: conversions.recorded_at,
  filters: {
    flag: (flag: string) => sql`${flag} = any(${conversions.flags})`,
    click_id: (text: string) => eq(conversions.click_id, requireClickId(text)),
  },
};

type ConversionValues = FilterValues<typeof CONVERSION_LIST.filters>;

/** Filters with the goal under one name. */
export function withGoalKey({ goal, ...filter }: ConversionValues) {
  const given = { goal, goal_key: filter.goal_key };
  const goal_key = eitherName(given, "goal", "goal_key");
  return goal_key === undefined ? filter : { ...filter, goal_key };
}

const PREFIX = "filter.";

/**
 * The SQL condition of a filter in a body; undefined if it is empty. Throws a Problem
 * that names the invalid field.
 */
export function conversionCondition(filter: GivenFilters): SQL | undefined {
  const reading = { timezone: "UTC", prefix: PREFIX };
  const values = readFilters(filter, CONVERSION_LIST.filters, reading);
  return and(filterCondition(CONVERSION_TABLE, withGoalKey(values)));
}

/** Checks a filter in a body, where days are the caller's. */
export function readConversionFilter(
  given: GivenFilters,
  timezone: string,
): GivenFilters {
  const reading = { timezone, prefix: PREFIX };
  return fixFilters(given, CONVERSION_LIST.filters, reading);
}
