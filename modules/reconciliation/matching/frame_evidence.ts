import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Session } from "../../../db/mod.ts";
import { reconciliationLines, statementRows } from "../../../db/schema/mod.ts";
import type { Votes } from "./choose_frame.ts";
import { ROW_CONVERSION } from "./row_conversion.ts";
import type { RowFacts } from "./row_facts.ts";

const PAIRS_MAX = 20_000;
const PROBES_MAX = 400;
const OFFSET_MINUTES_MAX = 14 * 60;
const STEP_MINUTES = 15;
/**
 * A row without an id supports an offset if a conversion is within this many
 * seconds.
 */
const NEAR_S = 120;

/** The sums of a conversion that a statement's money may stand for. */
export const BASES = ["revenue", "amount", "payout"] as const;
/** One of `BASES`. */
export type Basis = (typeof BASES)[number];

/**
 * Fills the table `frame_pairs` with a sample of rows and conversions that share an
 * id; returns the counts by kind of id.
 */
export async function pairSample(
  session: Session,
  reconciliation_id: string,
  facts: RowFacts,
): Promise<Record<"order_id" | "click_id" | "conversion_id", number>> {
  const id = sql`${reconciliation_id}::uuid`;
  await session.query(sql`
    create temp table frame_pairs (kind text, written_at timestamptz, has_zone boolean,
      at timestamptz, revenue bigint, amount bigint, payout bigint, our_revenue bigint,
      our_amount bigint, our_payout bigint, currency text,
      affiliate text, affiliate_id int, campaign text, campaign_id int)`);
  const branches = [
    { kind: "order_id", same: sql`l.order_id = s.order_id` },
    { kind: "click_id", same: sql`l.click_id = s.click_id` },
    { kind: "conversion_id", same: sql`l.conversion_id = s.conversion_id` },
  ] as const;
  const there = branches.filter(({ kind }) => facts[kind] > 0);
  if (there.length > 0) await sampleRows(session, id, facts);
  for (const { kind, same } of there) {
    await session.query(sql`
      insert into frame_pairs
      select ${kind}::text, s.written_at, s.has_zone, l.at, s.revenue, s.amount,
        s.payout, l.revenue_micros, l.amount_micros, l.payout_micros, l.currency,
        s.affiliate, l.affiliate_id, s.campaign, l.campaign_id
      from frame_rows as s join ${reconciliationLines} as l
        on l.reconciliation_id = ${id} and ${same}`);
  }
  const counts = await session.query<{ kind: string; count: number }>(
    sql`select kind, count(*)::int as count from frame_pairs group by kind`,
  );
  const of = (kind: string) =>
    counts.find((row) => row.kind === kind)?.count ?? 0;
  return {
    order_id: of("order_id"),
    click_id: of("click_id"),
    conversion_id: of("conversion_id"),
  };
}

/**
 * Fills the table `frame_rows` with a sample of the rows. Content keys are hashes, so the smallest are
 * a sample that doesn't depend on row order. A table of its own, so that Postgres knows how few they are.
 */
async function sampleRows(
  session: Session,
  id: SQL,
  facts: RowFacts,
): Promise<void> {
  const below = Math.min(1, PAIRS_MAX / Math.max(1, facts.rows)) * 65_536;
  await session.query(sql`
    create temp table frame_rows as
    select btrim(s.order_id) as order_id, s.click_id, ${ROW_CONVERSION} as conversion_id,
      s.written_at, s.has_zone, s.revenue_micros as revenue, s.amount_micros as amount,
      s.payout_micros as payout, s.affiliate, s.campaign
    from ${statementRows} as s
    where s.reconciliation_id = ${id} and s.problem is null
      and get_byte(s.content_key, 0) * 256 + get_byte(s.content_key, 1) < ${Math.ceil(below)}::int`);
  await session.query(sql`analyze frame_rows`);
}

/** Counts pairs by the offset of their time from ours, in steps of 15 minutes. */
export async function offsetVotes(session: Session): Promise<Votes<number>[]> {
  return await session.query<Votes<number>>(sql`
    select round(extract(epoch from written_at - at) / ${STEP_MINUTES * 60}::int)::int
        * ${STEP_MINUTES}::int as value,
      count(*)::int as count
    from frame_pairs where not has_zone and written_at is not null
      and abs(extract(epoch from written_at - at)) <= ${OFFSET_MINUTES_MAX * 60 + 450}::int
    group by 1 order by 2 desc, abs(1), 1 limit 8`);
}

/** Counts the pairs that fall on the date of their row, by offset. */
export async function dayVotes(session: Session): Promise<Votes<number>[]> {
  return await session.query<Votes<number>>(sql`
    select o::int as value, count(*)::int as count
    from frame_pairs, ${offsets()} as o
    where not has_zone and written_at is not null
      and date_trunc('day', at + o * interval '1 minute') = written_at
    group by 1 order by 2 desc, 1 limit 16`);
}

