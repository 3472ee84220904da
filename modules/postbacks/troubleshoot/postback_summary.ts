import {
  and,
  desc,
  eq,
  getTableColumns,
  gte,
  lt,
  lte,
  max,
  sql,
} from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Database } from "../../../db/mod.ts";
import { allPostbacks, postbackCounts } from "../../../db/schema/mod.ts";
import {
  dayOf,
  EXAMPLES_MAX,
  filterCondition,
  largestGroups,
  presentSummary,
  readFilters,
  readSummaryRange,
} from "../../http/mod.ts";
import type {
  FilterReading,
  FilterValues,
  ListTable,
  SummaryGroupCount,
  SummaryRange,
} from "../../http/mod.ts";
import { dayStart } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import {
  arrivedBefore,
  arrivedFrom,
  POSTBACK_LIST,
  POSTBACK_TABLE,
} from "../postback_filter.ts";

const HOUR_MS = 3_600_000;
const DAYS_MAX = 92;
/** How many recent postbacks are searched for further examples of a group. */
const LOOKED_THROUGH_MAX = 2_000;
/** Counted even where there was none. */
const OUTCOMES = {
  recorded: 0,
  duplicate: 0,
  updated: 0,
  ignored: 0,
  queued: 0,
};

/** Properties that a summary can be grouped by; `verdict` is another name of `code`. */
export const SUMMARY_GROUPS = [
  "code",
  "verdict",
  "source",
  "advertiser",
  "campaign",
  "affiliate",
  "goal",
  "goal_key",
  "day",
] as const;

/** The property that a summary is grouped by. */
export type SummaryGroup = (typeof SUMMARY_GROUPS)[number];

const { source_id, advertiser_id, campaign_id, affiliate_id } =
  POSTBACK_LIST.filters;

export const SUMMARY_FILTERS = {
  ...{ source_id, advertiser_id, campaign_id, affiliate_id },
};

/** Filters of a summary; several ids are separated by commas. */
export type SummaryFilter = FilterValues<typeof SUMMARY_FILTERS>;

/** Grouping, filters and time range of a summary. */
export interface SummaryRequest extends Partial<
  Record<keyof typeof SUMMARY_FILTERS, string | undefined>
