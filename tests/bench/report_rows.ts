import postgres from "postgres";

const DAY_MS = 86_400_000;
const USER_AGENTS = 5_000;

/** Clicks and conversions of the year before now, as a small network has them. */
export interface ReportRows {
  url: string;
  /** Clicks of the whole year; one of fifty is sold. */
  clicks: number;
  days: number;
  campaign_ids: readonly number[];
  affiliate_ids: readonly number[];
}

/**
 * Inserts clicks and conversions day by day, the last one until now: few campaigns, affiliates,
 * countries and user agents have most of them, and labels have a long tail.
 */
export async function fillReportRows(input: ReportRows): Promise<void> {
  const sql = postgres(input.url, { max: 1, onnotice: () => {} });
  try {
    await makeUserAgents(sql);
    const per_day = Math.floor(input.clicks / input.days);
    const today = Math.floor(Date.now() / DAY_MS);
    for (let back = input.days - 1; back >= 0; back--) {
      const day = today - back;
      await sql.unsafe(
        `select ensure_days('clicks', array['${dateOf(day)}'::date])`,
      );
      const end_ms = Math.min((day + 1) * DAY_MS, Date.now());
      const share = (end_ms - day * DAY_MS) / DAY_MS;
      const clicks = Math.floor(per_day * share);
      const span = { from_ms: day * DAY_MS, end_ms };
      await sql.unsafe(clickRows(input, { ...span, clicks }));
      await sql.unsafe(conversionRows(day));
    }
    await sql.unsafe(DELTAS);
    await sql.unsafe("vacuum (analyze) clicks, conversions, user_agents");
  } finally {
    await sql.end();
  }
}

async function makeUserAgents(sql: postgres.Sql): Promise<void> {
  await sql.unsafe(
    `insert into user_agents (ua_id, user_agent, device, os, browser, is_bot)
     select i, 'Mozilla/5.0 (' || i || ')', (array['mobile', 'desktop', 'tablet'])[1 + i % 3],
       (array['android', 'ios', 'windows', 'macos', 'linux'])[1 + i % 5],
       (array['chrome', 'safari', 'firefox', 'edge'])[1 + i % 4], false
     from generate_series(0, ${USER_AGENTS - 1}) as i`,
  );
}

function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** A number from 0 up to 1 that depends on the row; `power` makes small ones likelier. */
function drawn(seed: number, power = 1): string {
  return `power((hashint8extended(at_ms * 1000 + i, ${seed}) & 1048575) / 1048576.0::float8, ${power})`;
}

function oneOf(values: readonly (number | string)[], seed: number): string {
  const list = values
    .map((value) => (typeof value === "string" ? `'${value}'` : value))
    .join(", ");
  return `(array[${list}])[1 + (${drawn(seed, 2)} * ${values.length})::int % ${values.length}]`;
}

const COUNTRIES = Array.from(
  { length: 60 },
  (_, at) =>
    String.fromCharCode(65 + (at % 26)) +
    String.fromCharCode(65 + ((at * 7) % 26)),
);

function clickRows(
  { campaign_ids, affiliate_ids }: ReportRows,
  day: { from_ms: number; end_ms: number; clicks: number },
): string {
  const { from_ms, end_ms, clicks } = day;
  return `insert into clicks (click_id, clicked_at, campaign_id, link_id, affiliate_id, ua_id, marks, pays,
      verdict, country, ip, source, sub1, sub2)
    select '\\x41'::bytea || substring(int8send(at_ms) from 3) || int2send(7::int2)
        || int2send((i % 32768)::int2) || int4send((i % 400)::int4)
        || substring(decode(md5(i::text), 'hex') for 5),
      'epoch'::timestamptz + at_ms * interval '1 millisecond',
      campaign_id, campaign_id * 1000 + affiliate_id, affiliate_id,
      (${drawn(3, 2)} * ${USER_AGENTS - 1})::int,
      case when ${drawn(4)} < 0.85 then 1 else 2 end + case when ${drawn(5)} < 0.03 then 4 else 0 end,
      true,
      case when ${drawn(6)} < 0.95 then 'sent' else (array['geo', 'capped', 'device'])[1 + i % 3] end,
      ${oneOf(COUNTRIES, 7)}, '192.0.2.' || i % 250, 'src-' || (${drawn(8, 2)} * 200)::int,
      's-' || (${drawn(9, 2)} * 50000)::int, 'b-' || i % 20
    from generate_series(1, ${clicks}) as i,
      lateral (select ${from_ms} + (i * ${(end_ms - from_ms) / Math.max(clicks, 1)}::float8)::bigint - 1 as at_ms) as t,
      lateral (select ${oneOf(campaign_ids, 1)} as campaign_id, ${oneOf(affiliate_ids, 2)} as affiliate_id) as w`;
}

/** Sales of a day's clicks, each within a day, most of them approved. */
function conversionRows(day: number): string {
  return `insert into conversions (campaign_id, id, goal_key, dedupe_key, version, status, click_id, link_id,
      affiliate_id, advertiser_id, currency, amount_micros, revenue_micros, payout_micros, approved_at,
      first_approved_at, rule_version, said_at, said, clicked_at, recorded_at, updated_at)
    select campaign_id, gen_random_uuid(), 'sale', 'c:' || encode(click_id, 'hex'), 1, status, click_id, link_id,
      affiliate_id, 1, 'USD', 50000000, case when status in ('pending', 'approved') then 5000000 else 0 end,
      case when status in ('pending', 'approved') then 2500000 else 0 end,
      case when status = 'approved' then at end, case when status = 'approved' then at end,
      1, at, '{}', clicked_at, at, at
    from clicks, lateral (select least(clicked_at + (hashint8extended(extract(epoch from clicked_at)::bigint, 1) & 65535)
        * interval '1 second', now()) as at,
      (array['approved', 'approved', 'approved', 'pending', 'rejected'])[1 + get_byte(click_id, 19) % 5] as status) as said
    where clicked_at >= '${dateOf(day)}' and clicked_at < '${dateOf(day + 1)}' and get_byte(click_id, 18) % 50 = 0`;
}

/** Changes of conversions, as the product writes them for new ones. */
const DELTAS = `insert into conversion_deltas (campaign_id, conversion_id, version, sign, status, currency,
    amount_micros, revenue_micros, payout_micros, approved_at)
  select campaign_id, id, version, 1, status, currency, amount_micros, revenue_micros, payout_micros, first_approved_at
  from conversions`;
