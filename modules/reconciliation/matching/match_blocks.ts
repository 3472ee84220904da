import { recordset } from "../../../db/mod.ts";
import type { Session } from "../../../db/mod.ts";
import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { assignBlock } from "./assign_block.ts";
import { makeBlocks, readBlocks, SIDE_MAX } from "./blocks.ts";
import type { Block } from "./blocks.ts";
import { findOnlySum } from "./find_sums.ts";
import { MARGIN_MIN, scorePair } from "./score_pair.ts";
import type { ComparableIds } from "./score_pair.ts";

/**
 * Times at most `accept_s` apart may match, if anything else of that money is more
 * than `gap_s` away: so whatever is outside a block is too far to be a runner-up.
 */
interface Pass {
  gap_s: number;
  accept_s: number;
}

const PASSES: readonly Pass[] = [
  { gap_s: 16, accept_s: 2 },
  { gap_s: 480, accept_s: 60 },
  { gap_s: 28_800, accept_s: 3_600 },
  { gap_s: 172_800, accept_s: 21_600 },
];
const DAY_PASSES: readonly Pass[] = [{ gap_s: 72_000, accept_s: 0 }];
const NEARLY: Pass = { gap_s: 80, accept_s: 10 };
const SUMS: Pass = { gap_s: 900, accept_s: 900 };
/** Sums are searched only in small blocks: among many amounts some sum always fits. */
const SUM_SIDE_MAX = 8;

/** Statement facts and settings for matching in blocks. */
export interface BlockFacts {
  days_only: boolean;
  comparable_ids: ComparableIds;
  signal: AbortSignal;
}

/**
 * Matches rows and conversions without a common id: same money, near in time, by
 * the best assignment in each block. Near misses go to a person.
 */
export async function matchBlocks(
  session: Session,
  facts: BlockFacts,
): Promise<void> {
  const passes = facts.days_only ? DAY_PASSES : PASSES;
  const by_money = sql`x.currency || ' ' || x.money`;
  for (const [at, pass] of passes.entries()) {
    facts.signal.throwIfAborted();
    await makeBlocks(session, by_money, pass.gap_s);
    const is_last = at === passes.length - 1;
    if (!is_last) await pairLone(session, facts, pass.accept_s);
    await eachBlock(session, facts, is_last, async (blocks) => {
      const decided = blocks.map((block) => decide(block, facts, pass));
      await save(
        session,
        decided.flatMap(({ pairs }) => pairs),
      );
      if (!is_last) return;
      await doubt(
        session,
        decided.flatMap(({ doubts }) => doubts),
      );
    });
    if (is_last) await doubtLarge(session);
    await forget(session);
  }
  if (facts.days_only) return;
  await matchNearly(session, facts);
  await matchSums(session, facts);
}

/**
 * Matches the same time and an amount within 2 %: rounded, or converted at another
 * rate.
 */
async function matchNearly(session: Session, facts: BlockFacts): Promise<void> {
  await makeBlocks(session, sql`x.currency`, NEARLY.gap_s);
  await eachBlock(session, facts, true, async (blocks) => {
    const decided = blocks.map((block) =>
      decide(block, facts, NEARLY, (ours, theirs) => {
        const apart = ours > theirs ? ours - theirs : theirs - ours;
        return apart * 50n <= (ours < 0n ? -ours : ours);
      }),
    );
    await save(
      session,
      decided.flatMap(({ pairs }) => pairs),
      "nearly_amount_time",
    );
  });
  await forget(session);
}

/**
 * Matches one amount with several of the same sum, if it is the only such sum in
 * its block.
 */
async function matchSums(session: Session, facts: BlockFacts): Promise<void> {
  await makeBlocks(session, sql`x.currency`, SUMS.gap_s);
  const [last] = await session.query<{ group_no: number }>(
    sql`select coalesce(max(group_no), 0) as group_no from members`,
  );
  let group_no = last?.group_no ?? 0;
  await eachBlock(session, facts, false, async (blocks) => {
    for (const { rows, lines } of blocks) {
      if (Math.max(rows.length, lines.length) > SUM_SIDE_MAX) continue;
      const counted = (of: readonly Counted[]) =>
        of.map(({ money, status }) => (status === "approved" ? money : 0n));
      const sum = findOnlySum(counted(rows), counted(lines));
      if (sum === null) continue;
      const [ones, others] =
        sum.one_is === "row" ? [rows, lines] : [lines, rows];
      const one = ones[sum.one];
      const parts = sum.several.flatMap((at) => others[at] ?? []);
      const fits = (part: Member) =>
        one !== undefined &&
        scorePair(one, part, facts.comparable_ids) !== null;
      if (one === undefined || !parts.every(fits)) continue;
      group_no += 1;
      await saveGroup(session, group_no, sum.one_is, one.no, parts);
    }
  });
  await forget(session);
}

