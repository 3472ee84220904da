import { and, eq, sql } from "drizzle-orm";
import { withSession } from "../../../db/mod.ts";
import type { Database, Session } from "../../../db/mod.ts";
import {
  reconciliationItems,
  reconciliations,
} from "../../../db/schema/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import type { JobContext } from "../../scheduler/mod.ts";
import { findPrevious } from "./changes.ts";
import { checkComplete } from "./check_complete.ts";
import { classify } from "./classify.ts";
import { readComparableIds } from "./comparable_ids.ts";
import { findFrame } from "./find_frame.ts";
import type { FoundFrame } from "./find_frame.ts";
import {
  saveDecisions,
  restoreDecisions,
  stageDecisions,
} from "./hand_decisions.ts";
import { countOutcome } from "./count_outcome.ts";
import { closeTiming } from "./close_timing.ts";
import { matchBlocks } from "./match_blocks.ts";
import { matchByIds, matchInBulk } from "./match_ids.ts";
import { matchUnread, stageUnread } from "./match_unread.ts";
import { netCorrections } from "./net_corrections.ts";
import { readReconciliation } from "./reconciliation.ts";
import type { Reconciliation } from "./reconciliation.ts";
import { readRowFacts, hasOnlyDays } from "./row_facts.ts";
import type { RowFacts } from "./row_facts.ts";
import {
  makeTables,
  stageOurs,
  stageRest,
  stageRestOurs,
  stageTheirs,
} from "./stage_sides.ts";
import { copyLines, copyNamedLines } from "./copy_lines.ts";
import { limitTolerance } from "./tolerated.ts";
import { readTotals } from "./totals.ts";

/** Dependencies of matching. */
export interface MatchDeps {
  db: Database;
  clock: Clock;
}

/** The number of breaks, unless another run or a person was first. */
export type MatchOutcome = { breaks: number } | { superseded: true };

/** The part of its job that a matching run uses. */
export type MatchContext = Pick<JobContext, "signal" | "progress">;

/**
 * Matches a statement with our books: takes our conversions, finds the statement's
 * frame, matches tier by tier, and writes the items in one transaction. A run can
 * be stopped between steps and started again at any time; decisions made by hand
 * are kept. A run that comes late leaves everything as it is: a tracker that was
 * frozen or killed after another one matched, or before a frame was set, must not
 * write over what was decided since.
 */
export async function matchStatement(
  deps: MatchDeps,
  reconciliation_id: string,
  context: MatchContext,
): Promise<MatchOutcome> {
  const { db } = deps;
  const stored = await readReconciliation(db, reconciliation_id);
  if (stored.status !== "matching") return { superseded: true };
  const previous_id = stored.previous_id ?? (await findPrevious(db, stored));
  const reconciliation = { ...stored, previous_id };
  return await withSession(db, async (session) => {
    const steps = stepsOf(context);
    await steps.next("taking our side");
    await copyLines(session, reconciliation);
    await steps.next("finding the frame");
    const facts = await readRowFacts(session, reconciliation_id);
    const found = await findFrame(session, reconciliation, facts);
    await makeTables(session);
    await saveDecisions(session, reconciliation);
    await steps.next("staging both sides");
    await stageOurs(session, reconciliation, found, facts);
    await stageTheirs(session, reconciliation, found, facts);
    await stageUnread(session, reconciliation, found, facts);
    await netCorrections(session);
    await stageDecisions(session);
    await matchTiers(session, reconciliation, { found, facts, steps, context });
    await steps.next("writing the outcome");
    return await session.transaction(async () => {
      if (!(await isStillAsked(session, stored))) return { superseded: true };
      await session.query(sql`
        delete from ${reconciliationItems} where reconciliation_id = ${reconciliation_id}::uuid`);
      await classify(session, reconciliation);
      await session.query(sql`analyze ${reconciliationItems}`);
      await limitTolerance(session, reconciliation);
      await restoreDecisions(session, reconciliation);
      await closeTiming(session, deps.clock, reconciliation);
      await steps.next("checking that nothing is left");
      return await finish(session, deps, reconciliation, found, facts);
    });
  });
}

