import { sql } from "drizzle-orm";
import { withSession } from "../../../db/mod.ts";
import type { Session } from "../../../db/mod.ts";
import {
  reconciliationItems,
  reconciliationLines,
  reconciliations,
  statementRows,
} from "../../../db/schema/mod.ts";
import { invalid } from "../../http/mod.ts";
import { isoTime, isUuid, Problem } from "../../kernel/mod.ts";
import { checkComplete } from "./check_complete.ts";
import { countOutcome } from "./count_outcome.ts";
import { classify } from "./classify.ts";
import { frameOf } from "./find_frame.ts";
import {
  SPLIT_BY_HAND,
  MATCHED_BY_HAND,
  HAND_TIER,
  saveDecisions,
  restoreDecisions,
} from "./hand_decisions.ts";
import type { MatchDeps } from "./match_statement.ts";
import { stageUnread } from "./match_unread.ts";
import { restoreCorrections } from "./net_corrections.ts";
import { readReconciliation } from "./reconciliation.ts";
import type { Reconciliation } from "./reconciliation.ts";
import { readRowFacts } from "./row_facts.ts";
import { IS_READABLE } from "./readable.ts";
import { makeTables, stageOurs, stageTheirs } from "./stage_sides.ts";
import type { Restriction } from "./stage_sides.ts";
import { copyOneLine } from "./copy_lines.ts";
import { readTotals } from "./totals.ts";

/**
 * A decision by hand: this row is that conversion, or, with null, not the one it
 * was matched with.
 */
export interface HandMatch {
  row_no: number;
  conversion_id: string | null;
  changed_by: string;
}

/**
 * Matches a row and a conversion by hand, or splits a match. Only the items
 * involved are classed again; a side that loses its partner stands alone.
 */
export async function matchByHand(
  deps: MatchDeps,
  reconciliation_id: string,
  input: HandMatch,
): Promise<void> {
  const reconciliation = await readReconciliation(deps.db, reconciliation_id);
  const found = frameOf(reconciliation);
  await withSession(deps.db, async (session) => {
    const facts = await readRowFacts(session, reconciliation_id);
    await session.transaction(async () => {
      await hold(session, reconciliation);
      const only = await touchedBy(session, reconciliation, input);
      await makeTables(session);
      await saveDecisions(session, reconciliation, only);
      await stageOurs(session, reconciliation, found, facts, only);
      await stageTheirs(session, reconciliation, found, facts, only);
      await restoreCorrections(session, reconciliation, only);
      await stageUnread(session, reconciliation, found, facts);
      await session.query(sql`
        delete from ${reconciliationItems} where reconciliation_id = ${reconciliation_id}::uuid
          and ${among(only)}`);
      if (input.conversion_id !== null) await pair(session, input);
      await classify(session, reconciliation, only);
      await restoreDecisions(session, reconciliation);
      await sign(session, deps, reconciliation, input, only);
      const outcome = await countOutcome(session, reconciliation, found, facts);
      checkComplete(outcome);
      const totals = await readTotals(session, reconciliation, facts, outcome);
      await session.query(sql`
        update ${reconciliations} set totals = ${JSON.stringify(totals)}::jsonb
        where id = ${reconciliation_id}::uuid`);
    });
  });
}

/** Locks the reconciliation, which must be in review. */
async function hold(session: Session, { id }: Reconciliation): Promise<void> {
  const [row] = await session.query<{ status: string }>(sql`
    select status from ${reconciliations} where id = ${id}::uuid for update`);
  if (row?.status === "review") return;
  const detail = `Rows can only be matched by hand in review; the reconciliation is ${row?.status}`;
  throw new Problem(409, "in_flight", detail);
}

/**
 * Returns the rows and conversions that the decision affects: the two themselves,
 * their partners, and whole groups.
 */