type Member = Block["rows"][number];
type Counted = Pick<Member, "money" | "status">;

async function saveGroup(
  session: Session,
  group_no: number,
  one_is: "row" | "line",
  one: number,
  parts: readonly Member[],
): Promise<void> {
  const [first, ...rest] = parts.toSorted((a, b) =>
    a.money === b.money ? a.at - b.at : a.money > b.money ? -1 : 1,
  );
  if (first === undefined) return;
  const pair =
    one_is === "row"
      ? { row_no: one, line_no: first.no }
      : { row_no: first.no, line_no: one };
  await session.query(sql`
    insert into pairs (row_no, line_no, tier, rule, score, group_no)
    values (${pair.row_no}::int, ${pair.line_no}::int, 4, 'sum_time', 60, ${group_no}::int)`);
  const column = sql.identifier(one_is === "row" ? "line_no" : "row_no");
  await session.query(sql`
    insert into members (group_no, ${column}, rule)
    select ${group_no}::int, no, 'sum_time' from ${recordset("m", rest, { no: "int" })}`);
}

interface Pair {
  row_no: number;
  line_no: number;
  score: number;
  runner_up: number | null;
}

interface Doubt {
  row_no: number | null;
  line_no: number | null;
  detail: { doubt: string; near: { no: number; score: number }[] };
}

/** Decides which assignments are certain enough, and which a person has to look at. */
function decide(
  { rows, lines }: Block,
  { comparable_ids }: BlockFacts,
  { accept_s }: Pass,
  may_be: (ours: bigint, theirs: bigint) => boolean = () => true,
): { pairs: Pair[]; doubts: Doubt[] } {
  const scores = rows.map((row) =>
    lines.map((line) =>
      may_be(line.money, row.money)
        ? scorePair(row, line, comparable_ids)
        : null,
    ),
  );
  const pairs: Pair[] = [];
  const matched = { rows: new Set<number>(), lines: new Set<number>() };
  for (const { row, line, score, runner_up } of assignBlock(scores)) {
    const [r, l] = [rows[row], lines[line]];
    if (r === undefined || l === undefined) continue;
    const is_near = Math.abs(r.at - l.at) <= accept_s;
    const is_sure = runner_up === null || score - runner_up >= MARGIN_MIN;
    if (!is_near || !is_sure) continue;
    pairs.push({ row_no: r.no, line_no: l.no, score, runner_up });
    matched.rows.add(row);
    matched.lines.add(line);
  }
  const nearOf = (of: readonly (number | null)[], others: readonly Member[]) =>
    of
      .flatMap((score, at) => {
        const other = others[at];
        return score === null || other === undefined
          ? []
          : [{ no: other.no, score }];
      })
      .sort((a, b) => b.score - a.score)
      .slice(0, 3);
  const doubts = [
    ...rows.flatMap((row, at): Doubt[] => {
      const near = nearOf(scores[at] ?? [], lines);
      if (matched.rows.has(at) || near.length === 0) return [];
      const detail = { doubt: "margin", near };
      return [{ row_no: row.no, line_no: null, detail }];
    }),
    ...lines.flatMap((line, at): Doubt[] => {
      const near = nearOf(
        scores.map((of_row) => of_row[at] ?? null),
        rows,
      );
      if (matched.lines.has(at) || near.length === 0) return [];
      const detail = { doubt: "margin", near };
      return [{ row_no: null, line_no: line.no, detail }];
    }),
  ];
  return { pairs, doubts };
}

