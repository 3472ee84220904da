import {
  eitherName,
  invalid,
  notOneOf,
  readId,
  readMoment,
} from "../http/mod.ts";
import { conversions } from "../../db/schema/mod.ts";
import { clickIdBytes } from "../clicks/mod.ts";
import { Type } from "@sinclair/typebox";
import { and, eq, gte, lt, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";

const text = Type.Optional(Type.String({ maxLength: 300 }));

/** Schema of the conversion filters, for a query or a body. */
export const CONVERSION_FILTER = {
  campaign_id: text,
  affiliate_id: text,
  advertiser_id: text,
  goal: text,
  /** Another name of `goal`. */
  goal_key: text,
  status: text,
  reason: text,
  flag: text,
  order_id: text,
  customer_id: text,
  click_id: text,
  from: text,
  to: text,
};

/** Filters for conversions; `from` and `to` apply to `recorded_at`. */
export type ConversionFilter = {
  [Name in keyof typeof CONVERSION_FILTER]?: string | undefined;
};

/**
 * The SQL condition of a filter; undefined if it is empty. Throws a Problem that names
 * the invalid field.
 */
export function conversionCondition(filter: ConversionFilter): SQL | undefined {
  const when = <T>(value: string | undefined, make: (value: string) => T) =>
    value === undefined ? undefined : make(value);
  return and(
    when(filter.campaign_id, (id) => eq(conversions.campaign_id, readId(id))),
    when(filter.affiliate_id, (id) => eq(conversions.affiliate_id, readId(id))),
    when(filter.advertiser_id, (id) =>
      eq(conversions.advertiser_id, readId(id)),
    ),
    when(eitherName(filter, "goal", "goal_key"), (key) =>
      eq(conversions.goal_key, key),
    ),
    when(filter.status, (status) => eq(conversions.status, readStatus(status))),
    when(filter.reason, (reason) => eq(conversions.reason, reason)),
    when(filter.flag, (flag) => sql`${flag} = any(${conversions.flags})`),
    when(filter.order_id, (order) => eq(conversions.order_id, order)),
    when(filter.customer_id, (id) => eq(conversions.customer_id, id)),
    when(filter.click_id, (id) => eq(conversions.click_id, readClick(id))),
    when(filter.from, (at) =>
      gte(conversions.recorded_at, readMoment("from", at)),
    ),
    when(filter.to, (at) => lt(conversions.recorded_at, readMoment("to", at))),
  );
}

/**
 * Reads a filter from a request body, where ids may be numbers. Throws a Problem that
 * names an unknown field.
 */
export function readConversionFilter(
  given: Record<string, string | number>,
): ConversionFilter {
  const filter: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (!(name in CONVERSION_FILTER)) {
      const known = Object.keys(CONVERSION_FILTER).join(", ");
      throw invalid(`filter.${name}`, `one of ${known} is expected`);
    }
    filter[name] = String(value);
  }
  return filter;
}

const STATUSES = ["pending", "approved", "rejected", "reversed"];

function readStatus(given: string): string {
  if (STATUSES.includes(given)) return given;
  throw notOneOf("status", STATUSES);
}

function readClick(given: string): Uint8Array {
  const bytes = clickIdBytes(given);
  if (bytes !== null) return bytes;
  throw invalid("click_id", "a click id is expected");
}
