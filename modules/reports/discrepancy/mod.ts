/**
 * Explains why an affiliate's own tool shows other figures than we do.
 *
 *     const discrepancies = new Discrepancies({ db, clock });
 *     await discrepancies.explain({ affiliate_id, days, timezones, whose, signal });
 *
 * @module
 */
export { Discrepancies } from "./discrepancies.ts";
export { DISCREPANCY_API } from "./discrepancy_api.ts";
export { discrepancyRoutes } from "./discrepancy_routes.ts";
export type { DiscrepancyRoutesDeps } from "./discrepancy_routes.ts";
export { explainAll } from "./explain_all.ts";
export type { DayDifference, Moments, TheirDay } from "./model.ts";
