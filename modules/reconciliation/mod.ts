/**
 * Reconciliation: an advertiser's statement against our books, matched row by
 * row, with what differs in classes, what is proposed for each, and what was done
 * about it; and imports, which say what conversions are to be.
 *
 *     const reconciliation = createReconciliationParts(deps);
 *
 * @module
 */
export { RECONCILIATION_ROUTES_API } from "./api.ts";
export { enqueueMatching } from "./match_tasks.ts";
export { matchStatement } from "./matching/match_statement.ts";
export type { MatchContext, MatchDeps } from "./matching/match_statement.ts";
export { STATEMENT_BYTES_MAX } from "./reading/upload_spool.ts";
export { createReconciliationParts } from "./reconciliation_parts.ts";
export type { ReconciliationParts } from "./reconciliation_parts.ts";
export { reconciliationRoutes } from "./routes.ts";
export type { ReconciliationRoutesDeps } from "./routes.ts";
