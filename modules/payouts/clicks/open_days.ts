import { sql } from "drizzle-orm";
import { readTimestamp } from "../../../db/mod.ts";
import type { Database } from "../../../db/mod.ts";
import { clickDays, clickPrices } from "../../../db/schema/mod.ts";
import { dayStart, localDate } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";

/** Days after which late clicks are no longer paid. */
const LATE_DAYS = 7;
/** Maximum days back for which a day that could not be closed is retried. */
const DAYS_MAX = 90;

/** A past day in the campaign's time zone that may have clicks to book. */
export interface OpenDay {
  /** As `YYYY-MM-DD`. */
  day: string;
  from_ms: number;
  to_ms: number;
}

/**
 * Returns the days to check: always yesterday; and, while yesterday isn't closed,
 * also earlier days that aren't, and the last week again.
 */
export async function openDays(
  deps: { db: Database; clock: Clock; default_timezone: string },
  campaign: { id: number; timezone: string | null },
): Promise<OpenDay[]> {
  const timezone = campaign.timezone ?? deps.default_timezone;
  const now_ms = deps.clock.nowMs();
  const yesterday = dayBefore(now_ms, 1, timezone);
  const [row] = await deps.db.execute<{
    closed: string | null;
    began: string | null;
  }>(sql`
    select
      (select max(day)::text from ${clickDays}
        where campaign_id = ${campaign.id} and affiliate_id = 0) as closed,
      (select min(least(created_at, valid_from)) from ${clickPrices}
        where campaign_id = ${campaign.id}) as began`);
  const { closed = null, began = null } = row ?? {};
  if (began === null) return [];
  if (closed !== null && closed >= yesterday.day) return [yesterday];
  const began_ms = readTimestamp(began);
  const days: OpenDay[] = [];
  for (let back = 1; back <= DAYS_MAX; back++) {
    const day = dayBefore(now_ms, back, timezone);
    if (day.to_ms <= began_ms) break;
    if (closed !== null && day.day <= closed && back > LATE_DAYS) break;
    days.push(day);
  }
  return days.toReversed();
}

function dayBefore(now_ms: number, back: number, timezone: string): OpenDay {
  const { year, month, day } = localDate(now_ms, timezone);
  const from_ms = dayStart(year, month, day - back, timezone);
  const to_ms = dayStart(year, month, day - back + 1, timezone);
  const date = new Date(Date.UTC(year, month - 1, day - back));
  return { day: date.toISOString().slice(0, 10), from_ms, to_ms };
}
