import { eq, sql } from "drizzle-orm";
import type { Database } from "../../../db/mod.ts";
import {
  advertisers,
  reconciliationItems,
  statements,
} from "../../../db/schema/mod.ts";
import { orNotFound } from "../../http/mod.ts";
import { isoTime, Problem } from "../../kernel/mod.ts";
import { latestBatches } from "../actions/list_actions.ts";
import { advertiserSees } from "../reading/read_reconciliations.ts";
import type { Reconciliation } from "../matching/reconciliation.ts";
import type { readTotals } from "../matching/totals.ts";

/** Stored totals of a matching. */
type Totals = Awaited<ReturnType<typeof readTotals>>;

/** The report of a reconciliation. */
export type Report = Awaited<ReturnType<typeof readReport>>;

/** Reads the totals of a matching, and the current state of its breaks and batches. */
export async function readReport(db: Database, row: Reconciliation) {
  const { totals, matched_at } = row;
  if (totals === null || matched_at === null) {
    const detail = "The reconciliation has not been matched yet";
    throw new Problem(409, "not_matched", detail);
  }
  const [about] = await db
    .select({ advertiser: advertisers.name, statement: statements })
    .from(statements)
    .innerJoin(advertisers, eq(advertisers.id, statements.advertiser_id))
    .where(eq(statements.id, row.statement_id));
  const { advertiser, statement } = orNotFound(about);
  const batches = await latestBatches(db, row.id);
  return {
    id: row.id,
    advertiser: { id: row.advertiser_id, name: advertiser },
    statement: {
      id: statement.id,
      file_name: statement.file_name,
      sha256: statement.sha256.toHex(),
      received_at: isoTime(statement.received_at),
      received_by: statement.received_by,
    },
    from: isoTime(row.from_at),
    to: isoTime(row.to_at),
    timezone: row.timezone,
    status: row.status,
    matched_at: isoTime(matched_at),
    frame: row.frame,
    frame_confirmed: row.frame_confirmed,
    tolerance: row.tolerance,
    advertiser_sees: advertiserSees(row),
    ...(totals as unknown as Totals),
    states: await readStates(db, row.id),
    batches,
  };
}

/** Counts breaks by class and current state. */
async function readStates(db: Database, reconciliation_id: string) {
  const rows = await db.execute<{
    class: string;
    state: string;
    count: number;
  }>(sql`
    select class, state, count(*)::int as count from ${reconciliationItems}
    where reconciliation_id = ${reconciliation_id}::uuid and class is not null
    group by 1, 2 order by 1, 2`);
  return rows.map((row) => ({ ...row }));
}
