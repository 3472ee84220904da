import { sql } from "drizzle-orm";
import type { HistoryWorld } from "./world.ts";
import type { PlayedClick } from "./memory.ts";

/** A click or a conversion, with everything that reports count of it. */
export interface Thing {
  is_click: boolean;
  /** When it counts on each axis; clicks have one time, and what isn't on an axis has none. */
  at_ms: Readonly<Record<Axis, number | null>>;
  /** Its value of each dimension but times. */
  values: Readonly<Record<string, string | null>>;
  is_bot: boolean;
  is_unique: boolean;
  /** A conversion's. */
  currency: string;
  rate_day: string;
  amount: bigint;
  revenue: bigint;
  payout: bigint;
  /** From the click to it; null for clicks, and without one. */
  seconds: number | null;
}

export type Axis = "conversion" | "click" | "approval";

/** All clicks that are stored and all conversions that stand. */
export async function thingsOf(world: HistoryWorld): Promise<Thing[]> {
  const { memory, service } = world;
  const clicks = [...memory.clicks.values()]
    .filter(({ decided, is_test }) => decided !== null && !is_test)
    .map(clickThing);
  const rows = await service.db.execute<ConversionRow>(sql`
    select id, encode(click_id, 'hex') as click, goal_key, status, currency, link_id,
      affiliate_id, campaign_id, advertiser_id,
      (coalesce(amount_micros, 0) - refunded_micros)::text as amount,
      revenue_micros::text as revenue, payout_micros::text as payout,
      (extract(epoch from recorded_at) * 1000)::float8 as recorded_ms,
      (extract(epoch from clicked_at) * 1000)::float8 as clicked_ms,
      (extract(epoch from first_approved_at) * 1000)::float8 as approved_ms,
      (extract(epoch from occurred_at) * 1000)::float8 as occurred_ms
    from conversions where not 'test' = any(flags)`);
  return [...clicks, ...rows.map((row) => conversionThing(world, row))];
}

type ConversionRow = {
  id: string;
  click: string;
  goal_key: string;
  status: string;
  currency: string;
  link_id: number;
  affiliate_id: number;
  campaign_id: number;
  advertiser_id: number;
  amount: string;
  revenue: string;
  payout: string;
  recorded_ms: number;
  clicked_ms: number;
  approved_ms: number | null;
  occurred_ms: number | null;
};

function clickThing(click: PlayedClick): Thing {
  const { at_ms, agent, decided } = click;
  return {
    is_click: true,
    at_ms: { conversion: at_ms, click: at_ms, approval: at_ms },
    values: { ...placeOf(click), ...factsOf(click) },
    is_bot: agent.is_bot,
    is_unique: decided?.is_unique === true,
    ...{ currency: "", rate_day: "", seconds: null },
    ...{ amount: 0n, revenue: 0n, payout: 0n },
  };
}

function placeOf({ link }: PlayedClick) {
  const { id, campaign_id, affiliate_id, advertiser_id } = link;
  return {
    link: String(id),
    campaign: String(campaign_id),
    affiliate: String(affiliate_id),
    advertiser: String(advertiser_id),
  };
}

/** Facts that only the click has. */
function factsOf({ agent, country, source, subs, decided }: PlayedClick) {
  const labels = subs.map((label, at) => [`sub${at + 1}`, label] as const);
  return {
    ...Object.fromEntries(labels),
    ...{ country, source, device: agent.device, os: agent.os },
    ...{ browser: agent.browser, verdict: decided?.verdict ?? null },
  };
}

/** The head of the id of a conversion without a click. */
const CLICKLESS = "01";

function conversionThing({ memory }: HistoryWorld, row: ConversionRow): Thing {
  const click = memory.stored.get(row.click);
  const dropped_ms = click?.dropped_ms ?? Infinity;
  // A sale that comes once its click's row is gone has no facts of it.
  const is_known = row.recorded_ms < dropped_ms;
  const { recorded_ms, clicked_ms, approved_ms } = row;
  const seconds = Math.floor(
    ((row.occurred_ms ?? recorded_ms) - clicked_ms) / 1000,
  );
  return {
    is_click: false,
    at_ms: {
      conversion: recorded_ms,
      click: clicked_ms,
      approval: approved_ms,
    },
    values: {
      link: String(row.link_id),
      campaign: String(row.campaign_id),
      affiliate: String(row.affiliate_id),
      advertiser: String(row.advertiser_id),
      ...(click !== undefined && is_known ? factsOf(click) : {}),
      ...{ goal: row.goal_key, status: row.status },
    },
    ...{ is_bot: false, is_unique: false, currency: row.currency },
    rate_day: new Date(recorded_ms).toISOString().slice(0, 10),
    amount: BigInt(row.amount),
    revenue: BigInt(row.revenue),
    payout: BigInt(row.payout),
    seconds: row.click.startsWith(CLICKLESS) ? null : Math.max(0, seconds),
  };
}
