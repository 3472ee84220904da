import { and, eq, gte, inArray, lt, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { arrayText } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { clicks, conversionRisks, conversions } from "../../db/schema/mod.ts";
import { isoTime, shownMoney } from "../kernel/mod.ts";

/** The properties by which suspected conversions are grouped. */
export const RISK_GROUPS = [
  "affiliate",
  "campaign",
  "source",
  "sub1",
  "sub2",
  "sub3",
  "sub4",
  "sub5",
  "sub6",
  "sub7",
  "sub8",
  "sub9",
  "sub10",
  "code",
  "day",
] as const;

export type RiskGroup = (typeof RISK_GROUPS)[number];

/** The suspected conversions that are meant. */
export interface RiskFilter {
  from_ms: number;
  to_ms: number;
  affiliate_id?: number | readonly number[] | undefined;
  campaign_id?: number | undefined;
  advertiser_id?: number | readonly number[] | undefined;
  verdict?: "watch" | "hold" | undefined;
  code?: string | undefined;
  /** Held and not decided yet. */
  held?: boolean | undefined;
  /** Whether those that are clear are meant too. */
  with_clear?: boolean | undefined;
}

const GROUPS_MAX = 200;
const EXAMPLES_MAX = 5;

const r = conversionRisks;
const c = conversions;

/** Held and undecided: fraud is left out of payment runs too, but waits for nobody. */
const IS_HELD = sql`(${r.held_at} is not null and ${r.decided} is null)`;

/** The condition of a filter over risks joined with their conversions. */
export function riskCondition(filter: RiskFilter): SQL | undefined {
  const { affiliate_id, campaign_id, advertiser_id, verdict, code } = filter;
  return and(
    gte(r.recorded_at, filter.from_ms),
    lt(r.recorded_at, filter.to_ms),
    // A rule's hold lasts until somebody decides, even if nothing is suspected any more.
    verdict === undefined
      ? filter.held === true || filter.with_clear === true
        ? undefined
        : // As the partial index has it, not as a parameter.
          sql`${r.verdict} <> 'clear'`
      : eq(r.verdict, verdict),
    affiliate_id === undefined
      ? undefined
      : inArray(r.affiliate_id, [affiliate_id].flat()),
    campaign_id === undefined ? undefined : eq(r.campaign_id, campaign_id),
    advertiser_id === undefined
      ? undefined
      : inArray(c.advertiser_id, [advertiser_id].flat()),
    code === undefined
      ? undefined
      : sql`${r.reasons} @> ${JSON.stringify([{ code }])}::jsonb`,
    filter.held === undefined
      ? undefined
      : filter.held
        ? IS_HELD
        : sql`not ${IS_HELD}`,
  );
}

export const SAME_CONVERSION = and(
  eq(c.campaign_id, r.campaign_id),
  eq(c.id, r.conversion_id),
);

function keyOf(group_by: RiskGroup, timezone: string): SQL<string | null> {
  switch (group_by) {
    case "affiliate":
      return sql`${r.affiliate_id}::text`;
    case "campaign":
      return sql`${r.campaign_id}::text`;
    case "code":
      return sql`${r.reasons}->0->>'code'`;
    case "day":
      return sql`(${r.recorded_at} at time zone ${timezone})::date::text`;
    default:
      return sql`nullif(${sql.raw(`"clicks"."${group_by}"`)}, '')`;
  }
}

interface CountRow extends Record<string, unknown> {
  currency: string;
  suspected: number;
  watch: number;
  hold: number;
  held: number;
  micros: string;
}

interface GroupRow extends CountRow {
  key: string | null;
  groups: number;
  example_ids: string[];
  /** Of all groups, by currency. */
  is_total: boolean;
}

/** Counts of suspected conversions, and the payouts that are held. */
const COUNTS = sql`count(*)::int as suspected,
  (count(*) filter (where ${r.verdict} = 'watch'))::int as watch,
  (count(*) filter (where ${r.verdict} = 'hold'))::int as hold,
  (count(*) filter (where ${IS_HELD}))::int as held,
  coalesce(sum(${c.payout_micros}) filter (where ${IS_HELD} and ${c.status} in ('pending', 'approved')), 0) as micros`;

/**
 * Groups of suspected conversions, those with most that is held first. Totals are of all of them, also
 * of groups that aren't shown; whoever makes a label for each sale fills no more than the list.
 */
export async function standOut(
  db: Database,
  asked: { group_by: RiskGroup; filter: RiskFilter; timezone: string },
) {
  const { group_by, filter, timezone } = asked;
  const key = keyOf(group_by, timezone);
  const where = sql`where ${riskCondition(filter)}`;
  const found = sql`from ${r} join ${c} on ${SAME_CONVERSION}`;
  const needs_click = group_by === "source" || group_by.startsWith("sub");
  const of_click = needs_click
    ? sql`left join ${clicks} on ${clicks.campaign_id} = ${c.campaign_id}
        and ${clicks.click_id} = ${c.click_id} and ${clicks.clicked_at} = ${c.clicked_at}`
    : sql``;
  const found_rows = await db.execute<GroupRow>(sql`
    with g as materialized (
      select ${key} as key, ${c.currency} as currency, ${COUNTS},
        (array_agg(${r.conversion_id}::text order by ${r.score} desc))[1:${sql.raw(String(EXAMPLES_MAX))}] as example_ids
      ${found} ${of_click} ${where} group by 1, 2),
    k as (
      select key, sum(held) as held, sum(hold) as hold, sum(suspected) as suspected,
        (count(*) over ())::int as groups
      from g group by 1 order by 2 desc, 3 desc, 4 desc, 1 limit ${GROUPS_MAX}),
    shown as (
      select g.*, k.groups, false as is_total,
        row_number() over (order by k.held desc, k.hold desc, k.suspected desc, k.key) as place
      from k join g on g.key is not distinct from k.key)
    select * from shown
    union all
    select null, currency, sum(suspected)::int, sum(watch)::int, sum(hold)::int, sum(held)::int, sum(micros), null,
      0, true, 0 from g group by 2
    order by place`);
  const totals = found_rows.filter(({ is_total }) => is_total);
  const rows = found_rows.filter(({ is_total }) => !is_total);
  const groups = Map.groupBy(rows, (row) => row.key);
  const joined = sql`${found} ${of_click} ${where}`;
  const codes = await readCodes(db, [...groups.keys()], { key, joined });
  return {
    group_by,
    from: isoTime(filter.from_ms),
    to: isoTime(filter.to_ms),
    totals: { ...countsOf(totals), money: moneyByCurrency(totals) },
    groups: rows[0]?.groups ?? 0,
    data: [...groups].map(([value, of]) => ({
      key: value,
      ...countsOf(of),
      money: moneyByCurrency(of),
      reasons: codes.get(value) ?? [],
      example_ids: of.flatMap((row) => row.example_ids).slice(0, EXAMPLES_MAX),
    })),
  };
}

/** How often each reason is among those of each group, those that most have first. */
async function readCodes(
  db: Database,
  keys: readonly (string | null)[],
  { key, joined }: { key: SQL; joined: SQL },
): Promise<Map<string | null, { code: string; count: number }[]>> {
  const named = keys.filter((one) => one !== null);
  const rows = await db.execute<{
    key: string | null;
    code: string;
    count: number;
  }>(sql`
    select g.key, e.reason->>'code' as code, count(*)::int as count
    from (select ${key} as key, ${r.reasons} as reasons ${joined}) g
    cross join lateral jsonb_array_elements(g.reasons) as e(reason)
    where g.key is null or g.key = any(${arrayText(named)}::text[])
    group by 1, 2 order by 3 desc, 2`);
  const by_key = Map.groupBy(rows, (row) => row.key);
  return new Map(
    [...by_key].map(([value, of]) => [
      value,
      of.map(({ code, count }) => ({ code, count })),
    ]),
  );
}

function countsOf(rows: readonly CountRow[]) {
  const sum = (name: "suspected" | "watch" | "hold" | "held") =>
    rows.reduce((all, row) => all + row[name], 0);
  return {
    suspected: sum("suspected"),
    watch: sum("watch"),
    hold: sum("hold"),
    held: sum("held"),
  };
}

/** The payouts that are held, by currency. */
export function moneyByCurrency(
  rows: readonly { currency: string; micros: string }[],
) {
  const by_currency = new Map<string, bigint>();
  for (const { currency, micros } of rows) {
    const sum = (by_currency.get(currency) ?? 0n) + BigInt(micros);
    by_currency.set(currency, sum);
  }
  return [...by_currency]
    .filter(([, micros]) => micros !== 0n)
    .map(([currency, micros]) => ({
      currency,
      ...shownMoney(currency, { payout: micros }),
    }));
}
