import { sql } from "drizzle-orm";
import type { Session } from "../../../db/mod.ts";
import type { StatementFrame } from "../../../db/schema/mod.ts";
import { isoTime, Problem } from "../../kernel/mod.ts";
import {
  chooseByAmounts,
  chooseByDays,
  chooseByPairs,
} from "./choose_frame.ts";
import type { Choice, Votes } from "./choose_frame.ts";
import {
  amountVotes,
  BASES,
  currencyVotes,
  dayVotes,
  moneyVotes,
  offsetVotes,
  pairSample,
  probeVotes,
  trustVotes,
} from "./frame_evidence.ts";
import type { Basis } from "./frame_evidence.ts";
import type { Reconciliation } from "./reconciliation.ts";
import { moneyColumn, hasOnlyDays } from "./row_facts.ts";
import type { RowFacts } from "./row_facts.ts";

/** With fewer pairs than this, the frame is found by amounts instead. */
const PAIRS_MIN = 8;

/** A frame, and whether the statement uses our ids for affiliates and campaigns. */
export interface FoundFrame {
  frame: StatementFrame;
  trusts_affiliates: boolean;
  trusts_campaigns: boolean;
}

/**
 * Finds the time offset, money scale and currency of a statement: from pairs with a
 * common id, or else from where amounts fall in time. A confirmed frame is kept.
 */
export async function findFrame(
  session: Session,
  reconciliation: Reconciliation,
  facts: RowFacts,
): Promise<FoundFrame> {
  const { id } = reconciliation;
  const by_id = await pairSample(session, id, facts);
  const pairs = by_id.order_id + by_id.click_id + by_id.conversion_id;
  const trust = await trustVotes(session);
  const trusted = trustOf(trust);
  if (reconciliation.frame !== null && reconciliation.frame_confirmed) {
    return { frame: reconciliation.frame, ...trusted };
  }
  const has_pairs = pairs >= PAIRS_MIN;
  const columns = columnsOf(facts);
  const money_votes = has_pairs
    ? await moneyVotes(session, columns)
    : await amountVotes(session, id, columns);
  const money = chooseMoney(money_votes, facts);
  const [basis, divisor] = readMoney(money.value);
  const offset = await findOffset(session, reconciliation, facts, {
    has_pairs,
    basis,
    divisor,
  });
  const currencies = await currencyVotes(session, id);
  const said = reconciliation.mapping?.currency ?? null;
  const all_say = facts.currency === facts.rows;
  const currency = all_say ? null : (said ?? currencies[0]?.value ?? null);
  const clear = {
    offset: offset.is_clear,
    money: money.is_clear,
    currency: all_say || said !== null || currencies.length <= 1,
  };
  const frame = {
    offset_minutes: offset.value,
    money_divisor: divisor,
    basis,
    currency,
    is_clear: clear.offset && clear.money && clear.currency,
    evidence: {
      clear,
      pairs: by_id,
      money_column: columns[basis],
      money: money_votes.toSorted((a, b) => b.count - a.count).slice(0, 6),
      offsets: offset.votes,
      offset_expected: offset.expected,
      days_only: hasOnlyDays(facts),
      currencies: currencies.slice(0, 5),
      doubled_rows: facts.doubled,
      ...trust,
    },
  };
  return { frame, ...trusted };
}

/** The statement's ids count as ours if most of those compared agree. */
function trustOf(trust: Partial<Record<keyof Trust, unknown>>) {
  const of = (name: keyof Trust) => Number(trust[name] ?? 0);
  return {
    trusts_affiliates: of("affiliates_agree") * 2 > of("affiliates"),
    trusts_campaigns: of("campaigns_agree") * 2 > of("campaigns"),
  };
}

type Trust = Awaited<ReturnType<typeof trustVotes>>;

/** Returns the frame that a reconciliation was matched in. */
export function frameOf({ frame }: Reconciliation): FoundFrame {
  if (frame === null) {
    const detail =
      "The reconciliation has no frame: it has not been matched yet";
    throw new Problem(409, "in_flight", detail);
  }
  return { frame, ...trustOf(frame.evidence) };
}

async function findOffset(
  session: Session,
  reconciliation: Reconciliation,
  facts: RowFacts,
  found: { has_pairs: boolean; basis: Basis; divisor: number },
): Promise<Choice<number> & { votes: Votes<number>[]; expected: number }> {
  const expected = await expectedOffset(session, reconciliation);
  const unzoned = facts.times - facts.zoned;
  if (unzoned === 0) {
    return { value: 0, is_clear: true, votes: [], expected };
  }
  const days_only = hasOnlyDays(facts);
  if (!found.has_pairs) {
    const votes = await probeVotes(session, reconciliation.id, {
      ...found,
      column: moneyColumn(facts, found.basis),
      days_only,
    });
    const sample = Math.min(facts.rows, 400);
    return {
      ...chooseByAmounts({ sample, votes }, expected),
      votes: votes.slice(0, 6),
      expected,
    };
  }
  const votes = days_only
    ? await dayVotes(session)
    : await offsetVotes(session);
  const [counted] = await session.query<{ count: number }>(sql`
    select count(*)::int as count from frame_pairs
    where not has_zone and written_at is not null`);
  const evidence = { sample: counted?.count ?? 0, votes };
  const choice = days_only
    ? chooseByDays(evidence, expected)
    : chooseByPairs(evidence, expected, (value) => Math.abs(value - expected));
  return { ...choice, votes: votes.slice(0, 6), expected };
}

/** Offset of the statement's declared time zone at the start of its window. */
async function expectedOffset(
  session: Session,
  { timezone, from_at }: Reconciliation,
): Promise<number> {
  const at = sql`${isoTime(from_at)}::timestamptz`;
  const [row] = await session.query<{ minutes: number }>(sql`
    select (extract(epoch from (${at} at time zone ${timezone}::text)
      - (${at} at time zone 'UTC')) / 60)::int as minutes`);
  return row?.minutes ?? 0;
}

/**
 * Prefers the basis that the statement's column is named for, unless another one
 * agrees more than twice as often.
 */
function chooseMoney(
  votes: readonly (Votes<string> & { sample: number })[],
  facts: RowFacts,
): Choice<string> {
  const named = BASES.find((basis) => facts[basis] > 0);
  // A statement without money has no scale to find.
  if (named === undefined) return { value: "revenue/1", is_clear: true };
  const own = votes.filter(({ value }) => value.startsWith(named));
  const best = Math.max(0, ...votes.map(({ count }) => count));
  const own_best = Math.max(0, ...own.map(({ count }) => count));
  const candidates = own_best * 2 >= best ? own : votes;
  const sample = Math.max(0, ...candidates.map((vote) => vote.sample));
  const order = (value: string) => {
    const [basis, divisor] = readMoney(value);
    return BASES.indexOf(basis) * 2 + (divisor === 1 ? 0 : 1);
  };
  const wanted = candidates.filter(({ count }) => count > 0);
  return chooseByPairs({ sample, votes: wanted }, `${named}/1`, order);
}

function readMoney(value: string): [Basis, number] {
  const [name, divisor] = value.split("/");
  const basis = BASES.find((known) => known === name) ?? "revenue";
  return [basis, divisor === "100" ? 100 : 1];
}

function columnsOf(facts: RowFacts): Record<Basis, Basis> {
  return {
    revenue: moneyColumn(facts, "revenue"),
    amount: moneyColumn(facts, "amount"),
    payout: moneyColumn(facts, "payout"),
  };
}
