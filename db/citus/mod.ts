/**
 * Citus beneath: whether the database is distributed over its workers, what then differs, and where
 * tables are placed.
 *
 *     if (isDistributed()) …
 *
 * @module
 */
export {
  detectDistribution,
  forgetDistribution,
  inCampaign,
  isDistributed,
  LAST_PLACED,
} from "./distribution.ts";
export {
  emptyLocally,
  keyTable,
  placedTables,
  placeNewTables,
  placeTable,
} from "./place_tables.ts";
export { takeSnapshotEverywhere } from "./one_moment.ts";
export { untilCommittedOnWorkers } from "./prepared_transactions.ts";
