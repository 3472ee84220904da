import { sql } from "drizzle-orm";
import { recordset } from "../../../db/mod.ts";
import type { Session } from "../../../db/mod.ts";
import { allPostbacks, conversionVersions } from "../../../db/schema/mod.ts";

const PIECE = 500;
/** More than this aren't looked up one by one: something larger is wrong. */
const EXPLAINED_MAX = 50_000;
/** Days around a row in which its postback is looked for. */
const NEAR_DAYS = 3;

interface Missing extends Record<string, unknown> {
  id: string;
  order_id: string | null;
  click: string | null;
  click_id: string | null;
  goal_key: string | null;
  at: number;
}

interface Arrived extends Record<string, unknown> {
  id: string;
  at: number;
  outcome: string;
  order_id: string | null;
  click_id: string | null;
  named: string | null;
  goal_key: string | null;
  conversion_id: string | null;
}

/** The fate of a postback. */
export interface Explanation {
  id: string;
  why: string;
  code: string | null;
  postback_id: string | null;
}

/** Explains the sales that only the old tracker has by the postbacks that came of them. */
export async function explainMissing(
  session: Session,
  signal: AbortSignal,
): Promise<void> {
  let after = "";
  for (let done = 0; done < EXPLAINED_MAX; done += PIECE) {
    signal.throwIfAborted();
    const missing = await session.query<Missing>(sql`
      select r.id, s.order_id, s.click, encode(n.click_id, 'hex') as click_id, g.goal_key,
        extract(epoch from s.converted_at)::float8 as at
      from shadow_result as r join shadow_old as s on s.id = r.row_id
      join shadow_named as n on n.row_no = s.id
      left join shadow_goals as g on g.row_no = s.id
      where r.conversion_id is null and r.id > ${after}::text
        and r.class in ('missing_ours', 'not_counted')
      order by r.id limit ${PIECE}::int`);
    const last = missing.at(-1);
    if (last === undefined) return;
    after = last.id;
    const arrived = await readArrived(session, missing);
    const taken = await readTaken(session, arrived);
    const found = missing.map((row) => explain(row, arrived, taken));
    await session.query(sql`
      update shadow_result as r set why = e.why, code = e.code, postback_id = e.postback_id
      from ${recordset("e", found, { id: "text", why: "text", code: "text", postback_id: "uuid" })}
      where r.id = e.id`);
  }
}

/** The postbacks that name an order or a click of these rows, at about their time. */
async function readArrived(
  session: Session,
  missing: readonly Missing[],
): Promise<Arrived[]> {
  const texts = (values: readonly (string | null)[]) => {
    const named = values.filter((value) => value !== null);
    return sql`array(select jsonb_array_elements_text(${JSON.stringify(named)}::jsonb))`;
  };
  const times = missing.map(({ at }) => at);
  const range = {
    from: Math.min(...times) - NEAR_DAYS * 86_400,
    to: Math.max(...times) + NEAR_DAYS * 86_400,
  };
  const orders = texts(missing.map(({ order_id }) => order_id));
  const refs = texts(missing.map(({ click }) => click));
  const clicks = texts(missing.map(({ click_id }) => click_id));
  const of = (condition: ReturnType<typeof sql>) => sql`
    select p.id, extract(epoch from p.received_at)::float8 as at, p.outcome, p.order_id,
      encode(p.click_id, 'hex') as click_id, p.named_click_ref as named, p.goal_key, p.conversion_id
    from ${allPostbacks} as p
    where ${condition} and p.received_at >= to_timestamp(${range.from}::float8)
      and p.received_at < to_timestamp(${range.to}::float8)`;
  const by_order = of(sql`p.order_id = any(${orders})`);
  const by_ref = of(sql`p.named_click_ref = any(${refs})`);
  const by_click = of(
    sql`p.click_id = any(array(select decode(h, 'hex') from unnest(${clicks}) as h))`,
  );
  const rows = new Map<string, Arrived>();
  for (const query of [by_order, by_ref, by_click]) {
    for (const row of await session.query<Arrived>(query)) {
      rows.set(row.id, row);
    }
  }
  return [...rows.values()];
}

