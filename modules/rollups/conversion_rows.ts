import { isDistributed } from "../../db/citus/mod.ts";
import type { Axis, DimensionColumn } from "./block.ts";
import type { BlockColumn } from "./pack_block.ts";

/** The head of an id that stands for a missing click. */
export const CLICKLESS = 1;
const SUBS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

export type ConversionAxis = Exclude<Axis, "click">;

/** How the values of a column come: as text, 4 or 8 bytes, or the time whose minute is meant. */
export type ValueForm = "text" | "integer" | "bigint" | "minute";

/** Columns of entries that rows make: how their values come, and SQL. */
export type Expressions = Partial<
  Record<BlockColumn, readonly [ValueForm, string]>
>;

/** A column of entries that rows make. */
export interface RowColumn {
  name: BlockColumn;
  form: ValueForm;
}

/** The columns that expressions make, in their order. */
export function columnsOf(columns: Expressions): RowColumn[] {
  return Object.entries(columns).map(([name, [form]]) => ({
    name: name as BlockColumn,
    form,
  }));
}

const SQL_TYPES: Readonly<Record<ValueForm, string>> = {
  text: "text",
  integer: "integer",
  bigint: "bigint",
  minute: "timestamptz",
};

/** SQL of a list of all rows' values in a form. */
export function listOf(form: ValueForm, value: string): string {
  return `array_agg((${value})::${SQL_TYPES[form]})`;
}

const OF_CONVERSION =
  "c.campaign_id = d.campaign_id and c.id = d.conversion_id";
const OF_FACTS =
  "f.campaign_id = d.campaign_id and f.conversion_id = d.conversion_id";
/** By the conversion rather than its delta, which isn't in a shard. */
const OF_FACTS_IN_SHARD =
  "f.campaign_id = c.campaign_id and f.conversion_id = c.id";

/**
 * Each click is looked up by its key, in the partition of its day: with many deltas the planner would
 * rather read all clicks, again for each page of deltas.
 */
function joinClick(within = "true"): string {
  if (isDistributed()) {
    return `left join clicks k on f.conversion_id is null
      and k.campaign_id = c.campaign_id and k.click_id = c.click_id
      and k.clicked_at = c.clicked_at and ${within}
    left join user_agents u on u.ua_id = k.ua_id`;
  }
  return `left join lateral (
    select * from clicks k where f.conversion_id is null
      and k.click_id = c.click_id and k.campaign_id = c.campaign_id
      and k.clicked_at = c.clicked_at and ${within} limit 1
  ) k on true
  left join user_agents u on u.ua_id = k.ua_id`;
}

/** Deltas (or rows like them) `d` joined with their conversions, and with facts or else clicks. */
export function fromDeltas(deltas: string): string {
  return `${deltas} d join conversions c on ${OF_CONVERSION}
    left join conversion_facts f on ${OF_FACTS_IN_SHARD} ${joinClick()}`;
}

/** Conversions of a page of deltas, looked up by their keys. */
export function conversionsOf(page: string): string {
  if (isDistributed()) {
    return `(${page}) d join conversions c on ${OF_CONVERSION}`;
  }
  return `(${page}) d
    join lateral (select * from conversions c where ${OF_CONVERSION} limit 1) c on true`;
}

/**
 * The same with facts, or else clicks. `within` is of the time of all clicks of the page, for which
 * only the partitions of these days are planned: that of a year of days takes 50 ms.
 */
export function fromPage(page: string, within: string): string {
  const facts = isDistributed()
    ? `conversion_facts f on ${OF_FACTS_IN_SHARD}`
    : `lateral (select * from conversion_facts f where ${OF_FACTS} limit 1) f on true`;
  return `${conversionsOf(page)}
    left join ${facts}
    ${joinClick(within)}`;
}

/** Columns of a conversion's click that it is counted by. */
const CLICK_FACTS = {
  verdict: "k.verdict",
  country: "k.country",
  device: "u.device",
  os: "u.os",
  browser: "u.browser",
  source: "k.source",
} as const;

/** A fact of a conversion in `fromDeltas`. */
export function factOf(name: keyof typeof CLICK_FACTS): string {
  return `case when f.conversion_id is null then ${CLICK_FACTS[name]} else f.${name} end`;
}

/** A numbered label of a conversion in `fromDeltas`. */
export function subOf(sub: number): string {
  return `case when f.conversion_id is null then k.sub${sub} else f.subs[${sub}] end`;
}

/** Seconds from a conversion's click to it in `fromDeltas`; null if it has no click. */
export const SECONDS = `case when get_byte(c.click_id, 0) <> ${CLICKLESS} then
    greatest(floor(extract(epoch from coalesce(c.occurred_at, c.recorded_at) - c.clicked_at)), 0)::float8 end`;

/** Columns of all subs. */
export function subs(expression: (sub: number) => string): Expressions {
  return Object.fromEntries(
    SUBS.map((sub) => [
      `sub${sub}` as DimensionColumn,
      ["text", expression(sub)] as const,
    ]),
  );
}

/** Columns of conversions in `fromDeltas`, but the minute, which depends on the axis. */
export const CONVERSION_COLUMNS: Expressions = {
  affiliate: ["integer", "c.affiliate_id"],
  campaign: ["integer", "c.campaign_id"],
  link: ["integer", "c.link_id"],
  country: ["text", factOf("country")],
  device: ["text", factOf("device")],
  os: ["text", factOf("os")],
  browser: ["text", factOf("browser")],
  source: ["text", factOf("source")],
  ...subs(subOf),
  goal: ["text", "c.goal_key"],
  status: ["text", "d.status"],
  verdict: ["text", factOf("verdict")],
  currency: ["text", "d.currency"],
  rate_day: ["text", "to_char(c.recorded_at at time zone 'UTC', 'YYYY-MM-DD')"],
  seconds: ["bigint", SECONDS],
  amount: ["bigint", "d.sign * d.amount_micros"],
  revenue: ["bigint", "d.sign * d.revenue_micros"],
  payout: ["bigint", "d.sign * d.payout_micros"],
  count: ["integer", "d.sign"],
};

/** When a conversion is counted on each axis, in `fromDeltas`. */
export const CONVERSION_TIMES: Readonly<Record<ConversionAxis, string>> = {
  conversion: "c.recorded_at",
  conversion_by_click: "c.clicked_at",
  conversion_by_approval: "d.approved_at",
};
