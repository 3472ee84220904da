/**
 * Durable background work in Postgres: jobs that are fired by the clock or enqueued,
 * long tasks with progress, and loops that every instance runs.
 *
 *     const scheduler = new Scheduler(deps, [{ name, description, every_ms, run }]);
 *
 * @module
 */
export { isFinding, isFindingText, isMadeText } from "./audit_finding.ts";
export { recordAudit, runAudit } from "./audit_run.ts";
export { FailedForGoodError } from "./job_definition.ts";
export type { JobContext, JobDefinition, Progress } from "./job_definition.ts";
export { idle, Loop } from "./loop.ts";
export type { LoopDefinition } from "./loop.ts";
export { Scheduler } from "./scheduler.ts";
export {
  JOB_LIST,
  JOB_ROWS,
  listTasks,
  readTask,
  TASK_LIST,
  taskJobs,
} from "./task.ts";
export type { Task, TaskDeps } from "./task.ts";
