/**
 * Saved reports: what a user asks reports for, kept under a name, and sent by a schedule.
 *
 *     new Elysia().use(savedReportRoutes({ db, clock, reports, sessions, public_url, default_timezone }));
 *
 * @module
 */
export { SAVED_REPORTS_API } from "./saved_reports_api.ts";
export { savedReportJobs } from "./send_reports.ts";
export { savedReportRoutes } from "./routes.ts";
