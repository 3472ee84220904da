import { sql } from "drizzle-orm";
import type { Session } from "../../../db/mod.ts";
import {
  affiliates,
  campaigns,
  clicks,
  goals,
  oldClicks,
} from "../../../db/schema/mod.ts";
import { currencyExponent } from "../../kernel/mod.ts";
import { orderKey } from "../../reconciliation/mod.ts";
import type { Basis } from "./stage_ours.ts";

/** Stands for a campaign or affiliate that is named but isn't here: it is nobody else's sale. */
const UNKNOWN = -1;
const UUID = `^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`;
/** Shorter ids of clicks may be equal by chance to what affiliates put into links. */
const CLICK_CHARS_MIN = 8;
const PIECE = 2_000;
/** Clicks are looked for among those of as many days before a conversion. */
const CLICK_DAYS = 100;

/**
 * Finds which clicks of ours the old tracker's clicks are: imported ones, and those whose link
 * carried its id to us.
 */
export async function stageOldClicks(session: Session): Promise<void> {
  const [covered] = await session.query<{ from_at: string }>(sql`
    select (min(from_at) - interval '1 day' * ${CLICK_DAYS}::int)::text as from_at from covered
    having count(*) > 0`);
  if (covered === undefined) return;
  let after = "";
  for (;;) {
    const rows = await session.query<{ click: string }>(sql`
      select distinct click from shadow_old
      where click_id is null and length(click) >= ${CLICK_CHARS_MIN}::int and click > ${after}::text
      order by click limit ${PIECE}::int`);
    const ids = rows.map(({ click }) => click);
    if (ids.length === 0) break;
    after = ids.at(-1) ?? after;
    const named = sql`array(select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`;
    await session.query(sql`
      insert into named_clicks
      select k.click_ref, k.click_id from ${clicks} as k
      where k.click_ref = any(${named})
        and k.clicked_at >= ${covered.from_at}::timestamptz`);
  }
  await session.query(sql`
    insert into named_clicks
    select k.old_id, k.click_id from ${oldClicks} as k
    where k.old_id in (select click from shadow_old where click is not null)`);
  // Of several clicks, that of a conversion is meant.
  await session.query(sql`
    delete from named_clicks where click_id not in (select click_id from shadow_lines)`);
  await session.query(sql`
    delete from named_clicks where click in (
      select click from named_clicks group by click having count(distinct click_id) > 1)`);
}

/** Stages the old tracker's rows, with its campaigns, affiliates and goals as ours. */
export async function stageTheirs(
  session: Session,
  basis: Basis,
  default_currency: string,
): Promise<void> {
  const money = sql.identifier(`${basis}_micros`);
  await session.query(sql`
    create temp table shadow_named as
    select s.id as row_no, p.id as campaign_id, a.id as affiliate_id,
      coalesce(s.currency, p.currency, ${default_currency}::text) as currency,
      coalesce(s.click_id, k.click_id) as click_id
    from shadow_old as s
    left join ${campaigns} as p on p.external_id = s.campaign
    left join ${affiliates} as a on a.external_id = s.affiliate
    left join (select click, min(click_id) as click_id from named_clicks group by click) as k on k.click = s.click`);
  await session.query(sql`analyze shadow_named`);
  await stageGoals(session);
  await session.query(sql`
    insert into theirs (row_no, content_key, conversion_id, order_key, goal_key, affiliate_id,
      campaign_id, status, currency, money, counted, at, click_id)
    select s.id, decode(md5(s.key), 'hex'), o.conversion_id, ${orderKey(sql`s.order_id`)}, g.goal_key,
      case when s.affiliate <> '' then coalesce(n.affiliate_id, ${UNKNOWN}::int) end, coalesce(n.campaign_id, ${UNKNOWN}::int), s.status,
      n.currency, s.${money}, coalesce(s.${money}, 0), s.converted_at, n.click_id
    from shadow_old as s join shadow_named as n on n.row_no = s.id
    left join shadow_goals as g on g.row_no = s.id
    left join shadow_lines as o on o.conversion_id =
      case when s.old_id ~* ${UUID}::text then s.old_id::uuid
        when s.order_id ~* ${UUID}::text then s.order_id::uuid end`);
  await session.query(sql`analyze theirs`);
  await stageHalfUnits(session);
}

/**
 * Finds the goal of each row: by its key or name; a row without one means the default goal where the
 * export has goals, and the only one of a campaign in any case.
 */
async function stageGoals(session: Session): Promise<void> {
  await session.query(sql`
    create temp table goal_words as
    select distinct on (campaign_id, said) campaign_id, said, key from (
      select campaign_id, lower(key) as said, key, 0 as rank, position from ${goals}
      union all
      select campaign_id, lower(name), key, 1, position from ${goals}) as w
    order by campaign_id, said, rank, position`);
  await session.query(sql`
    create temp table shadow_goals as
    with of_campaign as (
      select campaign_id, count(*) as goals, min(key) as only_key,
        min(key) filter (where is_default) as default_key,
        (array_agg(key order by position))[1] as first_key
      from ${goals} group by campaign_id
    ), any_named as (select exists (select from shadow_old where goal is not null) as is_told)
    select s.id as row_no, lower(coalesce(w.key, case when c.goals = 1 then c.only_key
      when s.goal is null and any_named.is_told then coalesce(c.default_key, c.first_key) end)) as goal_key
    from shadow_old as s cross join any_named
    join shadow_named as n on n.row_no = s.id
    left join goal_words as w on w.campaign_id = n.campaign_id and w.said = lower(s.goal)
    left join of_campaign as c on c.campaign_id = n.campaign_id`);
  await session.query(sql`analyze shadow_goals`);
}

/** Half a minor unit of each currency: amounts that differ by less were rounded. */
async function stageHalfUnits(session: Session): Promise<void> {
  const rows = await session.query<{ currency: string }>(sql`
    select distinct currency from theirs union select distinct currency from ours`);
  for (const { currency } of rows) {
    const micros = Math.trunc(
      500_000 / 10 ** (currencyExponent(currency) ?? 2),
    );
    await session.query(
      sql`insert into half_units values (${currency}, ${micros}::bigint)`,
    );
  }
}