/** Locks a statement; whether it is still to be matched as it was when the run began. */
async function isStillAsked(
  session: Session,
  { id, frame, frame_confirmed, mapping_version }: Reconciliation,
): Promise<boolean> {
  const [row] = await session.query<{ is_asked: boolean }>(sql`
    select status = 'matching' and mapping_version = ${mapping_version}
      and frame_confirmed = ${frame_confirmed}
      and frame is not distinct from ${frame === null ? null : JSON.stringify(frame)}::jsonb as is_asked
    from ${reconciliations} where id = ${id}::uuid for update`);
  return row?.is_asked === true;
}

async function matchTiers(
  session: Session,
  reconciliation: Reconciliation,
  run: {
    found: FoundFrame;
    facts: RowFacts;
    steps: Steps;
    context: MatchContext;
  },
): Promise<void> {
  const { found, facts, steps, context } = run;
  await steps.next("matching by id");
  await matchInBulk(session, facts);
  await stageRest(session);
  if ((await copyNamedLines(session, reconciliation, facts)) > 0) {
    await stageOurs(session, reconciliation, found, facts);
    await stageRestOurs(session);
  }
  await steps.next("matching by lesser ids");
  await matchByIds(session, facts);
  await matchUnread(session, facts);
  await steps.next("matching by amount and time");
  await matchBlocks(session, {
    days_only: hasOnlyDays(facts),
    comparable_ids: await readComparableIds(session, facts),
    signal: context.signal,
  });
}

/**
 * Checks that the matching is complete, saves the totals, and sets the status to
 * review.
 */
async function finish(
  session: Session,
  { clock }: MatchDeps,
  reconciliation: Reconciliation,
  found: FoundFrame,
  facts: RowFacts,
): Promise<{ breaks: number }> {
  const outcome = await countOutcome(session, reconciliation, found, facts);
  checkComplete(outcome);
  const totals = await readTotals(session, reconciliation, facts, outcome);
  const { id, previous_id } = reconciliation;
  await session.query(sql`
    update ${reconciliations} set status = 'review', problem = null,
      frame = ${JSON.stringify(found.frame)}::jsonb, totals = ${JSON.stringify(totals)}::jsonb,
      previous_id = ${previous_id}::uuid, matched_at = ${new Date(clock.nowMs()).toISOString()}::timestamptz
    where id = ${id}::uuid`);
  const breaks = totals.breaks.reduce((sum, { count }) => sum + count, 0);
  return { breaks };
}

/** Marks a reconciliation as failed for good, with the reason. */
export async function failMatching(
  { db }: MatchDeps,
  reconciliation_id: string,
  problem: string,
): Promise<void> {
  await db
    .update(reconciliations)
    .set({ status: "failed", problem })
    .where(
      and(
        eq(reconciliations.id, reconciliation_id),
        eq(reconciliations.status, "matching"),
      ),
    );
}

/**
 * Makes a statement whose matching had failed wait for its next run, as a task that is resumed after its
 * cause was mended has to. One that failed before it could be matched is left.
 */
export async function retryMatching(
  { db }: MatchDeps,
  reconciliation_id: string,
): Promise<void> {
  await db
    .update(reconciliations)
    .set({ status: "matching", problem: null })
    .where(
      and(
        eq(reconciliations.id, reconciliation_id),
        eq(reconciliations.status, "failed"),
        sql`${reconciliations.reading} ->> 'rows' is distinct from '0'`,
      ),
    );
}

interface Steps {
  /** Reports progress; throws if the run was aborted. */
  next(name: string): Promise<void>;
}

/** Percent of the run time that has passed when each step begins. */
const SHARES: Readonly<Record<string, number>> = {
  "taking our side": 0,
  "finding the frame": 20,
  "staging both sides": 28,
  "matching by id": 45,
  "matching by lesser ids": 55,
  "matching by amount and time": 60,
  "writing the outcome": 62,
  "checking that nothing is left": 94,
};

function stepsOf({ signal, progress }: MatchContext): Steps {
  return {
    async next(name) {
      signal.throwIfAborted();
      await progress({
        done: SHARES[name] ?? 0,
        total: 100,
        cursor: { step: name },
      });
      signal.throwIfAborted();
    },
  };
}
