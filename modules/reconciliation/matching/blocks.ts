import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Session } from "../../../db/mod.ts";
import type { Member } from "./score_pair.ts";

/** Rows and conversions that can only match each other. */
export interface Block {
  rows: Member[];
  lines: Member[];
}

/** Maximum members per side of a block; assignment takes cubic time. */
export const SIDE_MAX = 40;
const MEMBERS_A_CHUNK = 5_000;

/**
 * Cuts the unmatched rows and conversions into blocks: members of a block share the
 * key (`x` is either side), with time gaps of at most `gap_s`. Only blocks with
 * both sides are kept, in the table `block_members`.
 */
export async function makeBlocks(
  session: Session,
  key: SQL,
  gap_s: number,
): Promise<void> {
  await session.query(sql`drop table if exists block_members`);
  await session.query(sql`create temp table block_members (block int, side int,
    no int, at timestamptz, rows int, lines int)`);
  await session.query(sql`
    insert into block_members
    with both_sides as (
      select ${key} as key, x.at, 0 as side, x.row_no as no from rest_theirs as x
      where x.at is not null and x.money is not null and x.click_id is null and x.conversion_id is null
      union all
      select ${key}, x.seen_at, 1, x.line_no from rest_ours as x
      where x.money is not null
    ), cut as (
      select *, case when at - lag(at) over (partition by key order by at)
        > interval '1 second' * ${gap_s}::int then 1 else 0 end as cut from both_sides
    ), parted as (
      select *, sum(cut) over (partition by key order by at) as part from cut
    ), counted as (
      select *, count(*) filter (where side = 0) over (partition by key, part) as rows,
        count(*) filter (where side = 1) over (partition by key, part) as lines from parted
    )
    select dense_rank() over (order by key, part), side, no, at, rows, lines
    from counted where rows > 0 and lines > 0`);
  await session.query(sql`analyze block_members`);
}

/**
 * Reads blocks in chunks, in order of key and time. Blocks of one row and one
 * conversion are included only if `with_lone`.
 */
export async function* readBlocks(
  session: Session,
  with_lone: boolean,
): AsyncIterable<Block[]> {
  await session.query(
    sql`create index if not exists block_members_block on block_members (block)`,
  );
  let after = 0;
  for (;;) {
    const members = await session.query<MemberRow>(sql`
      with chunk as (
        select block, sum(count(*)) over (order by block) as members from block_members
        where block > ${after}::int and rows + lines > ${with_lone ? 1 : 2}::int
          and greatest(rows, lines) <= ${SIDE_MAX}::int
        group by block order by block limit ${MEMBERS_A_CHUNK}::int
      )
      select m.block, m.side, m.no, extract(epoch from m.at)::float8 as at,
        coalesce(t.money, o.money)::text as money, coalesce(t.status, o.status) as status,
        coalesce(t.order_lax, o.order_lax) as order, coalesce(t.customer, o.customer) as customer,
        coalesce(t.goal_key, o.goal_key) as goal,
        coalesce(t.affiliate_id, o.affiliate_id) as affiliate,
        coalesce(t.campaign_id, o.campaign_id) as campaign
      from chunk join block_members as m on m.block = chunk.block
      left join rest_theirs as t on m.side = 0 and t.row_no = m.no
      left join rest_ours as o on m.side = 1 and o.line_no = m.no
      where chunk.members <= ${MEMBERS_A_CHUNK}::int
      order by m.block, m.side, m.at, t.content_key, o.conversion_id`);
    const blocks = new Map<number, Block>();
    for (const { block, side, ...member } of members) {
      const of = blocks.get(block) ?? { rows: [], lines: [] };
      blocks.set(block, of);
      const money = BigInt(member.money);
      (side === 0 ? of.rows : of.lines).push({ ...member, money });
      after = block;
    }
    if (blocks.size === 0) return;
    yield [...blocks.values()];
  }
}

interface MemberRow extends Record<string, unknown> {
  block: number;
  side: number;
  no: number;
  at: number;
  money: string;
  status: string;
  order: string | null;
  customer: string | null;
  goal: string | null;
  affiliate: number | null;
  campaign: number | null;
}
