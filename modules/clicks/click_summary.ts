import { and, desc, eq, gte, inArray, lt, max, ne, sql } from "drizzle-orm";
import type { FilterReading } from "../http/mod.ts";
import { CLICK_VERDICTS, IMPORTED } from "../kernel/mod.ts";
import type { SQL } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { clicks } from "../../db/schema/mod.ts";
import {
  dayOf,
  EXAMPLES_MAX,
  largestGroups,
  presentSummary,
  readSummaryRange,
} from "../http/mod.ts";
import type { SummaryGroupCount, SummaryRange } from "../http/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { clickIdText } from "./click_id.ts";
import { MARK } from "./enrich/mod.ts";
import { clicksOfAdvertisers } from "./read_click.ts";

const DAYS_MAX = 31;
/** How many recent clicks are searched for examples of the groups. */
const LOOKED_THROUGH_MAX = 10_000;

/** Properties that a summary can be grouped by; `code` is another name of `verdict`. */
export const CLICK_GROUPS = [
  "verdict",
  "code",
  "source",
  "campaign",
  "affiliate",
  "day",
] as const;

type ClickGroup = (typeof CLICK_GROUPS)[number];

/** Grouping, filters and time range of a summary of clicks. */
export interface ClickSummaryRequest {
  group_by?: ClickGroup | undefined;
  from?: string | undefined;
  to?: string | undefined;
  /** The label that the affiliate gives as `source`. */
  source_id?: string | undefined;
  advertiser_id?: number | readonly number[] | undefined;
  campaign_id?: number | undefined;
  affiliate_id?: number | readonly number[] | undefined;
}

const KEYS: Record<Exclude<ClickGroup, "day">, SQL<string | number | null>> = {
  verdict: sql`${clicks.verdict}`,
  code: sql`${clicks.verdict}`,
  source: sql`${clicks.source}`,
  campaign: sql`${clicks.campaign_id}`,
  affiliate: sql`${clicks.affiliate_id}`,
};

/** Counts the clicks of a period by group, largest first; test and imported clicks are left out. */
export async function summarizeClicks(
  { db, clock }: { db: Database; clock: Clock },
  request: ClickSummaryRequest,
  { timezone }: FilterReading,
) {
  const { group_by = "verdict" } = request;
  const now_ms = clock.nowMs();
  const range = readSummaryRange(request, {
    now_ms,
    days_max: DAYS_MAX,
    timezone,
  });
  const condition = conditionOf(request, range);
  const key =
    group_by === "day" ? dayOf(clicks.clicked_at, timezone) : KEYS[group_by];
  const { groups, verdicts } = await countBy(db, key, condition);
  await addExamples(db, { key, condition }, groups);
  return presentSummary({ names: [group_by], range }, groups, verdicts);
}

function conditionOf(
  request: ClickSummaryRequest,
  { from_ms, to_ms }: SummaryRange,
): SQL | undefined {
  const { source_id, advertiser_id, campaign_id, affiliate_id } = request;
  return and(
    gte(clicks.clicked_at, from_ms),
    lt(clicks.clicked_at, to_ms),
    ne(clicks.verdict, IMPORTED),
    sql`${clicks.marks} & ${sql.raw(`${MARK.test}::smallint`)} = 0`,
    source_id === undefined ? undefined : eq(clicks.source, source_id),
    campaign_id === undefined ? undefined : eq(clicks.campaign_id, campaign_id),
    affiliate_id === undefined
      ? undefined
      : inArray(clicks.affiliate_id, [affiliate_id].flat()),
    advertiser_id === undefined
      ? undefined
      : clicksOfAdvertisers(advertiser_id),
  );
}

/** Counts by key, and by verdict over all keys, in one pass over the clicks. */
async function countBy(
  db: Database,
  key: SQL<string | number | null>,
  condition: SQL | undefined,
) {
  const rows = await db
    .select({
      key: sql<string | number | null>`${key}`.as("key"),
      verdict: clicks.verdict,
      count: sql<string>`count(*)`,
      last_at: max(clicks.clicked_at),
    })
    .from(clicks)
    .where(condition)
    .groupBy(sql`1`, sql`2`);
  const groups = new Map<string | number | null, SummaryGroupCount>();
  const verdicts: Record<string, number> = Object.fromEntries(
    CLICK_VERDICTS.map((verdict) => [verdict, 0]),
  );
  for (const { key, verdict, ...row } of rows) {
    const group = groups.get(key) ?? {
      key,
      count: 0,
      last_at: 0,
      example_ids: [],
    };
    group.count += Number(row.count);
    group.last_at = Math.max(group.last_at, row.last_at ?? 0);
    groups.set(key, group);
    verdicts[verdict] = (verdicts[verdict] ?? 0) + Number(row.count);
  }
  return { groups: [...groups.values()], verdicts };
}

/**
 * Adds the latest clicks of each group: those among the most recent ones and, for a rare group,
 * the one at the time of its last click, which the index on the time finds.
 */
async function addExamples(
  db: Database,
  of: { key: SQL<string | number | null>; condition: SQL | undefined },
  groups: readonly SummaryGroupCount[],
): Promise<void> {
  const shown = largestGroups(groups);
  const by_key = new Map(shown.map((group) => [group.key, group]));
  const fields = {
    key: sql<string | number | null>`${of.key}`.as("key"),
    click_id: clicks.click_id,
  };
  const add = (
    rows: { key: string | number | null; click_id: Uint8Array }[],
  ) => {
    for (const { key, click_id } of rows) {
      const { example_ids = [] } = by_key.get(key) ?? {};
      if (example_ids.length === EXAMPLES_MAX) continue;
      example_ids.push(clickIdText(click_id));
    }
  };
  const recent = db
    .select(fields)
    .from(clicks)
    .where(of.condition)
    .orderBy(desc(clicks.click_id));
  add(await recent.limit(LOOKED_THROUGH_MAX));
  const rare = shown.filter(({ example_ids }) => example_ids.length === 0);
  if (rare.length === 0) return;
  const times = rare.map(({ last_at }) => last_at);
  add(
    await db
      .select(fields)
      .from(clicks)
      .where(and(of.condition, inArray(clicks.clicked_at, times)))
      .limit(LOOKED_THROUGH_MAX),
  );
}
