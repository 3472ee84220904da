import { inArray, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import {
  affiliates,
  campaigns,
  shadowExports,
  shadowItems,
} from "../../db/schema/mod.ts";
import { invalid, pageOfRows } from "../http/mod.ts";
import type { ListRequest } from "../http/mod.ts";
import { dayStart, formatAmount, isoTime, localDate } from "../kernel/mod.ts";
import { AGREED, MONEY } from "./model.ts";
import type { ShadowClass } from "./model.ts";

/** Dimensions of a summary. */
export const SUMMARY_GROUPS = ["day", "campaign", "affiliate"] as const;
type Group = (typeof SUMMARY_GROUPS)[number];
type Money = (typeof MONEY)[number];

/** Filters of the summary. */
export const SUMMARY_LIST = {
  filters: {
    from: "time",
    to: "time",
    group_by: { many: SUMMARY_GROUPS },
    campaign_id: "ids",
    affiliate_id: "ids",
    currency: "currency",
  },
  sorts: ["day", "-items", "agreed_percent"],
} as const;

const DAYS_DEFAULT = 14;
const DAYS_MAX = 100;
const DAY_MS = 86_400_000;
const ROWS_MAX = 20_000;

/** Sums of one class in a group: the old tracker's side and ours. */
interface Part extends Record<string, unknown> {
  day?: string | null;
  campaign?: number | null;
  affiliate?: number | null;
  currency: string;
  class: ShadowClass;
  items: number;
  theirs_count: number;
  ours_count: number;
}

/** One side's sums; null where not all of its rows tell the amount. */
type Sums = { conversions: number } & Record<Money, bigint | null>;

interface Row {
  key: string;
  keys: Partial<Record<Group, string | number | null>>;
  currency: string;
  items: number;
  agreed: number;
  theirs: Sums;
  ours: Sums;
  by_class: { class: ShadowClass; count: number; difference: Sums }[];
}

export interface SummaryDeps {
  db: Database;
  clock: { nowMs(): number };
  default_timezone: string;
}

/**
 * Both sides' counts and money by day, campaign and affiliate: the differences by class add up to
 * the difference of the sums, since each side of each item is counted where it stands.
 */
export async function summarize(
  deps: SummaryDeps,
  list: ListRequest<(typeof SUMMARY_LIST)["filters"]>,
) {
  const { group_by = ["day"], ...filter } = list.filter;
  const range = readRange(deps, filter);
  const parts = await readParts(deps.db, group_by, { ...filter, ...range });
  if (parts.length > ROWS_MAX) {
    throw invalid("to", `makes more than ${ROWS_MAX} rows: narrow the period`);
  }
  const rows = rowsOf(parts, group_by);
  const names = await readNames(deps.db, rows);
  const totals = rowsOf(
    parts.map(({ day: _d, campaign: _c, affiliate: _a, ...part }) => part),
    [],
  );
  const shown = rows.map((row) => ({
    key: row.key,
    ...keysOf(row, names),
    ...present(row),
  }));
  const page = pageOfRows(ROWS, shown, { ...list, filter: {} });
  return {
    from: isoTime(range.from_ms),
    to: isoTime(range.to_ms),
    timezone: deps.default_timezone,
    group_by: [...group_by],
    ...(await readCovered(deps.db, range)),
    totals: totals.map(present),
    ...page,
    data: page.data.map(({ key: _, ...row }) => row),
  };
}

const ROWS = { keyOf: ({ key }: { key: string }) => key, order: "day" };

function readRange(
  { clock, default_timezone: timezone }: SummaryDeps,
  { from, to }: { from?: number; to?: number },
) {
  const start = (at_ms: number, days: number) => {
    const { year, month, day } = localDate(at_ms, timezone);
    return dayStart(year, month, day + days, timezone);
  };
  const to_ms = to ?? start(clock.nowMs(), 1);
  const from_ms = from ?? start(to_ms, -DAYS_DEFAULT);
  if (from_ms >= to_ms) throw invalid("from", "must be before `to`");
  if (to_ms - from_ms <= (DAYS_MAX + 1) * DAY_MS) return { from_ms, to_ms };
  throw invalid("from", `must be at most ${DAYS_MAX} days before \`to\``);
}

/** Sums of each group and class, read in one statement. */
async function readParts(
  db: Database,
  group_by: readonly Group[],
  filter: {
    from_ms: number;
    to_ms: number;
    campaign_id?: number | readonly number[];
    affiliate_id?: number | readonly number[];
    currency?: string;
  },
): Promise<Part[]> {
  const among = (column: SQL, ids: number | readonly number[] | undefined) =>
    ids === undefined
      ? sql``
      : sql`and ${column} = any(${`{${[ids].flat().join()}}`}::int[])`;
  const side = (name: "theirs" | "ours", there: SQL) => {
    const column = (rest: string) => sql.identifier(`${name}_${rest}`);
    return sql`
      select id, class, ${name}::text as side, ${column("day")} as day,
        ${column("campaign_id")} as campaign, ${column("affiliate_id")} as affiliate,
        ${column("currency")} as currency, ${column("status")} in ('pending', 'approved') as counts,
        ${column("amount_micros")} as amount, ${column("revenue_micros")} as revenue,
        ${column("payout_micros")} as payout
      from ${shadowItems} where ${there} is not null
        and ${column("at")} >= ${isoTime(filter.from_ms)}::timestamptz
        and ${column("at")} < ${isoTime(filter.to_ms)}::timestamptz
        ${among(sql`${column("campaign_id")}`, filter.campaign_id)}
        ${among(sql`${column("affiliate_id")}`, filter.affiliate_id)}
        and ${column("currency")} = coalesce(${filter.currency ?? null}::text, ${column("currency")})`;
  };
  const sums = (["theirs", "ours"] as const).flatMap((name) => [
    sql`count(*) filter (where side = ${name} and counts)::int as ${sql.identifier(`${name}_count`)}`,
    ...MONEY.flatMap((money) => {
      const column = sql.identifier(money);
      return [
        sql`coalesce(sum(${column}) filter (where side = ${name} and counts), 0)::text as ${sql.identifier(`${name}_${money}`)}`,
        sql`coalesce(bool_or(${column} is null) filter (where side = ${name} and counts), false) as ${sql.identifier(`${name}_${money}_lacks`)}`,
      ];
    }),
  ]);
  const keys = [...group_by, "currency", "class"].map((one) =>
    sql.identifier(one),
  );
  const by = sql.join(keys, sql`, `);
  return await db.execute<Part>(sql`
    with sides as (${side("theirs", sql`row_id`)} union all ${side("ours", sql`conversion_id`)})
    select ${by}, count(distinct id)::int as items, ${sql.join(sums, sql`, `)}
    from sides group by ${by} order by ${by} limit ${ROWS_MAX + 1}::int`);
}

function rowsOf(parts: readonly Part[], group_by: readonly Group[]): Row[] {
  const rows = new Map<string, Row>();
  for (const part of parts) {
    const key = keyOf(part, group_by);
    const row = rows.get(key) ?? emptyRow(key, part, group_by);
    rows.set(key, row);
    const [theirs, ours] = [sumsOf(part, "theirs"), sumsOf(part, "ours")];
    row.items += part.items;
    if (AGREED.includes(part.class)) row.agreed += part.items;
    row.theirs = plus(row.theirs, theirs);
    row.ours = plus(row.ours, ours);
    const same = row.by_class.find((one) => one.class === part.class);
    const difference = minus(ours, theirs);
    if (same === undefined) {
      const count = part.items;
      row.by_class.push({ class: part.class, count, difference });
      continue;
    }
    same.count += part.items;
    same.difference = plus(same.difference, difference);
  }
  return [...rows.values()];
}

/** Sorts as the days, then the ids; those without one come last. */
function keyOf(part: Part, group_by: readonly Group[]): string {
  const texts = group_by.map((group) => {
    const value = part[group] ?? null;
    if (value === null) return "~";
    return typeof value === "number" ? String(value).padStart(10, "0") : value;
  });
  return [...texts, part.currency].join(" ").replaceAll("~", "zz");
}

function emptyRow(key: string, part: Part, group_by: readonly Group[]): Row {
  const keys = Object.fromEntries(
    group_by.map((group) => [group, part[group] ?? null]),
  );
  const none = { conversions: 0, amount: 0n, revenue: 0n, payout: 0n };
  return {
    ...{ key, keys, currency: part.currency, items: 0, agreed: 0 },
    ...{ theirs: none, ours: none, by_class: [] },
  };
}

function sumsOf(part: Part, side: "theirs" | "ours"): Sums {
  const amountOf = (money: Money) =>
    // The amount of a sale is nobody's duty; ours is 0 where none came.
    part[`${side}_${money}_lacks`] === true && side === "theirs"
      ? null
      : BigInt(String(part[`${side}_${money}`]));
  return {
    conversions: part[`${side}_count`],
    amount: amountOf("amount"),
    revenue: amountOf("revenue"),
    payout: amountOf("payout"),
  };
}

function plus(one: Sums, other: Sums): Sums {
  return combined(one, other, 1n);
}

function minus(one: Sums, other: Sums): Sums {
  return combined(one, other, -1n);
}

function combined(one: Sums, other: Sums, sign: 1n | -1n): Sums {
  const of = (money: Money) => {
    const [a, b] = [one[money], other[money]];
    return a === null || b === null ? null : a + sign * b;
  };
  return {
    conversions: one.conversions + Number(sign) * other.conversions,
    amount: of("amount"),
    revenue: of("revenue"),
    payout: of("payout"),
  };
}

type Names = Record<"campaign" | "affiliate", Map<number, string>>;

async function readNames(db: Database, rows: readonly Row[]): Promise<Names> {
  const idsOf = (group: "campaign" | "affiliate") => [
    ...new Set(rows.flatMap(({ keys }) => (keys[group] as number) ?? [])),
  ];
  const read = async (
    table: typeof campaigns | typeof affiliates,
    ids: number[],
  ) =>
    ids.length === 0
      ? []
      : await db
          .select({ id: table.id, name: table.name })
          .from(table)
          .where(inArray(table.id, ids));
  const [of_campaigns, of_affiliates] = await Promise.all([
    read(campaigns, idsOf("campaign")),
    read(affiliates, idsOf("affiliate")),
  ]);
  const asMap = (named: { id: number; name: string }[]) =>
    new Map(named.map(({ id, name }) => [id, name]));
  return { campaign: asMap(of_campaigns), affiliate: asMap(of_affiliates) };
}

/** The dimensions of a row, as far as it is grouped by them. */
interface ShownKeys {
  day?: string;
  campaign?: { id: number; name: string } | null;
  affiliate?: { id: number; name: string } | null;
}

function keysOf({ keys }: Row, names: Names): ShownKeys {
  const named = (group: "campaign" | "affiliate") => {
    const id = keys[group];
    if (id === undefined) return {};
    const name = names[group].get(id as number) ?? "";
    return { [group]: id === null ? null : { id: id as number, name } };
  };
  return {
    ...(keys.day === undefined ? {} : { day: keys.day as string }),
    ...named("campaign"),
    ...named("affiliate"),
  };
}

function present({ currency, items, agreed, theirs, ours, by_class }: Row) {
  const show = (sums: Sums) => ({
    conversions: sums.conversions,
    amount: amountText(sums.amount, currency),
    revenue: amountText(sums.revenue, currency),
    payout: amountText(sums.payout, currency),
  });
  return {
    currency,
    items,
    agreed,
    // Rounded down: only what agrees whole is 100.
    agreed_percent: Math.floor((agreed * 10_000) / Math.max(items, 1)) / 100,
    theirs: show(theirs),
    ours: show(ours),
    difference: show(minus(ours, theirs)),
    by_class: by_class.map(({ class: name, count, difference }) => ({
      class: name,
      count,
      ...show(difference),
    })),
  };
}

function amountText(micros: bigint | null, currency: string): string | null {
  return micros === null ? null : formatAmount(micros, currency);
}

/** Which parts of a period exports cover, and when they were last compared. */
async function readCovered(
  db: Database,
  { from_ms, to_ms }: { from_ms: number; to_ms: number },
) {
  const rows = await db.execute<{ from_ms: number; to_ms: number }>(sql`
    select extract(epoch from lower(r))::float8 * 1000 as from_ms,
      extract(epoch from upper(r))::float8 * 1000 as to_ms
    from unnest((select range_agg(tstzrange(from_at, to_at)) from ${shadowExports})
      * tstzmultirange(tstzrange(${isoTime(from_ms)}::timestamptz, ${isoTime(to_ms)}::timestamptz))) as r`);
  const [last] = await db
    .select({
      at: sql<
        number | null
      >`extract(epoch from max(${shadowExports.compared_at}))::float8 * 1000`,
    })
    .from(shadowExports);
  return {
    covered: rows.map((one) => ({
      from: isoTime(Math.round(one.from_ms)),
      to: isoTime(Math.round(one.to_ms)),
    })),
    compared_at:
      last?.at === null || last?.at === undefined
        ? null
        : isoTime(Math.round(last.at)),
  };
}