async function touchedBy(
  session: Session,
  reconciliation: Reconciliation,
  { row_no, conversion_id }: HandMatch,
): Promise<Restriction> {
  const id = sql`${reconciliation.id}::uuid`;
  const [row] = await session.query<{ is_readable: boolean }>(sql`
    select ${IS_READABLE} as is_readable from ${statementRows} as s
    where s.reconciliation_id = ${id} and s.row_no = ${row_no}::int`);
  if (row === undefined)
    throw invalid("row_no", "is not a row of this statement");
  if (!row.is_readable)
    throw invalid("row_no", "names a row that could not be read");
  const [correction] = await session.query<{ corrects: string }>(sql`
    select detail->>'corrects' as corrects from ${reconciliationItems}
    where reconciliation_id = ${id} and row_no = ${row_no}::int and rule = 'correction'`);
  if (correction !== undefined) {
    const leader = correction.corrects.slice(1);
    throw invalid("row_no", `corrects row ${leader}: give that one`);
  }
  if (conversion_id !== null) {
    if (!isUuid(conversion_id))
      throw invalid("conversion_id", "must be a UUID");
    await copyOneLine(session, reconciliation, conversion_id);
    const [line] = await session.query(sql`
      select 1 from ${reconciliationLines}
      where reconciliation_id = ${id} and conversion_id = ${conversion_id}::uuid`);
    if (line === undefined) {
      throw invalid("conversion_id", "is not a conversion of this advertiser");
    }
  }
  const named = sql`(row_no = ${row_no}::int or conversion_id = ${conversion_id}::uuid)`;
  const items = await session.query<{
    row_no: number | null;
    conversion_id: string | null;
  }>(sql`
    select row_no, conversion_id from ${reconciliationItems}
    where reconciliation_id = ${id} and (${named} or group_no in (
      select group_no from ${reconciliationItems}
      where reconciliation_id = ${id} and group_no is not null and ${named}))`);
  const nos = items.flatMap((item) => item.row_no ?? []);
  const parts = await session.query<{ row_no: number }>(sql`
    select row_no from ${reconciliationItems}
    where reconciliation_id = ${id} and rule = 'correction'
      and detail->>'corrects' = any(${`{${[row_no, ...nos].map((no) => `r${no}`).join()}}`}::text[])`);
  const ids = items.flatMap((item) => item.conversion_id ?? []);
  const own = conversion_id === null ? [] : [conversion_id];
  return {
    row_nos: [
      ...new Set([row_no, ...nos, ...parts.map((part) => part.row_no)]),
    ],
    conversion_ids: [...new Set([...own, ...ids])],
  };
}

async function pair(
  session: Session,
  { row_no, conversion_id }: HandMatch,
): Promise<void> {
  await session.query(sql`
    insert into pairs (row_no, line_no, tier, rule, score)
    select ${row_no}::int, o.line_no, ${HAND_TIER}::int, ${MATCHED_BY_HAND}::text, 100
    from ours as o where o.conversion_id = ${conversion_id}::uuid`);
}

/**
 * Records who decided and when. Items that were split are marked, so that matching
 * leaves them apart.
 */
async function sign(
  session: Session,
  { clock }: MatchDeps,
  { id }: Reconciliation,
  { row_no, conversion_id, changed_by }: HandMatch,
  only: Restriction,
): Promise<void> {
  const now = sql`${isoTime(clock.nowMs())}::timestamptz`;
  const apart =
    conversion_id === null
      ? sql`, tier = ${HAND_TIER}::int, rule = ${SPLIT_BY_HAND}::text`
      : sql``;
  const which =
    conversion_id === null ? among(only) : sql`row_no = ${row_no}::int`;
  await session.query(sql`
    update ${reconciliationItems} set changed_at = ${now}, changed_by = ${changed_by}::text ${apart}
    where reconciliation_id = ${id}::uuid and ${which}`);
}

function among({ row_nos, conversion_ids }: Restriction) {
  return sql`(row_no = any(${`{${row_nos.join()}}`}::int[])
    or conversion_id = any(${`{${conversion_ids.join()}}`}::uuid[]))`;
}
