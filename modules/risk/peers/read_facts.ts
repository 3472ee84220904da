import { sql } from "drizzle-orm";
import type { Session } from "../../../db/mod.ts";
import type { StoredCustomer } from "../../../db/schema/mod.ts";
import type { Reason } from "../reason.ts";
import { LABELS } from "../facts.ts";
import type {
  ConversionFacts,
  Crowd,
  Surroundings,
  Visitor,
} from "../facts.ts";
import type { Part } from "./group_book.ts";

/** Conversions that are read at once. */
const PAGE = 5_000;
const BOT = 4;
const DATA_CENTRE = 32;

/** A conversion with what happened around it. */
export interface Placed {
  facts: ConversionFacts;
  around: Surroundings;
  /** Whether it has a row, which even a score of 0 then changes. */
  is_scored: boolean;
  /** The reasons that only its reporting could show. */
  kept: readonly Reason[];
}

/** The campaigns of which conversions are staged. */
export async function stagedCampaigns(session: Session): Promise<number[]> {
  const rows = await session.query<{ campaign_id: number }>(
    sql`select distinct campaign_id from risk_facts order by 1`,
  );
  return rows.map(({ campaign_id }) => campaign_id);
}

/** The parts of an offer's affiliates that have enough conversions. */
export async function stagedParts(
  session: Session,
  campaign_id: number,
): Promise<Part[]> {
  return await session.query<Part & Record<string, unknown>>(
    sql`select affiliate_id, part from risk_parts where campaign_id = ${campaign_id} order by 1, 2`,
  );
}

/** Joins what stands around each conversion once, for all pages. */
export async function placeFacts(session: Session): Promise<void> {
  await session.query(sql`
    create temp table risk_placed as
    select f.*, a.own as ip_own, a.everybody as ip_all, ac.clicks as ip_clicks, ac.all_clicks as ip_all_clicks,
      d.own as device_own, d.everybody as device_all, dc.clicks as device_clicks, dc.all_clicks as device_all_clicks,
      m.clicks as minute_clicks, m.devices as minute_devices, b.count as burst, b.usual as burst_usual
    from risk_facts f
    left join risk_crowds a on a.kind = 'ip' and a.key = f.ip and a.affiliate_id = f.affiliate_id
    left join (${CROWD_CLICKS}) ac
      on ac.kind = 'ip' and ac.key = f.ip and ac.affiliate_id = f.affiliate_id
    left join risk_crowds d on d.kind = 'device' and d.affiliate_id = f.affiliate_id
      and d.key = coalesce('id ' || f.device_id, f.ip || ' ' || f.agent)
    left join (${CROWD_CLICKS}) dc
      on dc.kind = 'device' and dc.key = f.ip || ' ' || f.agent and dc.affiliate_id = f.affiliate_id
    left join risk_minutes m on m.campaign_id = f.campaign_id and m.affiliate_id = f.affiliate_id
      and m.ip = f.ip and m.minute = date_trunc('minute', f.clicked_at)
    left join (${BURSTS}) b on b.campaign_id = f.campaign_id and b.affiliate_id = f.affiliate_id
      and f.is_first and b.slot = date_bin('10 minutes', f.recorded_at, 'epoch')`);
  await session.query(
    sql`create index risk_placed_order on risk_placed (campaign_id, id)`,
  );
}

/** Clicks of each crowd by affiliate, and of all of them together. */
const CROWD_CLICKS = sql`
  select kind, key, affiliate_id, sum(clicks) as clicks, sum(sum(clicks)) over (partition by kind, key) as all_clicks
  from risk_crowd_clicks group by 1, 2, 3`;

/** Ten minutes of an affiliate with many first conversions, and how many are usual in its active days. */
const BURSTS = sql`
  select g.campaign_id, g.affiliate_id, g.slot, g.count,
    sum(g.count) over w / (144.0 * (1 + extract(day from max(g.slot) over w - min(g.slot) over w))) as usual
  from (select f.campaign_id, f.affiliate_id, date_bin('10 minutes', f.recorded_at, 'epoch') as slot, count(*)
    from risk_facts f where f.is_first group by 1, 2, 3) g
  window w as (partition by g.campaign_id, g.affiliate_id)`;

