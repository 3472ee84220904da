/**
 * The bells: a job that looks for what is wrong (silent sources, rising refusals, used caps,
 * missing statements), and incidents, each told once at its start and once when it is over.
 *
 *     const jobs = bellJobs({ db, clock, configuration, caps });
 *
 * @module
 */
export { BELLS_API } from "./bells_api.ts";
export { bellJobs } from "./ring_bells.ts";
export { bellRoutes } from "./routes.ts";
