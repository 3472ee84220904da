import { sql } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import {
  campaigns,
  clicks,
  postbackCounts,
  sources,
} from "../../db/schema/mod.ts";
import { IMPORTED, isoTime } from "../kernel/mod.ts";
import { FOUND_MAX, OVER_BELOW } from "./bell.ts";
import type { Watched } from "./bell.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
/** Fewer postbacks than this have no share of refusals. */
const POSTBACKS_MIN = 20;
/** Refused shares must also grow by this against the week before. */
const RISE = 2;
/**
 * A week ago it was heard in this share of the hours that are usual for it: at the end of its
 * weekend its first hour alone doesn't count.
 */
const USUAL_SHARE = 0.5;
/** Clicks go on if there are at least this share of those a week ago. */
const CLICKS_SHARE = 0.5;

export interface WatchInput {
  db: Database;
  now_ms: number;
  threshold: number;
  window_hours: number;
  /** Since when this tracker has been running without a pause. */
  up_since: number;
}

interface Silent extends Record<string, unknown> {
  source_id: number;
  name: string;
  advertiser_id: number;
  days: number;
  campaign_ids: number[];
}

/**
 * Finds sources that were heard daily, and a week ago at this time, but not in the window,
 * while clicks of their advertiser's campaigns go on. Nobody is called silent for a time in
 * which this tracker was down.
 */
export async function watchSilence(input: WatchInput): Promise<Watched> {
  const { now_ms, threshold, window_hours, up_since } = input;
  const window_ms = window_hours * HOUR_MS;
  if (up_since > now_ms - window_ms) return { seen: [], is_whole: false };
  const silent = await readSilent(input);
  const ids = [...new Set(silent.flatMap(({ campaign_ids }) => campaign_ids))];
  const from_ms = now_ms - window_ms;
  const now = await countClicks(input.db, ids, { from_ms, to_ms: now_ms });
  const before = await countClicks(input.db, ids, {
    from_ms: from_ms - WEEK_MS,
    to_ms: now_ms - WEEK_MS,
  });
  const seen = silent.flatMap((source) => {
    const clicks_now = sum(source.campaign_ids, now);
    const clicks_before = sum(source.campaign_ids, before);
    if (clicks_now === 0) return [];
    if (clicks_now < clicks_before * CLICKS_SHARE) return [];
    return {
      subject: `source ${source.source_id}`,
      text: `Source ${source.source_id} (${source.name}) has sent nothing for ${window_hours} hours, and was heard on ${source.days} of the 7 days before; its advertiser's campaigns had ${clicks_now} clicks`,
      value: window_hours,
      is_on: source.days >= threshold,
      advertiser_id: source.advertiser_id,
    };
  });
  return { seen, is_whole: silent.length < FOUND_MAX };
}

async function readSilent({
  db,
  now_ms,
  threshold,
  window_hours,
}: WatchInput): Promise<Silent[]> {
  const window_ms = window_hours * HOUR_MS;
  const from = isoTime(now_ms - window_ms);
  // By the hour: the one in which the window begins counts to it.
  const hour = isoTime(Math.floor((now_ms - window_ms) / HOUR_MS) * HOUR_MS);
  return await db.execute<Silent>(sql`
    with heard as (
      select c.source_id, max(c.last_at) as last_at,
        count(distinct floor(extract(epoch from ${from}::timestamptz - c.hour) / 86400))
          filter (where c.hour < ${hour}::timestamptz)::int as days,
        count(distinct c.hour) as hours,
        count(distinct c.hour) filter (
          where c.hour < ${isoTime(now_ms - WEEK_MS)}::timestamptz) as hours_then
      from ${postbackCounts} as c
      where c.hour >= ${isoTime(now_ms - window_ms - WEEK_MS)}::timestamptz
      group by c.source_id
    )
    select s.id as source_id, s.name, s.advertiser_id, heard.days,
      array(select k.id from ${campaigns} as k
        where k.advertiser_id = s.advertiser_id and k.status = 'active') as campaign_ids
    from heard join ${sources} as s on s.id = heard.source_id
    where heard.last_at < ${from}::timestamptz and heard.days > 0
      and heard.hours_then >= heard.hours * ${USUAL_SHARE}::float8 * ${window_hours}::float8 / (7 * 24)
      and heard.days >= ${threshold * OVER_BELOW}::float8
    order by heard.last_at desc limit ${FOUND_MAX}`);
}

/** Counts clicks of campaigns: one pass over the days of the window, whatever their number. */
async function countClicks(
  db: Database,
  campaign_ids: readonly number[],
  { from_ms, to_ms }: { from_ms: number; to_ms: number },
): Promise<ReadonlyMap<number, number>> {
  if (campaign_ids.length === 0) return new Map();
  const rows = await db.execute<{ campaign_id: number; count: number }>(sql`
    select campaign_id, count(*)::int as count from ${clicks}
    where clicked_at >= ${isoTime(from_ms)}::timestamptz
      and clicked_at < ${isoTime(to_ms)}::timestamptz
      and campaign_id = any(${`{${campaign_ids.join(",")}}`}::int[])
      and verdict <> ${IMPORTED}
    group by 1`);
  return new Map(rows.map(({ campaign_id, count }) => [campaign_id, count]));
}

function sum(ids: readonly number[], counts: ReadonlyMap<number, number>) {
  return ids.reduce((total, id) => total + (counts.get(id) ?? 0), 0);
}

interface Refused extends Record<string, unknown> {
  source_id: number;
  name: string;
  advertiser_id: number;
  total: number;
  refused: number;
  total_before: number;
  refused_before: number;
}

/** Finds sources of whose postbacks more are refused than before. */
export async function watchRefusals(input: WatchInput): Promise<Watched> {
  const { db, now_ms, threshold, window_hours } = input;
  const from = isoTime(now_ms - window_hours * HOUR_MS);
  const start = isoTime(now_ms - window_hours * HOUR_MS - WEEK_MS);
  const rows = await db.execute<Refused>(sql`
    with counted as (
      select c.source_id, c.hour >= ${from}::timestamptz as is_now,
        sum(c.count)::int as total,
        coalesce(sum(c.count) filter (where c.outcome not in
          ('recorded', 'duplicate', 'updated', 'ignored', 'queued', 'forwarded')), 0)::int as refused
      from ${postbackCounts} as c where c.hour >= ${start}::timestamptz
      group by 1, 2
    )
    select s.id as source_id, s.name, s.advertiser_id, now.total, now.refused,
      coalesce(before.total, 0) as total_before,
      coalesce(before.refused, 0) as refused_before
    from counted as now join ${sources} as s on s.id = now.source_id
    left join counted as before
      on before.source_id = now.source_id and not before.is_now
    where now.is_now and now.total >= ${POSTBACKS_MIN}
      and now.refused * 100 >= now.total * ${threshold * OVER_BELOW}::float8
    order by now.refused::float8 / now.total desc, s.id limit ${FOUND_MAX}`);
  const seen = rows.map((row) => {
    const share = (row.refused * 100) / row.total;
    const share_before =
      row.total_before === 0
        ? 0
        : (row.refused_before * 100) / row.total_before;
    const percent = Math.round(share);
    return {
      subject: `source ${row.source_id}`,
      text: `${row.refused} of ${row.total} postbacks (${percent}%) of source ${row.source_id} (${row.name}) were refused within ${window_hours} hours, ${Math.round(share_before)}% in the week before`,
      value: percent,
      is_on: share >= threshold && share >= share_before * RISE,
      advertiser_id: row.advertiser_id,
    };
  });
  return { seen, is_whole: rows.length < FOUND_MAX };
}