/** The staged conversions of a campaign, a page at a time. */
export async function* readPlaced(
  session: Session,
  campaign_id: number,
): AsyncIterable<Placed[]> {
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const rows = await session.query<PlacedRow>(sql`
      select p.id, p.affiliate_id, extract(epoch from p.recorded_at)::float8 * 1000 as recorded_ms,
        extract(epoch from p.clicked_at)::float8 * 1000 as clicked_ms, p.is_first, p.seconds,
        ${LABELS_OF}, p.ip, p.agent,
        p.device_id, p.injected, p.click_known, p.country, p.os, p.marks, p.agent_bot, p.customer, p.status, p.refunded, p.scored, p.kept,
        p.ip_own, p.ip_all, p.ip_clicks, p.ip_all_clicks,
        p.device_own, p.device_all, p.device_clicks, p.device_all_clicks,
        p.minute_clicks, p.minute_devices, p.burst, p.burst_usual::float8 as burst_usual
      from risk_placed p where p.campaign_id = ${campaign_id} and p.id > ${after}::uuid
      order by p.id limit ${PAGE}`);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map((row) => placed(campaign_id, row));
    after = last.id;
  }
}

const LABELS_OF = sql.raw(LABELS.map((label) => `p.${label}`).join(", "));

interface PlacedRow extends Record<(typeof LABELS)[number], string | null> {
  id: string;
  affiliate_id: number;
  recorded_ms: number;
  clicked_ms: number;
  is_first: boolean;
  seconds: number | null;
  ip: string | null;
  agent: string | null;
  device_id: string | null;
  injected: boolean;
  click_known: boolean;
  country: string | null;
  os: string | null;
  marks: number | null;
  agent_bot: boolean | null;
  customer: StoredCustomer | string | null;
  status: string;
  refunded: boolean;
  scored: boolean;
  kept: Reason[] | string | null;
  ip_own: number | null;
  ip_all: number | null;
  ip_clicks: string | null;
  ip_all_clicks: string | null;
  device_own: number | null;
  device_all: number | null;
  device_clicks: string | null;
  device_all_clicks: string | null;
  minute_clicks: number | null;
  minute_devices: number | null;
  burst: string | null;
  burst_usual: number | null;
}

function placed(campaign_id: number, row: PlacedRow): Placed {
  const { minute_clicks, minute_devices, burst, burst_usual } = row;
  return {
    facts: {
      conversion_id: row.id,
      campaign_id,
      affiliate_id: row.affiliate_id,
      labels: Object.fromEntries(LABELS.map((label) => [label, row[label]])),
      recorded_at: row.recorded_ms,
      clicked_at: row.clicked_ms,
      is_first: row.is_first,
      seconds: row.seconds,
      is_injected: row.injected,
      ip: row.ip,
      agent: row.agent,
      device_id: row.device_id,
      click: row.click_known ? clickOf(row) : null,
      customer: customerOf(row.customer),
      status: row.status,
      is_refunded: row.refunded,
    },
    around: {
      address: crowdAt(row, "ip"),
      device: crowdAt(row, "device"),
      minute:
        minute_clicks === null || minute_devices === null
          ? null
          : { clicks: minute_clicks, devices: minute_devices },
      burst:
        burst === null
          ? null
          : { count: Number(burst), usual: burst_usual ?? 0 },
      sender: null,
    },
    is_scored: row.scored,
    kept: parsed(row.kept) ?? [],
  };
}

/** JSON comes parsed or as text, by the connection. */
function parsed<T>(value: T | string | null): T | null {
  return typeof value === "string" ? (JSON.parse(value) as T) : value;
}

function crowdAt(row: PlacedRow, of: "ip" | "device"): Crowd | null {
  const own = row[`${of}_own`];
  const all = row[`${of}_all`];
  if (own === null || all === null) return null;
  const clicks = numberOf(row[`${of}_clicks`]);
  return { own, all, clicks, all_clicks: numberOf(row[`${of}_all_clicks`]) };
}

function numberOf(text: string | null): number | null {
  return text === null ? null : Number(text);
}

function clickOf({ country, os, marks, agent_bot }: PlacedRow): Visitor {
  return {
    country,
    os,
    is_bot: agent_bot === true || ((marks ?? 0) & BOT) !== 0,
    is_data_centre: ((marks ?? 0) & DATA_CENTRE) !== 0,
  };
}

/** The customer as the sender told, of what is kept of it. */
export function customerOf(
  stored: StoredCustomer | string | null,
): Visitor | null {
  if (stored === null) return null;
  const { c, o, b, d } = parsed<StoredCustomer>(stored) ?? {};
  return {
    country: c ?? null,
    os: o ?? null,
    is_bot: b === true,
    is_data_centre: d === true,
  };
}
