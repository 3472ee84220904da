/**
 * Shadow mode: while a network moves, senders call its old tracker and this one. The old tracker's
 * exports are compared with what was booked here, sale by sale: what agrees, and why the rest doesn't.
 *
 *     const routes = shadowRoutes(deps);
 *
 * @module
 */
export { shadowRoutes } from "./routes.ts";
export { SHADOW_API } from "./shadow_api.ts";
export { shadowJobs } from "./shadow_jobs.ts";
