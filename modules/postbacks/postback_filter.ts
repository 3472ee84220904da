import { and, eq, gte, lt, or, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import {
  allPostbacks,
  clicks,
  conversions,
  postbacks,
} from "../../db/schema/mod.ts";
import { requireClickId } from "../clicks/mod.ts";
import {
  eitherName,
  filterCondition,
  fixFilters,
  invalid,
  readFilters,
  TIMES,
} from "../http/mod.ts";
import { firstIdAt } from "../kernel/mod.ts";
import type { FilterValues, GivenFilters, ListTable } from "../http/mod.ts";

const STATUS_MIN = 100;
const STATUS_MAX = 599;
/** Maximum difference between an id's time and the arrival time. */
const ID_SLACK_MS = 60_000;

/**
 * Filters and sorts of postbacks; several values have commas between.
 * Their index is by id, which is in the order of arrival.
 */
export const POSTBACK_LIST = {
  filters: {
    outcome: { many: "text" },
    /** The same as `outcome`, for refusals. */
    code: { many: "text" },
    source_id: { many: "id_or_0" },
    advertiser_id: { many: "id_or_0" },
    campaign_id: { many: "id_or_0" },
    affiliate_id: { many: "id_or_0" },
    click_id: "text",
    /** The affiliate's own click id. */
    click_ref: "long_text",
    order_id: "text",
    conversion_id: "uuid",
    goal: { many: "text" },
    /** Another name of `goal`. */
    goal_key: { many: "text" },
    ip: { many: "text" },
    http_status: { many: "text" },
    method: { many: ["GET", "POST", "HEAD"] },
    ...TIMES,
  },
  sorts: ["-received_at"],
} as const;

type PostbackValues = FilterValues<typeof POSTBACK_LIST.filters>;

// A view makes a column anew each time that it is read.
const postback_id = allPostbacks.id;

/** How the list of postbacks is read. */
export const POSTBACK_TABLE: ListTable = {
  columns: {
    id: postback_id,
    received_at: postback_id,
    outcome: allPostbacks.outcome,
    code: allPostbacks.outcome,
    source_id: allPostbacks.source_id,
    advertiser_id: allPostbacks.advertiser_id,
    campaign_id: allPostbacks.campaign_id,
    affiliate_id: allPostbacks.affiliate_id,
    order_id: allPostbacks.order_id,
    goal_key: allPostbacks.goal_key,
    ip: allPostbacks.ip,
    method: allPostbacks.method,
  },
  key: postback_id,
  filters: {
    click_id: (text: string) => eq(allPostbacks.click_id, requireClickId(text)),
    click_ref: ofClickRef,
    conversion_id: ofConversion,
    http_status: ofStatus,
    from: arrivedFrom,
    to: arrivedBefore,
  },
};

/** A filter for postbacks in a body. */
export type PostbackFilter = GivenFilters;

const PREFIX = "filter.";

/**
 * Builds the condition of a filter in a body; undefined if it is empty. Throws a Problem that
 * names the invalid field.
 */
export function postbackCondition(filter: PostbackFilter): SQL | undefined {
  const reading = { timezone: "UTC", prefix: PREFIX };
  const values = readFilters(filter, POSTBACK_LIST.filters, reading);
  return and(filterCondition(POSTBACK_TABLE, withGoalKey(values)));
}

/** Checks a filter in a body, where days are the caller's. */
export function readPostbackFilter(
  given: PostbackFilter,
  timezone: string,
): PostbackFilter {
  const reading = { timezone, prefix: PREFIX };
  return fixFilters(given, POSTBACK_LIST.filters, reading);
}

/** Filters with the goals under one name. */
export function withGoalKey({ goal, ...filter }: PostbackValues) {
  const given = { goal: goal?.join(), goal_key: filter.goal_key?.join() };
  const goal_key = eitherName(given, "goal", "goal_key")?.split(",");
  return goal_key === undefined ? filter : { ...filter, goal_key };
}

/** Arrived at or after a time. Ids begin with their time, so the primary key index finds them. */
export function arrivedFrom(at_ms: number): SQL | undefined {
  const id = gte(allPostbacks.id, firstIdAt(at_ms - ID_SLACK_MS));
  return and(gte(allPostbacks.received_at, at_ms), id);
}

/** Arrived before a time. */
export function arrivedBefore(at_ms: number): SQL | undefined {
  const id = lt(allPostbacks.id, firstIdAt(at_ms + ID_SLACK_MS));
  return and(lt(allPostbacks.received_at, at_ms), id);
}

/**
 * Affiliates choose `click_ref`, so several clicks may share one. A refused postback may name it in
 * place of a click.
 */
function ofClickRef(click_ref: string): SQL {
  return sql`${allPostbacks.id} in (
    select n.id from ${allPostbacks} as n where n.named_click_ref = ${click_ref}
    union all
    select p.id from ${postbacks} as p where p.click_id in (
      select c.click_id from ${clicks} as c where c.click_ref = ${click_ref}))`;
}

/** `422`, or `4xx` for the whole class. */
function ofStatus(words: readonly string[]): SQL | undefined {
  return or(
    ...words.map((word) => {
      const of_class = /^([1-5])xx$/i.exec(word);
      const from = of_class === null ? Number(word) : Number(of_class[1]) * 100;
      const to = of_class === null ? from + 1 : from + 100;
      if (
        /^\d{3}$|xx$/i.test(word) &&
        from >= STATUS_MIN &&
        to <= STATUS_MAX + 1
      )
        return and(
          gte(allPostbacks.http_status, from),
          lt(allPostbacks.http_status, to),
        );
      throw invalid(
        "http_status",
        "must be a status such as 422, or a class such as 4xx",
      );
    }),
  );
}

/**
 * The postbacks of a conversion share its click or, if refused for naming another click, its
 * order id; both have an index.
 */
function ofConversion(id: string): SQL | undefined {
  const of_it = sql`(select ${conversions.click_id} from ${conversions} where ${conversions.id} = ${id})`;
  const its_order = sql`(select ${conversions.order_id} from ${conversions} where ${conversions.id} = ${id})`;
  return and(
    eq(allPostbacks.conversion_id, id),
    or(
      eq(allPostbacks.click_id, of_it),
      eq(allPostbacks.order_id, its_order),
      eq(allPostbacks.order_id, id),
    ),
  );
}
