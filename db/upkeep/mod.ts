/**
 * Upkeep of a whole database: its schema in an earlier state, how far a restore is, and tables
 * that are held while a backup reads them.
 *
 *     await makeSchemaOf(tx, manifest.migration_ms);
 *
 * @module
 */
export { holdTables, mayDropTables } from "../backup_lock.ts";
export { ensureRole, MIGRATION_LOCK } from "../migrate.ts";
export {
  doneMigrations,
  knownMigrations,
  makeSchemaOf,
} from "../migration_files.ts";
export {
  checkRestoredDatabase,
  readRestoreState,
  writeRestoreState,
} from "../restore_state.ts";
export { distributeDatabase } from "./distribute.ts";
export type { DistributedTable } from "./distribute.ts";
