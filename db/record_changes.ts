import { sql } from "drizzle-orm";
import { currentActor } from "./actor.ts";
import type { Queryable } from "./client.ts";
import { recordset } from "./statements.ts";

/** A change of a row that no trigger records. */
export interface RecordedChange {
  action: string;
  resource: string;
  resource_id: string;
  /** Ids of the campaign, the affiliate and the advertiser whose row it is. */
  row: Readonly<Record<string, unknown>>;
  before?: Readonly<Record<string, unknown>> | null;
  after?: Readonly<Record<string, unknown>> | null;
}

/**
 * Records changes of tables without triggers, in the transaction that makes them. Only those by an
 * actor: what the program does by itself has a history of its own.
 */
export async function recordChanges(
  db: Queryable,
  changes: readonly RecordedChange[],
): Promise<void> {
  if (currentActor() === undefined || changes.length === 0) return;
  const types = {
    action: "text",
    resource: "text",
    resource_id: "text",
    row: "jsonb",
    before: "jsonb",
    after: "jsonb",
  };
  const rows = changes.map((change) => ({ ...change, row: named(change.row) }));
  await db.execute(sql`
    select write_audit(action, resource, resource_id, "row", before, after)
    from ${recordset("c", rows, types)}`);
}

/** The ids that there are: rows of large tables have 0 for none. */
function named(row: RecordedChange["row"]): RecordedChange["row"] {
  return Object.fromEntries(Object.entries(row).filter(([, id]) => id !== 0));
}