/** Pairs blocks of one row and one conversion in SQL; they need no assignment. */
async function pairLone(
  session: Session,
  { comparable_ids }: BlockFacts,
  accept_s: number,
): Promise<void> {
  const agree = (same: SQL, points: number) =>
    sql`case when ${same} then ${points}::int else 0 end`;
  const may = (is_held: boolean, same: SQL) => (is_held ? same : sql`true`);
  const apart = sql`abs(extract(epoch from t.at - o.seen_at))`;
  await session.query(sql`
    insert into pairs (row_no, line_no, tier, rule, score)
    select t.row_no, o.line_no, 3, 'amount_time',
      (90 - round(6 * ln(1 + ${apart})))::int
        + ${agree(sql`t.goal_key = o.goal_key`, 2)} + ${agree(sql`t.affiliate_id = o.affiliate_id`, 3)}
        + ${agree(sql`t.customer = o.customer`, 3)} + ${agree(sql`t.status = o.status`, 2)}
    from block_members as r join block_members as l on l.block = r.block and l.side = 1
    join rest_theirs as t on t.row_no = r.no join rest_ours as o on o.line_no = l.no
    where r.side = 0 and r.rows = 1 and r.lines = 1 and ${apart} <= ${accept_s}::int
      and (t.goal_key is null or t.goal_key = o.goal_key)
      and (t.affiliate_id is null or t.affiliate_id = o.affiliate_id)
      and (t.campaign_id is null or t.campaign_id = o.campaign_id)
      and ${may(comparable_ids.orders, sql`(t.order_lax is null or o.order_lax is null or t.order_lax = o.order_lax)`)}
      and ${may(comparable_ids.customers, sql`(t.customer is null or o.customer is null or t.customer = o.customer)`)}`);
}

async function eachBlock(
  session: Session,
  { signal }: BlockFacts,
  with_lone: boolean,
  work: (blocks: Block[]) => Promise<void>,
): Promise<void> {
  for await (const blocks of readBlocks(session, with_lone)) {
    signal.throwIfAborted();
    await work(blocks);
  }
}

async function save(
  session: Session,
  pairs: readonly Pair[],
  rule = "amount_time",
): Promise<void> {
  if (pairs.length === 0) return;
  const types = {
    row_no: "int",
    line_no: "int",
    score: "int",
    runner_up: "int",
  };
  await session.query(sql`
    insert into pairs (row_no, line_no, tier, rule, score, runner_up)
    select row_no, line_no, 3, ${rule}::text, score, runner_up
    from ${recordset("k", pairs, types)}`);
}

/** Stores candidates by public item id, not by line number. */
async function doubt(
  session: Session,
  doubts: readonly Doubt[],
): Promise<void> {
  if (doubts.length === 0) return;
  const types = { row_no: "int", line_no: "int", detail: "jsonb" };
  await session.query(sql`
    insert into doubts (row_no, line_no, detail)
    select d.row_no, d.line_no, jsonb_build_object('doubt', d.detail->>'doubt', 'candidates',
      (select jsonb_agg(jsonb_build_object('score', (n->>'score')::int, 'key',
          case when d.row_no is null then 'r' || (n->>'no') else 'c' || o.conversion_id end)
          order by (n->>'score')::int desc, o.conversion_id)
        from jsonb_array_elements(d.detail->'near') as n
        left join rest_ours as o on d.row_no is not null and o.line_no = (n->>'no')::int))
    from ${recordset("d", doubts, types)}`);
}

/** Sends blocks that are too large to assign to a person. */
async function doubtLarge(session: Session): Promise<void> {
  await session.query(sql`
    insert into doubts (row_no, line_no, detail)
    select case when m.side = 0 then m.no end, case when m.side = 1 then m.no end,
      jsonb_build_object('doubt', 'too_many', 'rows', m.rows, 'conversions', m.lines)
    from block_members as m where greatest(m.rows, m.lines) > ${SIDE_MAX}::int`);
}

/** Removes what was matched from the remaining rows and lines. */
async function forget(session: Session): Promise<void> {
  for (const [side, no] of [
    ["theirs", "row_no"],
    ["ours", "line_no"],
  ] as const) {
    const column = sql.identifier(no);
    const rest = sql.identifier(`rest_${side}`);
    await session.query(sql`
      delete from ${rest} as x using pairs as p where p.${column} = x.${column}`);
    await session.query(sql`
      delete from ${rest} as x using members as m where m.${column} = x.${column}`);
    await session.query(sql`
      delete from ${rest} as x using doubts as d where d.${column} = x.${column}`);
  }
}