/** Counts the pairs whose money equals one of our sums, by basis and divisor. */
export async function moneyVotes(
  session: Session,
  columns: Record<Basis, Basis>,
): Promise<(Votes<string> & { sample: number })[]> {
  const candidates = BASES.flatMap((basis) =>
    [1, 100].map((divisor) => {
      const theirs = sql.identifier(columns[basis]);
      const ours = sql.identifier(`our_${basis}`);
      return sql`select ${`${basis}/${divisor}`}::text as value,
        count(*) filter (where ${theirs} = ${ours} * ${divisor}::int)::int as count,
        count(*)::int as sample
      from frame_pairs where ${theirs} <> 0 and ${ours} <> 0`;
    }),
  );
  return await session.query<Votes<string> & { sample: number }>(
    sql.join(candidates, sql` union all `),
  );
}

/**
 * Counts the affiliates and campaigns that pairs name, and how many of them are the
 * ones on record.
 */
export async function trustVotes(session: Session) {
  const [found] = await session.query<{
    affiliates: number;
    affiliates_agree: number;
    campaigns: number;
    campaigns_agree: number;
  }>(sql`
    select count(affiliate)::int as affiliates,
      count(*) filter (where btrim(affiliate) = affiliate_id::text)::int as affiliates_agree,
      count(campaign)::int as campaigns,
      count(*) filter (where btrim(campaign) = campaign_id::text)::int as campaigns_agree
    from frame_pairs`);
  if (found === undefined) throw new Error("A count gave no row");
  return found;
}

/** Counts conversions by currency. */
export async function currencyVotes(
  session: Session,
  reconciliation_id: string,
): Promise<Votes<string>[]> {
  return await session.query<Votes<string>>(sql`
    select currency as value, count(*)::int as count from ${reconciliationLines}
    where reconciliation_id = ${reconciliation_id}::uuid
    group by 1 order by 2 desc, 1`);
}

/** Counts the sampled rows whose amount some conversion has, by basis and divisor. */
export async function amountVotes(
  session: Session,
  reconciliation_id: string,
  columns: Record<Basis, Basis>,
): Promise<(Votes<string> & { sample: number })[]> {
  const id = sql`${reconciliation_id}::uuid`;
  await session.query(sql`
    create temp table frame_probes (written_at timestamptz, has_zone boolean,
      revenue bigint, amount bigint, payout bigint)`);
  await session.query(sql`
    insert into frame_probes
    select written_at, has_zone, revenue_micros, amount_micros, payout_micros
    from ${statementRows} where reconciliation_id = ${id} and problem is null
    order by content_key limit ${PROBES_MAX}::int`);
  const candidates = BASES.flatMap((basis) =>
    [1, 100].map((divisor) => {
      const theirs = sql.identifier(columns[basis]);
      const ours = sql.identifier(`${basis}_micros`);
      return sql`select ${`${basis}/${divisor}`}::text as value,
        count(*) filter (where exists (select from ${reconciliationLines} as l
          where l.reconciliation_id = ${id} and l.${ours} * ${divisor}::int = p.${theirs}))::int as count,
        count(*)::int as sample
      from frame_probes as p where p.${theirs} <> 0`;
    }),
  );
  return await session.query<Votes<string> & { sample: number }>(
    sql.join(candidates, sql` union all `),
  );
}

/**
 * Counts the sampled rows with a conversion of the same amount near their time, by
 * offset.
 */
export async function probeVotes(
  session: Session,
  reconciliation_id: string,
  found: { basis: Basis; column: Basis; divisor: number; days_only: boolean },
): Promise<Votes<number>[]> {
  const theirs = sql.identifier(found.column);
  const ours = sql.identifier(`${found.basis}_micros`);
  const divisor = sql`${found.divisor}::int`;
  await session.query(
    sql`create temp table frame_times (money bigint, at timestamptz)`,
  );
  await session.query(sql`
    insert into frame_times select l.${ours} * ${divisor}, l.at from ${reconciliationLines} as l
    where l.reconciliation_id = ${reconciliation_id}::uuid
      and l.${ours} * ${divisor} in (select ${theirs} from frame_probes where ${theirs} <> 0)`);
  await session.query(sql`create index on frame_times (money, at)`);
  await session.query(sql`analyze frame_times`);
  const from = found.days_only ? sql`0` : sql`-${NEAR_S}::int`;
  const to = found.days_only ? sql`86400` : sql`${NEAR_S}::int`;
  const here = sql`p.written_at - o * interval '1 minute'`;
  return await session.query<Votes<number>>(sql`
    select o::int as value, count(*)::int as count
    from ${offsets()} as o, frame_probes as p
    where not p.has_zone and p.${theirs} <> 0 and exists (
      select from frame_times as t where t.money = p.${theirs}
        and t.at >= ${here} + interval '1 second' * (${from})
        and t.at < ${here} + interval '1 second' * (${to}))
    group by 1 order by 2 desc, 1 limit 16`);
}

function offsets(): SQL {
  return sql`generate_series(${-OFFSET_MINUTES_MAX}::int, ${OFFSET_MINUTES_MAX}::int, ${STEP_MINUTES}::int)`;
}
