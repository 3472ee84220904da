/**
 * Reconciliation: what an advertiser says in a statement, held against our books
 * row by row, with what differs in classes and what is proposed for each.
 *
 *     const reconciliation = createReconciliationParts(deps);
 *
 * @module
 */
export { enqueueMatching } from "./match_tasks.ts";
export { matchingRoutes } from "./matching_routes.ts";
export type { MatchingRoutesDeps } from "./matching_routes.ts";
export { matchStatement } from "./matching/match_statement.ts";
export type { MatchContext, MatchDeps } from "./matching/match_statement.ts";
export { STATEMENT_BYTES_MAX } from "./reading/upload_spool.ts";
export { createReconciliationParts } from "./reconciliation_parts.ts";
export type { ReconciliationParts } from "./reconciliation_parts.ts";
export { statementRoutes } from "./statement_routes.ts";
export type { StatementRoutesDeps } from "./statement_routes.ts";
