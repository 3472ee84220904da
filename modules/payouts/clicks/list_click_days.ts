import { sql } from "drizzle-orm";
import { readTimestamp } from "../../../db/mod.ts";
import type { Database } from "../../../db/mod.ts";
import { campaigns, clickDays } from "../../../db/schema/mod.ts";
import {
  dayWithin,
  directionOf,
  invalidCursor,
  isDay,
  orNotFound,
  sortedPageOf,
  TIMES,
} from "../../http/mod.ts";
import type { ListRequest } from "../../http/mod.ts";
import { isoTime, shownMoney } from "../../kernel/mod.ts";

/** Filters and sorts of a campaign's booked clicks. */
export const CLICK_DAY_LIST = {
  filters: { day: "day", affiliate_id: "id", ...TIMES },
  sorts: ["-day"],
} as const;

interface Row extends Record<string, unknown> {
  day: string;
  affiliate_id: number;
  version: number;
  subject_id: string;
  clicks: string;
  revenue_micros: string;
  payout_micros: string;
  owed_currency: string | null;
  owed_micros: string | null;
  booked_at: string;
}

/**
 * Lists a campaign's booked clicks by day and affiliate, latest day first;
 * `subject_id` is that of their ledger entries.
 */
export async function listClickDays(
  db: Database,
  { campaign_id, timezone }: { campaign_id: number; timezone: string },
  list: ListRequest<typeof CLICK_DAY_LIST.filters>,
) {
  const [campaign] = await db.execute<{ currency: string }>(
    sql`select currency from ${campaigns} where id = ${campaign_id}`,
  );
  const { currency } = orNotFound(campaign);
  const { day: of_day = null, affiliate_id = null } = list.filter;
  const { beyond, order } = directionOf(list);
  const [day = "", affiliate = "0"] = list.after?.split(":") ?? [];
  const is_cursor = isDay(day) && /^\d{1,9}$/.test(affiliate);
  if (list.after !== null && !is_cursor) throw invalidCursor();
  const rows = await db.execute<Row>(sql`
    select distinct on (day, affiliate_id) day::text, affiliate_id, version,
      subject_id, clicks, revenue_micros, payout_micros, owed_currency,
      owed_micros, booked_at
    from ${clickDays}
    where campaign_id = ${campaign_id} and affiliate_id <> 0
      and (${of_day}::date is null or day = ${of_day}::date)
      and (${affiliate_id}::integer is null or affiliate_id = ${affiliate_id})
      and ${dayWithin(sql`day`, list.filter, timezone)}
      and (${list.after}::text is null or (day, affiliate_id)
        ${beyond} (nullif(${day}, '')::date, ${affiliate}::integer))
    order by day ${order}, affiliate_id ${order}, version desc
    limit ${list.limit + 1}`);
  const placeOf = (row: Row) => ({
    key: `${row.day}:${row.affiliate_id}`,
    value: null,
  });
  return sortedPageOf(rows, list, placeOf, (row) => ({
    day: row.day,
    affiliate_id: row.affiliate_id,
    version: row.version,
    clicks: Number(row.clicks),
    currency,
    ...shownMoney(currency, {
      revenue: BigInt(row.revenue_micros),
      payout: BigInt(row.payout_micros),
      owed:
        row.owed_currency === null || row.owed_micros === null
          ? null
          : { micros: BigInt(row.owed_micros), currency: row.owed_currency },
    }),
    owed_currency: row.owed_currency,
    subject_id: row.subject_id,
    booked_at: isoTime(readTimestamp(row.booked_at)),
  }));
}
