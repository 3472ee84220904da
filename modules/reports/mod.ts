/**
 * Reports: clicks, conversions and their money, counted by up to four dimensions from the blocks of
 * `rollups/`. Only reads.
 *
 *     const reports = new Reports({
 *       db, clock, thread: new ReportThread(), default_currency: "USD", default_timezone: "UTC", directory,
 *     });
 *     await reports.page({ request, role: null, whose, signal });
 *
 * @module
 */
export { LIVE_API } from "./live/live_api.ts";
export { Live } from "./live/live_parts.ts";
export { liveRoutes } from "./live/live_routes.ts";
export type { SeenRows } from "./live/row_feed.ts";
export { REPORTS_API } from "./report_api.ts";
export { Reports } from "./report_parts.ts";
export { ReportThread } from "./report_thread.ts";
export { reportRoutes } from "./routes.ts";
export { readSavedQuery } from "./saved_query.ts";
