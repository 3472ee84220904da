/**
 * Reconciliation: an advertiser's statement against our books, matched row by
 * row, with what differs in classes and what is proposed for each.
 *
 *     await matchStatement({ db, clock }, reconciliation_id, context);
 *
 * @module
 */
export { enqueueMatching, matchJobs } from "./match_tasks.ts";
export { matchingRoutes } from "./matching_routes.ts";
export type { MatchingRoutesDeps } from "./matching_routes.ts";
export { matchStatement } from "./matching/match_statement.ts";
export type { MatchContext, MatchDeps } from "./matching/match_statement.ts";
