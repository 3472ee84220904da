import { sql } from "drizzle-orm";
import { readTimestamp } from "../../../db/mod.ts";
import type { Database } from "../../../db/mod.ts";
import { campaigns, clickDays } from "../../../db/schema/mod.ts";
import { orNotFound, pageOf } from "../../http/mod.ts";
import type { PageRequest } from "../../http/mod.ts";
import { isoTime, shownMoney } from "../../kernel/mod.ts";

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
  campaign_id: number,
  page: PageRequest,
) {
  const [campaign] = await db.execute<{ currency: string }>(
    sql`select currency from ${campaigns} where id = ${campaign_id}`,
  );
  const { currency } = orNotFound(campaign);
  const [day = "", affiliate = "0"] = page.after?.split(":") ?? [];
  const rows = await db.execute<Row>(sql`
    select distinct on (day, affiliate_id) day::text, affiliate_id, version,
      subject_id, clicks, revenue_micros, payout_micros, owed_currency,
      owed_micros, booked_at
    from ${clickDays}
    where campaign_id = ${campaign_id} and affiliate_id <> 0
      and (${page.after}::text is null
        or (day, affiliate_id) < (nullif(${day}, '')::date, ${affiliate}::integer))
    order by day desc, affiliate_id desc, version desc limit ${page.limit + 1}`);
  const keyOf = (row: Row) => `${row.day}:${row.affiliate_id}`;
  return pageOf([...rows], page.limit, keyOf, (row) => ({
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
