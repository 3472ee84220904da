import { sql } from "drizzle-orm";
import { readTimestamp } from "../../db/mod.ts";
import type { Queryable } from "../../db/mod.ts";
import { campaigns, clickPrices } from "../../db/schema/mod.ts";
import { dayStart, isoTime, localDate } from "../kernel/mod.ts";
import { comparedRange } from "./calendar.ts";
import type { ClickPrice } from "./engine/mod.ts";
import type { Dimension, ReportRequest } from "./model.ts";

/** Thousandths of micros of a click, by what the price is of. */
const OF_EACH = 1_000n;
const OF_THOUSAND = 1n;

interface Row extends Record<string, unknown> {
  campaign_id: number;
  advertiser_id: number;
  affiliate_id: number | null;
  model: string;
  counts: string;
  revenue_micros: string;
  payout_micros: string;
  valid_from: string | null;
  valid_to: string | null;
  created_at: string;
  currency: string;
  timezone: string | null;
}

/**
 * The prices that clicks of a report may have, in the order in which one is preferred: as clicks are
 * booked, the latest first.
 */
export async function readClickPrices(
  db: Queryable,
  request: ReportRequest,
  { now_ms, default_timezone }: { now_ms: number; default_timezone: string },
): Promise<ClickPrice[]> {
  const compared = comparedRange(request, now_ms);
  const from_ms = Math.min(request.from_ms, compared?.from_ms ?? Infinity);
  const to_ms = Math.max(request.to_ms, compared?.to_ms ?? -Infinity);
  const rows = await db.execute<Row>(sql`
    select p.campaign_id, c.advertiser_id, p.affiliate_id, p.model, p.counts,
      p.revenue_micros::text, p.payout_micros::text, p.valid_from, p.valid_to,
      p.created_at, c.currency, c.timezone
    from ${clickPrices} p join ${campaigns} c on c.id = p.campaign_id
    where (p.valid_to is null or p.valid_to > ${isoTime(from_ms)}::timestamptz)
      and (p.valid_from is null or p.valid_from < ${isoTime(to_ms)}::timestamptz)
    order by p.campaign_id, p.valid_from desc nulls last, p.id desc`);
  return rows
    .filter((row) => isAsked(row, request.filters))
    .map((row) => priceOf(row, row.timezone ?? default_timezone))
    .filter((price) => price.from_ms < to_ms && from_ms < price.to_ms);
}

/** Whether clicks of a price's campaign and affiliate pass the filters. */
function isAsked(row: Row, filters: ReportRequest["filters"]): boolean {
  const allows = (dimension: Dimension, id: number) =>
    filters.every(
      (filter) =>
        filter.dimension !== dimension || filter.values.includes(String(id)),
    );
  const { campaign_id, advertiser_id, affiliate_id } = row;
  return (
    allows("campaign", campaign_id) &&
    allows("advertiser", advertiser_id) &&
    (affiliate_id === null || allows("affiliate", affiliate_id))
  );
}

function priceOf(row: Row, timezone: string): ClickPrice {
  const times = row.model === "cpm" ? OF_THOUSAND : OF_EACH;
  const { campaign_id, affiliate_id, valid_from, valid_to } = row;
  const made_ms = startOfDay(readTimestamp(row.created_at), timezone);
  return {
    campaign: String(campaign_id),
    affiliate: affiliate_id === null ? null : String(affiliate_id),
    // A day is priced when it is over, by what was made until then.
    from_ms:
      valid_from === null
        ? made_ms
        : Math.max(readTimestamp(valid_from), made_ms),
    to_ms: valid_to === null ? Infinity : readTimestamp(valid_to),
    is_of_unique: row.counts === "unique",
    currency: row.currency,
    revenue: BigInt(row.revenue_micros) * times,
    payout: BigInt(row.payout_micros) * times,
  };
}

function startOfDay(at_ms: number, timezone: string): number {
  const { year, month, day } = localDate(at_ms, timezone);
  return dayStart(year, month, day, timezone);
}
