/**
 * Durable background work in Postgres: jobs that are fired by the clock or
 * enqueued, and loops that every instance runs.
 *
 *     const scheduler = new Scheduler(deps, [{ name, description, every_ms, run }]);
 *
 * @module
 */
export { Loop } from "./loop.ts";
export type { LoopOptions } from "./loop.ts";
export { Scheduler } from "./scheduler.ts";
export type { JobDefinition } from "./scheduler.ts";
