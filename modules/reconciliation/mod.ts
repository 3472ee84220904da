/**
 * Reconciliation: what an advertiser says in a statement, held against what we
 * have on record.
 *
 *     const reconciliation = createReconciliationParts(deps);
 *
 * @module
 */
export { STATEMENT_BYTES_MAX } from "./reading/upload_spool.ts";
export { createReconciliationParts } from "./reconciliation_parts.ts";
export type { ReconciliationParts } from "./reconciliation_parts.ts";
export { statementRoutes } from "./statement_routes.ts";
export type { StatementRoutesDeps } from "./statement_routes.ts";
