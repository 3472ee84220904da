import { sql } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { advertisers, jobRuns, reconciliations } from "../../db/schema/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import { isFindingText } from "../scheduler/mod.ts";
import { FOUND_MAX } from "./bell.ts";
import type { Watched } from "./bell.ts";

const DAY_MS = 24 * 3_600_000;
/** Statements that make a rhythm, and how many of the latest are looked at. */
const STATEMENTS_MIN = 3;
const STATEMENTS_MAX = 12;
/** Statements from before this don't count. */
const LOOKED_BACK_MS = 400 * DAY_MS;

/** Finds advertisers whose statement is overdue by their own rhythm. */
export async function watchStatements(input: {
  db: Database;
  now_ms: number;
  threshold: number;
}): Promise<Watched> {
  const { db, now_ms, threshold } = input;
  const since = isoTime(now_ms - LOOKED_BACK_MS);
  const rows = await db.execute<{
    advertiser_id: number;
    name: string;
    usual_days: number;
    late_days: number;
  }>(sql`
    with ends as (
      select distinct r.advertiser_id, r.to_at from ${reconciliations} as r
      where r.kind = 'statement' and r.status <> 'failed'
        and r.to_at > ${since}::timestamptz
    ), spaced as (
      select advertiser_id, to_at,
        extract(epoch from to_at - lag(to_at) over (partition by advertiser_id order by to_at)) / 86400 as days,
        row_number() over (partition by advertiser_id order by to_at desc) as place
      from ends
    ), rhythm as (
      select advertiser_id, max(to_at) as last_at,
        percentile_cont(0.5) within group (order by days) as usual_days
      from spaced where place <= ${STATEMENTS_MAX} group by 1
      having count(*) >= ${STATEMENTS_MIN}
    )
    select a.id as advertiser_id, a.name, rhythm.usual_days::float8 as usual_days,
      (extract(epoch from ${isoTime(now_ms)}::timestamptz - last_at) / 86400)::float8 as late_days
    from rhythm join ${advertisers} as a on a.id = rhythm.advertiser_id
    where extract(epoch from ${isoTime(now_ms)}::timestamptz - last_at) / 86400
      >= (1 + rhythm.usual_days) * ${threshold}::float8 / 100
    order by extract(epoch from ${isoTime(now_ms)}::timestamptz - last_at)
      / (1 + rhythm.usual_days), a.id
    limit ${FOUND_MAX}`);
  const seen = rows.map(({ advertiser_id, name, usual_days, late_days }) => ({
    subject: `advertiser ${advertiser_id}`,
    text: `Advertiser ${advertiser_id} (${name}) usually sends a statement every ${Math.round(usual_days)} days; the last one ended ${Math.round(late_days)} days ago`,
    value: Math.round(late_days),
    is_on: true,
    advertiser_id,
  }));
  return { seen, is_whole: rows.length < FOUND_MAX };
}

/** Whether the last audit found something: its own job does the work, once a day. */
export async function watchAudit(
  db: Database,
  job: string,
  subject: string,
): Promise<Watched> {
  const rows = await db.execute<{ last_error: string }>(sql`
    select last_error from ${jobRuns}
    where name = ${job} and ${isFindingText(sql`last_error`)}`);
  const seen = rows.map(({ last_error }) => ({
    subject,
    text: last_error.slice(0, 500),
    value: null,
    is_on: true,
  }));
  return { seen, is_whole: true };
}