> {
  group_by?: SummaryGroup | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

interface SummaryQuery {
  group_by: RowGroup;
  range: SummaryRange;
  filter: SummaryFilter;
  /** The zone of days. */
  timezone: string;
}

type Group = SummaryGroupCount;

/**
 * Counts the postbacks of a period by group, largest first. Uses the hourly counts, which hold
 * the outcome on arrival, where they suffice; else the postbacks with their current outcome.
 */
export async function summarizePostbacks(
  deps: { db: Database; clock: Clock },
  request: SummaryRequest,
  reading: FilterReading,
) {
  const { group_by: given = "code", from, to, ...words } = request;
  const filter = readFilters(words, SUMMARY_FILTERS, reading);
  const now_ms = deps.clock.nowMs();
  const range = readSummaryRange(
    { from, to },
    {
      now_ms,
      days_max: DAYS_MAX,
      ...reading,
    },
  );
  const { timezone } = reading;
  const query = { group_by: groupOf(given), range, filter, timezone };
  const { groups, outcomes, as_of } = await countGroups(deps.db, query);
  const by_outcome = outcomes.map(({ key, count }) => [String(key), count]);
  const names = given === "goal" ? ["goal", "goal_key"] : [given];
  if (given === "goal_key") names.push("goal");
  return {
    ...presentSummary({ names, range }, groups, {
      ...OUTCOMES,
      ...Object.fromEntries(by_outcome),
    }),
    as_of,
  };
}

async function countGroups(db: Database, query: SummaryQuery) {
  if (!byCounts(query)) {
    const groups = await ofRows(db, query);
    const outcomes = await ofRows(db, { ...query, group_by: "code" });
    return { groups, outcomes, as_of: "now" as const };
  }
  const groups = await ofCounts(db, query, query.group_by);
  await addExamples(db, query, groups);
  const outcomes = await ofCounts(db, query, "code");
  return { groups, outcomes, as_of: "arrival" as const };
}

function groupOf(given: SummaryGroup): RowGroup {
  if (given === "verdict") return "code";
  return given === "goal_key" ? "goal" : given;
}

/** The hourly counts have neither campaign, affiliate nor goal, and no half hours. */
function byCounts(
  query: SummaryQuery,
): query is SummaryQuery & { group_by: CountGroup } {
  const { group_by, range, filter, timezone } = query;
  const ends = [range.from_ms, range.to_ms];
  return (
    group_by in COUNT_KEYS &&
    (group_by !== "day" || ends.every((at) => hasWholeHours(at, timezone))) &&
    filter.campaign_id === undefined &&
    filter.affiliate_id === undefined &&
    ends.every((at_ms) => at_ms % HOUR_MS === 0)
  );
}

/** Whether days in this zone begin at a full hour of UTC. */
function hasWholeHours(at_ms: number, timezone: string): boolean {
  const at = new Date(at_ms);
  const month = at.getUTCMonth() + 1;
  const begins = dayStart(
    at.getUTCFullYear(),
    month,
    at.getUTCDate(),
    timezone,
  );
  return begins % HOUR_MS === 0;
}

const COUNT_KEYS: Record<CountGroup, (timezone: string) => SQL<string>> = {
  code: () => sql<string>`${postbackCounts.outcome}`,
  source: () => sql<string>`${postbackCounts.source_id}::text`,
  advertiser: () => sql<string>`${postbackCounts.advertiser_id}::text`,
  day: (timezone) => dayOf(postbackCounts.hour, timezone),
};

type CountGroup = "code" | "source" | "advertiser" | "day";

const COUNT_TABLE: ListTable = {
  columns: getTableColumns(postbackCounts),
  key: postbackCounts.hour,
};

async function ofCounts(
  db: Database,
  { range, filter, timezone }: SummaryQuery,
  group_by: CountGroup,
): Promise<Group[]> {
  const { source_id, advertiser_id } = filter;
  const { from_ms, to_ms } = range;
  const key = COUNT_KEYS[group_by](timezone);
  const rows = await db
    .select({
      key: sql<string>`${key}`.as("key"),
      count: sql<string>`sum(${postbackCounts.count})`,
      last_at: max(postbackCounts.last_at),
      ids: sql<
        string[]
      >`(array_agg(${postbackCounts.last_id} order by ${postbackCounts.last_at} desc))[1:${sql.raw(String(EXAMPLES_MAX))}]`,
    })
    .from(postbackCounts)
    .where(
      and(
        gte(postbackCounts.hour, from_ms),
        lt(postbackCounts.hour, to_ms),
        filterCondition(COUNT_TABLE, { source_id, advertiser_id }),
      ),
    )
    .groupBy(sql`1`);
  const groups = rows.map((row) => ({
    key: shownKey(group_by, row.key),
    count: Number(row.count),
    last_at: row.last_at ?? 0,
    example_ids: row.ids,
  }));
  return groups;
}

async function addExamples(
  db: Database,
  query: SummaryQuery & { group_by: CountGroup },
  groups: readonly Group[],
): Promise<void> {
  const { range, filter } = query;
  const condition = and(
    arrivedFrom(range.from_ms),
    filterCondition(POSTBACK_TABLE, filter),
  );
  for (const group of largestGroups(groups)) {
    group.example_ids = await moreExamples(db, query, group, condition);
  }
}

/** The counts hold one example per hour; looks for more just before the latest. */
async function moreExamples(
  db: Database,
  { group_by, timezone }: { group_by: CountGroup; timezone: string },
  { key, count, example_ids }: Group,
  condition: SQL | undefined,
): Promise<string[]> {
  const [latest] = example_ids;
  if (latest === undefined || example_ids.length >= EXAMPLES_MAX) {
    return example_ids;
  }
  if (example_ids.length >= count) return example_ids;
  const before = db
    .select()
    .from(allPostbacks)
    .where(and(lte(allPostbacks.id, latest), condition))
    .orderBy(desc(allPostbacks.id))
    .limit(LOOKED_THROUGH_MAX)
    .as("before");
  const has_key = {
    code: eq(before.outcome, String(key)),
    source: sql`coalesce(${before.source_id}, 0) = ${key}`,
    advertiser: sql`coalesce(${before.advertiser_id}, 0) = ${key ?? 0}`,
    day: eq(dayOf(before.received_at, timezone), String(key)),
  }[group_by];
  const rows = await db
    .select({ id: before.id })
    .from(before)
    .where(has_key)
    .orderBy(desc(before.id))
    .limit(EXAMPLES_MAX);
  const ids = [...new Set([...example_ids, ...rows.map(({ id }) => id)])];
  return ids.sort().reverse().slice(0, EXAMPLES_MAX);
}

const ROW_KEYS = {
  code: sql`${allPostbacks.outcome}`,
  source: sql`coalesce(${allPostbacks.source_id}, 0)::text`,
  advertiser: sql`coalesce(${allPostbacks.advertiser_id}, 0)::text`,
  campaign: sql`${allPostbacks.campaign_id}::text`,
  affiliate: sql`coalesce(${allPostbacks.affiliate_id}, 0)::text`,
  goal: sql`coalesce(${allPostbacks.goal_key}, '')`,
};

type RowGroup = keyof typeof ROW_KEYS | "day";

async function ofRows(
  db: Database,
  { group_by, range, filter, timezone }: SummaryQuery,
): Promise<Group[]> {
  const { from_ms, to_ms } = range;
  const key =
    group_by === "day"
      ? dayOf(allPostbacks.received_at, timezone)
      : ROW_KEYS[group_by];
  const rows = await db
    .select({
      key: sql<string>`${key}`.as("key"),
      count: sql<string>`count(*)`,
      last_at: max(allPostbacks.received_at),
      ids: sql<
        string[]
      >`(array_agg(${allPostbacks.id} order by ${allPostbacks.id} desc))[1:${sql.raw(String(EXAMPLES_MAX))}]`,
    })
    .from(allPostbacks)
    .where(
      and(
        arrivedFrom(from_ms),
        arrivedBefore(to_ms),
        filterCondition(POSTBACK_TABLE, filter),
      ),
    )
    .groupBy(sql`1`);
  return rows.map((row) => ({
    key: shownKey(group_by, row.key),
    count: Number(row.count),
    last_at: row.last_at ?? 0,
    example_ids: row.ids,
  }));
}

/** Ids become numbers; source 0 is the plain address, other unknown keys become null. */
function shownKey(group_by: RowGroup, key: string): Group["key"] {
  switch (group_by) {
    case "source":
      return Number(key);
    case "advertiser":
    case "campaign":
    case "affiliate":
      return key === "0" ? null : Number(key);
    case "goal":
      return key === "" ? null : key;
    case "code":
    case "day":
      return key;
  }
}
