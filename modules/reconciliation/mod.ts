/**
 * Reconciliation: compares an advertiser's statement with our books row by row,
 * classes the differences, proposes an action for each, and applies or undoes it.
 * Also imports: files with conversions to set or create. What else compares sales with ours uses its
 * reading (`readSalesFile`) and its matching (`matchSides`).
 *
 *     const reconciliation = createReconciliationParts(deps);
 *
 * @module
 */
export { RECONCILIATION_ROUTES_API } from "./api.ts";
export { enqueueMatching } from "./match_tasks.ts";
export { matchStatement } from "./matching/match_statement.ts";
export type { MatchContext, MatchDeps } from "./matching/match_statement.ts";
export { matchSides } from "./matching/match_sides.ts";
export { makeTables, orderKey } from "./matching/stage_sides.ts";
export { foldColumn } from "./reading/column_names.ts";
export { readDate } from "./reading/date_text.ts";
export { readMoney } from "./reading/money_text.ts";
export type { RawRow } from "./reading/raw_row.ts";
export { rowReader } from "./reading/sniff.ts";
export { readSalesFile } from "./reading/read_sales_file.ts";
export type { SalesFile, SalesRow } from "./reading/read_sales_file.ts";
export { readTable } from "./reading/read_table.ts";
export type { TableRow } from "./reading/read_table.ts";
export { withUpload } from "./reading/uploads.ts";
export type { Upload } from "./reading/uploads.ts";
export { Mapping } from "./statement_model.ts";
export { STATEMENT_BYTES_MAX } from "./reading/upload_spool.ts";
export { createReconciliationParts } from "./reconciliation_parts.ts";
export type { ReconciliationParts } from "./reconciliation_parts.ts";
export { reconciliationRoutes } from "./routes.ts";
export type { ReconciliationRoutesDeps } from "./routes.ts";