/** Those of the conversions that another row of the old tracker was found to be. */
async function readTaken(
  session: Session,
  arrived: readonly Arrived[],
): Promise<Set<string>> {
  const ids = arrived.flatMap(({ conversion_id }) => conversion_id ?? []);
  if (ids.length === 0) return new Set();
  const rows = await session.query<{ id: string }>(sql`
    select conversion_id as id from shadow_result
    where row_id is not null and conversion_id = any(${`{${ids.join()}}`}::uuid[])`);
  return new Set(rows.map(({ id }) => id));
}

const NO_CLICK = ["invalid_click_id", "unknown_click", "missing_click_id"];
const BOOKED = ["recorded", "updated"];

/** The postback that tells most about a row: by its order before its click, then the nearest. */
function explain(
  row: Missing,
  arrived: readonly Arrived[],
  taken: ReadonlySet<string>,
): Explanation {
  const candidates = arrived.flatMap((postback) => {
    const by_order =
      row.order_id !== null && postback.order_id === row.order_id;
    const by_click =
      (row.click_id !== null && postback.click_id === row.click_id) ||
      (row.click !== null && postback.named === row.click);
    const is_other_order =
      row.order_id !== null && postback.order_id !== null && !by_order;
    const is_other_goal =
      row.goal_key !== null &&
      postback.goal_key !== null &&
      postback.goal_key.toLowerCase() !== row.goal_key;
    const apart_s = Math.abs(postback.at - row.at);
    const is_near = apart_s <= NEAR_DAYS * 86_400;
    if (!(by_order || by_click) || is_other_order || is_other_goal) return [];
    // A conversion of another row of theirs doesn't tell of this one.
    const { conversion_id, outcome } = postback;
    const is_others =
      conversion_id !== null &&
      taken.has(conversion_id) &&
      BOOKED.includes(outcome);
    if (!is_near || is_others) return [];
    return [{ postback, rank: (by_order ? 0 : 1e9) + apart_s }];
  });
  const [best] = candidates.toSorted((a, b) => a.rank - b.rank);
  const { id } = row;
  if (best === undefined) {
    return { id, why: "never_arrived", code: null, postback_id: null };
  }
  const { outcome, id: postback_id } = best.postback;
  return { id, ...whyOf(outcome), postback_id };
}

function whyOf(outcome: string): { why: string; code: string | null } {
  if (BOOKED.includes(outcome)) return { why: "recorded", code: null };
  if (outcome === "ignored" || outcome === "duplicate") {
    return { why: outcome, code: null };
  }
  const why = NO_CLICK.includes(outcome) ? "no_such_click" : "refused";
  return { why, code: outcome };
}

/** Marks those of the conversions that only we have which people or imports made. */
export async function explainOwn(session: Session): Promise<void> {
  let after = "";
  for (let done = 0; done < EXPLAINED_MAX; done += PIECE) {
    const alone = await session.query<{
      id: string;
      conversion_id: string;
      campaign_id: number;
    }>(sql`
      select id, conversion_id, ours_campaign_id as campaign_id from shadow_result
      where row_id is null and why = 'not_in_export' and id > ${after}::text
      order by id limit ${PIECE}::int`);
    const last = alone.at(-1);
    if (last === undefined) return;
    after = last.id;
    const ids = alone.map(({ conversion_id }) => conversion_id).join();
    const campaigns = [...new Set(alone.map(({ campaign_id }) => campaign_id))];
    const made = await session.query<{ id: string }>(sql`
      select v.conversion_id as id from ${conversionVersions} as v
      where v.campaign_id = any(${`{${campaigns.join()}}`}::int[])
        and v.conversion_id = any(${`{${ids}}`}::uuid[])
        and v.version = 1 and v.postback_id is null`);
    if (made.length === 0) continue;
    const by_hand = made.map(({ id }) => id).join();
    await session.query(sql`
      update shadow_result set why = 'by_hand'
      where conversion_id = any(${`{${by_hand}}`}::uuid[]) and row_id is null`);
  }
}
