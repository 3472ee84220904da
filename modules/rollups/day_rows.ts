import { IMPORTED } from "../kernel/mod.ts";
import type { Axis } from "./block.ts";
import {
  columnsOf,
  CONVERSION_COLUMNS,
  CONVERSION_TIMES,
  fromDeltas,
  listOf,
  subs,
} from "./conversion_rows.ts";
import type {
  ConversionAxis,
  Expressions,
  RowColumn,
} from "./conversion_rows.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const MINUTES = 1440;

/** An axis and UTC day of it, in days since 1970. */
export interface CountedDay {
  axis: Axis;
  day: number;
}

/** The columns of entries that rows make, and the SQL that selects them. */
export interface RowsQuery {
  columns: readonly RowColumn[];
  /** Of one stretch of the day each; a list of values per column. */
  selects: readonly string[];
}

/** The rows of a day, in stretches that begin at these minutes of it. */
export function rowsOfDay(
  { axis, day }: CountedDay,
  starts: readonly number[],
): RowsQuery {
  const times = starts.map((start, at) =>
    timesOf(day, start, starts[at + 1] ?? MINUTES),
  );
  if (axis === "click") return queryOf(CLICK_COLUMNS, times.map(clickRows));
  const from = times.map((stretch) => conversionRows(axis, stretch));
  const minute = ["minute", CONVERSION_TIMES[axis]] as const;
  return queryOf({ ...CONVERSION_COLUMNS, minute }, from);
}

function queryOf(columns: Expressions, from: readonly string[]): RowsQuery {
  const lists = Object.values(columns).map((of) => listOf(...of));
  return {
    columns: columnsOf(columns),
    selects: from.map((rows) => `select ${lists.join(", ")} from ${rows}`),
  };
}

/** A part of a day, from and before moments. */
type Times = readonly [string, string];

function timesOf(day: number, from: number, end: number): Times {
  const at = (minute: number) =>
    new Date(day * DAY_MS + minute * MINUTE_MS).toISOString();
  return [at(from), at(end)];
}

function within(column: string, [from, end]: Times): string {
  return `${column} >= '${from}' and ${column} < '${end}'`;
}

/** As `clickEntry` counts a click. */
const CLICK_COLUMNS: Expressions = {
  affiliate: ["integer", "k.affiliate_id"],
  campaign: ["integer", "k.campaign_id"],
  link: ["integer", "k.link_id"],
  kind: [
    "text",
    `((k.marks & 31) | case when k.verdict = 'sent' and not k.pays
      and (k.marks & 28) = 0 then 32 else 0 end) || ' ' || k.verdict`,
  ],
  country: ["text", "k.country"],
  device: ["text", "u.device"],
  os: ["text", "u.os"],
  browser: ["text", "u.browser"],
  source: ["text", "k.source"],
  ...subs((sub) => `k.sub${sub}`),
  minute: ["minute", "k.clicked_at"],
};

/** The old tracker counted imported clicks. */
function clickRows(times: Times): string {
  return `clicks k left join user_agents u on u.ua_id = k.ua_id
    where ${within("k.clicked_at", times)} and k.verdict <> '${IMPORTED}'`;
}

/**
 * Conversions as they stand, less the changes that aren't folded yet: both are counted by the same
 * facts, so that they cancel.
 */
function conversionRows(axis: ConversionAxis, times: Times): string {
  const column = CONVERSION_TIMES[axis];
  const standing = column.replace("d.approved_at", "c.first_approved_at");
  const rows = `(select c.campaign_id, c.id as conversion_id, 1 as sign, c.status, c.currency,
      coalesce(c.amount_micros, 0) - c.refunded_micros as amount_micros,
      c.revenue_micros, c.payout_micros, c.first_approved_at as approved_at
    from conversions c where not 'test' = any(c.flags) and ${within(standing, times)}
    union all
    select campaign_id, conversion_id, -sign, status, currency,
      amount_micros, revenue_micros, payout_micros, approved_at
    from conversion_deltas)`;
  return `${fromDeltas(rows)} where ${within(column, times)}`;
}
