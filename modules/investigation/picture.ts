import { sql } from "drizzle-orm";
import { arrayText } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import {
  campaigns,
  conversions,
  conversionRisks,
  riskFindings,
} from "../../db/schema/mod.ts";
import { eq } from "drizzle-orm";
import { isoTime } from "../kernel/mod.ts";
import { SECONDS_FROM_CLICK, TIME_EDGES_S } from "../risk/mod.ts";

/** Rows of each part of the picture. */
const SHOWN_MAX = 50;

export interface PictureRequest {
  affiliate_id: number;
  campaign_id?: number | undefined;
  from_ms: number;
  to_ms: number;
  /** The affiliates that may be named beside it; null: all. */
  beside: readonly number[] | null;
}

/**
 * One affiliate's picture: its times and hours beside those of the others of the same campaigns, its
 * networks, with whom it shares addresses, and how its groups stand out.
 */
export async function affiliatePicture(db: Database, asked: PictureRequest) {
  const { affiliate_id, from_ms, to_ms } = asked;
  const among = await readCampaigns(db, asked);
  const of = { id: affiliate_id, among, ...asked };
  const [{ times, hours }, networks, doubles, findings, verdicts] =
    await Promise.all([
      readTimesAndHours(db, of),
      readNetworks(db, of),
      readDoubles(db, of),
      readFindings(db, of),
      readVerdicts(db, of),
    ]);
  return {
    affiliate_id,
    from: isoTime(from_ms),
    to: isoTime(to_ms),
    ...{ verdicts, times, hours, networks, shared_with: doubles, findings },
  };
}

type Of = PictureRequest & { id: number; among: readonly number[] };

/**
 * The campaigns that are looked at: the one, or those in which the affiliate has conversions. They are
 * named, as conversions have an index by campaign and time, and none by affiliate.
 */
async function readCampaigns(
  db: Database,
  { affiliate_id, campaign_id, from_ms, to_ms }: PictureRequest,
): Promise<number[]> {
  if (campaign_id !== undefined) return [campaign_id];
  const all = await db.select({ id: campaigns.id }).from(campaigns);
  const named = arrayText(all.map(({ id }) => id));
  const rows = await db.execute<{ campaign_id: number }>(sql`
    select distinct c.campaign_id from ${conversions} as c
    where c.campaign_id = any(${named}::integer[]) and c.affiliate_id = ${affiliate_id}
      and c.recorded_at >= ${isoTime(from_ms)}::timestamptz
      and c.recorded_at < ${isoTime(to_ms)}::timestamptz`);
  return rows.map((row) => row.campaign_id);
}

/** Conversions of the period: the affiliate's, and the others' of the same campaigns. */
function within({ from_ms, to_ms, among }: Of) {
  return sql`c.campaign_id = any(${arrayText(among)}::integer[])
    and c.recorded_at >= ${isoTime(from_ms)}::timestamptz
    and c.recorded_at < ${isoTime(to_ms)}::timestamptz
    and not 'test' = any(c.flags)`;
}

interface Counted {
  conversions: number;
  others: number;
}

/**
 * Times from the click to its first conversion of the period and hours of the day, of the affiliate and of
 * the others, by one pass over them.
 */
async function readTimesAndHours(db: Database, of: Of) {
  const edges = `{${TIME_EDGES_S.join(",")}}`;
  const rows = await db.execute<{
    bin: number | null;
    hour: number;
    own: number;
    others: number;
  }>(sql`
    select case when get_byte(c.click_id, 0) <> 1 and c.place = 1 then
        width_bucket(${SECONDS_FROM_CLICK}, ${edges}::float8[]) end as bin,
      extract(hour from c.recorded_at at time zone 'UTC')::int as hour,
      (count(*) filter (where c.affiliate_id = ${of.id}))::int as own,
      (count(*) filter (where c.affiliate_id <> ${of.id}))::int as others
    from (select c.*, row_number() over (partition by c.campaign_id, c.click_id order by c.recorded_at, c.id) as place
      from ${conversions} as c where ${within(of)}) as c group by 1, 2`);
  const by_bin = new Map<number | null, Counted>();
  const by_hour = new Map<number, Counted>();
  for (const { bin, hour, own, others } of rows) {
    by_bin.set(bin, more(by_bin.get(bin), own, others));
    by_hour.set(hour, more(by_hour.get(hour), own, others));
  }
  return {
    times: [...TIME_EDGES_S, null].map((up_to_s, bin) => ({
      up_to_s,
      ...more(by_bin.get(bin), 0, 0),
    })),
    hours: Array.from({ length: 24 }, (_, hour) => ({
      hour,
      ...more(by_hour.get(hour), 0, 0),
    })),
  };
}

