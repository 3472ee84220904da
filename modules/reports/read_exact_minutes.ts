import { sql } from "drizzle-orm";
import type { Queryable } from "../../db/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import { BlockBuilder, packBlock } from "../rollups/mod.ts";
import type { Facts } from "../rollups/mod.ts";
import { ClickPrices, minuteName, priceWord } from "./engine/mod.ts";
import type { ClickPrice, ExactMinutes } from "./engine/mod.ts";
import type { Span } from "./report_plan.ts";

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
/** Minutes that are read, the latest first; in others the price of their beginning holds. */
const MINUTES_MAX = 500;
const SUBS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

interface Minute {
  campaign: string;
  /** Since 1970. */
  minute: number;
}

interface Row extends Record<string, unknown> {
  at_ms: number;
  is_unique: boolean;
  affiliate: string;
  link: string;
}

/**
 * Clicks of minutes within which a price begins or ends, each with the price of its own time: blocks
 * don't tell them apart. Null if there are none; minutes whose clicks are gone are left to blocks.
 */
export async function readExactMinutes(
  db: Queryable,
  prices: readonly ClickPrice[],
  spans: readonly Span[],
): Promise<ExactMinutes | null> {
  const known = new ClickPrices(prices);
  const names: string[] = [];
  const entries: { day: number; facts: Facts }[] = [];
  for (const minute of minutesWithin(prices, spans)) {
    const rows = await readMinute(db, minute);
    if (rows.length > 0) names.push(minuteName(minute.campaign, minute.minute));
    for (const row of rows) {
      const facts = priced(row, minute, known);
      const day = Math.floor(minute.minute / DAY_MINUTES);
      if (facts !== null) entries.push({ day, facts });
    }
  }
  if (names.length === 0) return null;
  const days = Map.groupBy(entries, ({ day }) => day);
  const blocks = [...days].map(([day, of_day]) => {
    const builder = new BlockBuilder("click", day, of_day.length);
    for (const { facts } of of_day) builder.add(facts);
    return packBlock(builder.finish());
  });
  return { names, blocks };
}

/** Minutes of a campaign that a price begins or ends within, the latest first. */
function minutesWithin(
  prices: readonly ClickPrice[],
  spans: readonly Span[],
): Minute[] {
  const minutes = new Map<string, Minute>();
  for (const { campaign, ...price } of prices) {
    for (const at_ms of [price.from_ms, price.to_ms]) {
      const isIn = ({ from_ms, to_ms }: Span) =>
        from_ms < at_ms && at_ms < to_ms;
      if (at_ms % MINUTE_MS === 0 || !spans.some(isIn)) continue;
      const minute = Math.floor(at_ms / MINUTE_MS);
      minutes.set(minuteName(campaign, minute), { campaign, minute });
    }
  }
  return [...minutes.values()]
    .sort((a, b) => b.minute - a.minute)
    .slice(0, MINUTES_MAX);
}

/** Clicks that a price may pay for. Times are in the order of storage: few pages are read. */
async function readMinute(
  db: Queryable,
  { campaign, minute }: Minute,
): Promise<Row[]> {
  const from = isoTime(minute * MINUTE_MS);
  const to = isoTime((minute + 1) * MINUTE_MS);
  const subs = sql.raw(SUBS.map((sub) => `k.sub${sub}`).join(", "));
  return await db.execute<Row>(sql`
    select (extract(epoch from k.clicked_at) * 1000)::float8 as at_ms,
      (k.marks & 1) <> 0 as is_unique, k.affiliate_id::text as affiliate,
      k.link_id::text as link, k.country, u.device, u.os, u.browser, k.source, ${subs}
    from clicks k left join user_agents u on u.ua_id = k.ua_id
    where k.campaign_id = ${Number(campaign)}
      and k.clicked_at >= ${from}::timestamptz and k.clicked_at < ${to}::timestamptz
      and k.verdict = 'sent' and k.pays and (k.marks & 28) = 0`);
}

/** A click as blocks have it, with its price in the place of a rate's day; null if it costs nothing. */
function priced(
  { at_ms, is_unique, ...facts }: Row,
  { campaign, minute }: Minute,
  prices: ClickPrices,
): Facts | null {
  const price = prices.at(campaign, facts.affiliate, at_ms);
  if (price === undefined || (price.is_of_unique && !is_unique)) return null;
  return {
    ...(facts as Facts),
    campaign,
    kind: `${is_unique ? 1 : 0} sent`,
    minute: String(minute % DAY_MINUTES),
    rate_day: priceWord(price),
    currency: price.currency,
  };
}
