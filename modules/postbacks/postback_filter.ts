import { Type } from "@sinclair/typebox";
import { and, eq, gte, lt, or, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { allPostbacks, clicks, conversions } from "../../db/schema/mod.ts";
import { clickIdBytes } from "../clicks/mod.ts";
import { eitherName, invalid, readMoment, readUuid } from "../http/mod.ts";

const text = Type.Optional(Type.String({ maxLength: 300 }));
const WORDS_MAX = 50;
const STATUS_MIN = 100;
const STATUS_MAX = 599;
const ID_MAX = 2_147_483_647;
/** Maximum difference between an id's time and the arrival time. */
const ID_SLACK_MS = 60_000;
const UUID_TIME_MAX = 0xffff_ffff_ffff;

/** Filters for postbacks, in a query or a body. */
export const POSTBACK_FILTER = {
  outcome: text,
  /** The same as `outcome`, for refusals. */
  code: text,
  source_id: text,
  advertiser_id: text,
  campaign_id: text,
  affiliate_id: text,
  click_id: text,
  /** The affiliate's own click id. */
  click_ref: Type.Optional(
    Type.String({ maxLength: 1024, pattern: "^[^\\u0000]*$" }),
  ),
  order_id: text,
  conversion_id: text,
  goal: text,
  /** Another name of `goal`. */
  goal_key: text,
  ip: text,
  http_status: text,
  from: text,
  to: text,
};

/** A filter for postbacks; several values are separated by commas. */
export type PostbackFilter = {
  [Name in keyof typeof POSTBACK_FILTER]?: string | undefined;
};

/**
 * Builds the condition of a filter; undefined if it is empty. Throws a Problem that names the
 * invalid field.
 */
export function filterCondition(filter: PostbackFilter): SQL | undefined {
  return and(
    oneOf(allPostbacks.outcome, filter.outcome),
    oneOf(allPostbacks.outcome, filter.code),
    ofId(allPostbacks.source_id, "source_id", filter.source_id),
    ofId(allPostbacks.advertiser_id, "advertiser_id", filter.advertiser_id),
    ofId(allPostbacks.campaign_id, "campaign_id", filter.campaign_id),
    ofId(allPostbacks.affiliate_id, "affiliate_id", filter.affiliate_id),
    filter.click_id === undefined
      ? undefined
      : eq(allPostbacks.click_id, readClickId(filter.click_id)),
    filter.click_ref === undefined ? undefined : ofClickRef(filter.click_ref),
    filter.order_id === undefined
      ? undefined
      : eq(allPostbacks.order_id, filter.order_id),
    filter.conversion_id === undefined
      ? undefined
      : ofConversion(readUuid("conversion_id", filter.conversion_id)),
    oneOf(allPostbacks.goal_key, eitherName(filter, "goal", "goal_key")),
    oneOf(allPostbacks.ip, filter.ip),
    filter.http_status === undefined ? undefined : ofStatus(filter.http_status),
    filter.from === undefined
      ? undefined
      : arrivedFrom(readMoment("from", filter.from)),
    filter.to === undefined
      ? undefined
      : arrivedBefore(readMoment("to", filter.to)),
  );
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

function firstIdAt(at_ms: number): string {
  const time = Math.min(Math.max(at_ms, 0), UUID_TIME_MAX);
  const hex = time.toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

function readClickId(given: string): Uint8Array {
  const bytes = clickIdBytes(given);
  if (bytes !== null) return bytes;
  throw invalid("click_id", "a click id is expected");
}

/** Affiliates choose `click_ref`, so several clicks may share one. */
function ofClickRef(click_ref: string): SQL {
  return sql`${allPostbacks.click_id} in (select ${clicks.click_id} from ${clicks} where ${clicks.click_ref} = ${click_ref})`;
}

function oneOf(column: PgColumn, given: string | undefined): SQL | undefined {
  if (given === undefined) return undefined;
  return sql`${column} in ${wordsIn(given)}`;
}

function wordsIn(given: string): string[] {
  return given
    .split(",")
    .map((word) => word.trim())
    .slice(0, WORDS_MAX);
}

/** The condition of one id, or of several with commas between. */
export function ofId(
  column: PgColumn,
  field: string,
  given: string | undefined,
): SQL | undefined {
  if (given === undefined) return undefined;
  const ids = wordsIn(given).map((word) => {
    const id = /^[0-9]{1,10}$/.test(word) ? Number(word) : ID_MAX + 1;
    if (id <= ID_MAX) return id;
    throw invalid(field, "an id is expected, or several with commas between");
  });
  return sql`${column} in ${ids}`;
}

/** `422`, or `4xx` for the whole class. */
function ofStatus(given: string): SQL | undefined {
  return or(
    ...wordsIn(given).map((word) => {
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
      throw invalid("http_status", "a status such as 422, or 4xx, is expected");
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