function more(
  { conversions, others }: Counted = { conversions: 0, others: 0 },
  own: number,
  beside: number,
): Counted {
  return { conversions: conversions + own, others: others + beside };
}

/** The network of an address as it is stored; a hash stands for itself. */
const NETWORK = sql.raw(`case
    when k.ip ~ '^[0-9.]+$' then regexp_replace(k.ip, '[.][0-9]+$', '.0/24')
    when k.ip ~ ':' then host(set_masklen(k.ip::inet, 48)::cidr) || '/48'
    else k.ip end`);

const OF_CLICK =
  sql.raw(`k.campaign_id = c.campaign_id and k.click_id = c.click_id
    and k.clicked_at = c.clicked_at`);

async function readNetworks(db: Database, of: Of) {
  const rows = await db.execute<{
    network: string;
    conversions: number;
    addresses: number;
    countries: string[] | null;
  }>(sql`
    select ${NETWORK} as network, count(*)::int as conversions,
      count(distinct k.ip)::int as addresses,
      array_agg(distinct k.country) filter (where k.country is not null) as countries
    from ${conversions} as c join clicks k on ${OF_CLICK}
    where ${within(of)} and c.affiliate_id = ${of.id} and k.ip <> ''
    group by 1 order by 2 desc, 1 limit ${SHOWN_MAX}`);
  return rows.map(({ countries, ...row }) => ({
    ...row,
    countries: countries ?? [],
  }));
}

/**
 * Other affiliates with conversions of the same addresses, and of them of the same devices: with the
 * same user agent too, or by the id of the device itself. Many share a carrier's address, few a device:
 * those with most devices come first.
 */
async function readDoubles(db: Database, of: Of) {
  const rows = await db.execute<{
    affiliate_id: number;
    addresses: number;
    devices: number;
    conversions: number;
  }>(sql`
    with seen as materialized (
      select k.ip, coalesce('id ' || ${DEVICE_ID}, k.ip || ' ' || k.ua_id::text) as device, c.affiliate_id
      from ${conversions} as c join clicks k on ${OF_CLICK} where ${within(of)} and k.ip <> ''),
    own as materialized (
      select distinct m.ip, m.device from seen m where m.affiliate_id = ${of.id})
    select o.affiliate_id,
      (count(distinct o.ip) filter (where o.ip in (select ip from own)))::int as addresses,
      (count(distinct o.device) filter (where o.device in (select device from own)))::int as devices,
      count(*)::int as conversions
    from seen o where o.affiliate_id <> ${of.id} and ${isNamed(of)}
      and (o.ip in (select ip from own) or o.device in (select device from own))
    group by 1 order by 3 desc, 4 desc, 1 limit ${SHOWN_MAX}`);
  return rows;
}

/** The parameters in which links carry the id of a device itself. */
const DEVICE_ID = sql.raw(
  `lower(coalesce(k.params->>'gaid', k.params->>'idfa', k.params->>'idfv', k.params->>'device_id'))`,
);

/** A limited manager is told of its own affiliates only. */
function isNamed({ beside }: Of) {
  if (beside === null) return sql`true`;
  return sql`o.affiliate_id = any(${arrayText(beside)}::integer[])`;
}

async function readFindings(db: Database, { id, campaign_id }: Of) {
  const rows = await db
    .select()
    .from(riskFindings)
    .where(eq(riskFindings.affiliate_id, id));
  return rows
    .filter(
      (row) => campaign_id === undefined || row.campaign_id === campaign_id,
    )
    .sort((a, b) => a.p_value - b.p_value)
    .slice(0, SHOWN_MAX)
    .map((row) => ({
      campaign_id: row.campaign_id,
      part: row.part,
      code: row.code,
      found: row.hits,
      of: row.sample,
      share_low: row.share_low,
      usual: row.usual,
      found_at: isoTime(row.found_at),
    }));
}

async function readVerdicts(db: Database, of: Of) {
  const [row] = await db.execute<{
    conversions: number;
    watch: number;
    hold: number;
    held: number;
  }>(sql`
    select count(*)::int as conversions,
      (count(*) filter (where r.verdict = 'watch'))::int as watch,
      (count(*) filter (where r.verdict = 'hold'))::int as hold,
      (count(*) filter (where r.held_at is not null and r.decided is null))::int as held
    from ${conversions} as c
    left join ${conversionRisks} as r on r.campaign_id = c.campaign_id and r.conversion_id = c.id
    where ${within(of)} and c.affiliate_id = ${of.id}`);
  return row ?? { conversions: 0, watch: 0, hold: 0, held: 0 };
}
