/**
 * The database: one Drizzle schema shared by all modules (`schema/mod.ts`), the pool, batches of
 * rows, and migrations.
 *
 *     const db = openDatabase(address, { connections_max: 8 });
 *
 * @module
 */
export { arrayText, findRows, recordset, runPrepared } from "./statements.ts";
export { Snapshot } from "./changed_rows.ts";
export type { ChangedRow } from "./changed_rows.ts";
export { actAs, currentActor } from "./actor.ts";
export { recordChanges } from "./record_changes.ts";
export type { Actor } from "./actor.ts";
export { AUDIT_RESOURCES, AUDITED, NOT_AUDITED } from "./audited.ts";
export {
  closeDatabase,
  isConnectionFault,
  isRepeatable,
  isRowFault,
  openDatabase,
  postgresCode,
} from "./client.ts";
export type {
  Database,
  DatabaseAddress,
  Queryable,
  Transaction,
} from "./client.ts";
export { readTimestamp } from "./columns.ts";
export { batchStatement, insertRows, updateRows } from "./write_rows.ts";
export { withSession } from "./session.ts";
export type { Session } from "./session.ts";
export { APP_ROLE, migrateDatabase } from "./migrate.ts";
