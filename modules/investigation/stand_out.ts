import { and, eq, gte, lt, ne, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
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
  affiliate_id?: number | undefined;
  campaign_id?: number | undefined;
  advertiser_id?: number | undefined;
  verdict?: "watch" | "hold" | undefined;
  code?: string | undefined;
  /** Held and not decided yet. */
  held?: boolean | undefined;
  /** Whether those that are clear are meant too. */
  with_clear?: boolean | undefined;
}

const GROUPS_MAX = 200;
/** Groups are ordered by what is held, so that whoever makes a label for each sale fills nothing. */
const ROWS_MAX = 5_000;
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
        : ne(r.verdict, "clear")
      : eq(r.verdict, verdict),
    affiliate_id === undefined ? undefined : eq(r.affiliate_id, affiliate_id),
    campaign_id === undefined ? undefined : eq(r.campaign_id, campaign_id),
    advertiser_id === undefined
      ? undefined
      : eq(c.advertiser_id, advertiser_id),
    code === undefined
      ? undefined
      : sql`${r.reasons} @> ${JSON.stringify([{ code }])}::jsonb`,
    filter.held === undefined ? undefined : sql`${IS_HELD} = ${filter.held}`,
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

interface GroupRow {
  key: string | null;
  currency: string;
  suspected: number;
  watch: number;
  hold: number;
  held: number;
  micros: string;
  last_at: string;
  example_ids: string[];
}

/** Groups of suspected conversions, those with most that is held first. */
export async function standOut(
  db: Database,
  asked: { group_by: RiskGroup; filter: RiskFilter; timezone: string },
) {
  const { group_by, filter, timezone } = asked;
  const key = keyOf(group_by, timezone);
  const held = IS_HELD;
  const needs_click = group_by === "source" || group_by.startsWith("sub");
  const joined = sql`from ${r} join ${c} on ${SAME_CONVERSION} ${
    needs_click
      ? sql`left join ${clicks} on ${clicks.campaign_id} = ${c.campaign_id}
          and ${clicks.click_id} = ${c.click_id} and ${clicks.clicked_at} = ${c.clicked_at}`
      : sql``
  } where ${riskCondition(filter)}`;
  const rows = await db.execute<GroupRow & Record<string, unknown>>(sql`
    select ${key} as key, ${c.currency} as currency, count(*)::int as suspected,
      (count(*) filter (where ${r.verdict} = 'watch'))::int as watch,
      (count(*) filter (where ${r.verdict} = 'hold'))::int as hold,
      (count(*) filter (where ${held}))::int as held,
      coalesce(sum(${c.payout_micros}) filter (where ${held} and ${c.status} in ('pending', 'approved')), 0)::text as micros,
      max(${r.recorded_at})::text as last_at,
      (array_agg(${r.conversion_id}::text order by ${r.score} desc))[1:${sql.raw(String(EXAMPLES_MAX))}] as example_ids
    ${joined} group by 1, 2 order by 6 desc, 5 desc, 3 desc limit ${ROWS_MAX}`);
  const groups = Map.groupBy(rows, (row) => row.key);
  const shown = [...groups].slice(0, GROUPS_MAX);
  const codes = await db.execute<{
    key: string | null;
    code: string;
    count: number;
  }>(sql`
    select g.key, e.reason->>'code' as code, count(*)::int as count
    from (select ${key} as key, ${r.reasons} as reasons ${joined}) g
    cross join lateral jsonb_array_elements(g.reasons) as e(reason)
    group by 1, 2 order by 3 desc limit ${ROWS_MAX}`);
  const by_key = Map.groupBy(codes, (row) => row.key);
  return {
    group_by,
    from: isoTime(filter.from_ms),
    to: isoTime(filter.to_ms),
    totals: { ...countsOf(rows), money: moneyOf(rows) },
    data: shown.map(([value, of]) => ({
      key: value,
      ...countsOf(of),
      money: moneyOf(of),
      reasons: (by_key.get(value) ?? []).map(({ code, count }) => ({
        code,
        count,
      })),
      example_ids: of.flatMap((row) => row.example_ids).slice(0, EXAMPLES_MAX),
    })),
  };
}

function countsOf(rows: readonly GroupRow[]) {
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
function moneyOf(rows: readonly GroupRow[]) {
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
