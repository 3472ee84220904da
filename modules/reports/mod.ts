/**
 * Reports: clicks, conversions and their money, counted by up to four dimensions from the blocks of
 * `rollups/`. Only reads.
 *
 *     const reports = new Reports({ db, clock, default_currency: "USD" });
 *     await reports.page({ request, role: null, signal });
 *
 * @module
 */
export { REPORTS_API } from "./report_api.ts";
export { Reports } from "./report_parts.ts";
export { reportRoutes } from "./routes.ts";
