/**
 * Durable background work in Postgres: jobs that are fired by the clock or enqueued,
 * long tasks with progress, and loops that every instance runs.
 *
 *     const scheduler = new Scheduler(deps, [{ name, description, every_ms, run }]);
 *
 * @module
 */
export type { JobContext, JobDefinition, Progress } from "./job_definition.ts";
export { Loop } from "./loop.ts";
export type { LoopOptions } from "./loop.ts";
export { Scheduler } from "./scheduler.ts";
export { deleteOldTasks, listTasks, readTask } from "./task.ts";
export type { Task, TaskDeps } from "./task.ts";
