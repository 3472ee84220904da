import { sql } from "drizzle-orm";
import type { Session } from "../../../db/mod.ts";
import { readComparableIds } from "./comparable_ids.ts";
import { matchBlocks } from "./match_blocks.ts";
import { matchByIds, matchInBulk } from "./match_ids.ts";
import type { RowFacts } from "./row_facts.ts";
import { stageRest } from "./stage_sides.ts";

/** How staged sides are matched; `days_only`: theirs have dates without times. */
export interface MatchSidesOptions {
  days_only: boolean;
  signal: AbortSignal;
}

/**
 * Matches the rows of `theirs` with those of `ours`, one to one, into `pairs`: by ids, by ids with
 * amount or day, by amount and time. What adds up in parts has its other parts in `members`, and what
 * can't be told apart is in `doubts`. The caller has staged both sides in the tables of `makeTables`.
 */
export async function matchSides(
  session: Session,
  { days_only, signal }: MatchSidesOptions,
): Promise<void> {
  const facts = await readSideFacts(session);
  await matchInBulk(session, facts);
  await stageRest(session);
  signal.throwIfAborted();
  await matchByIds(session, facts);
  signal.throwIfAborted();
  const comparable_ids = await readComparableIds(session, facts);
  await matchBlocks(session, { days_only, comparable_ids, signal });
}

/** Counts which fields the staged rows have; all of them are readable. */
async function readSideFacts(session: Session): Promise<RowFacts> {
  const [facts] = await session.query<RowFacts>(sql`
    select count(*)::int as rows, count(conversion_id)::int as conversion_id,
      count(order_key)::int as order_id, count(click_id)::int as click_id,
      count(customer)::int as customer_id, count(goal_key)::int as goal,
      count(affiliate_id)::int as affiliate, count(campaign_id)::int as campaign,
      count(money)::int as revenue, 0 as amount, 0 as payout, count(currency)::int as currency,
      count(at)::int as times, 0 as problem, count(at)::int as zoned, count(at)::int as timed,
      0 as doubled, 0 as unread
    from theirs`);
  if (facts === undefined) throw new Error("A count gave no row");
  return facts;
}
