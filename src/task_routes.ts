import { pageOfRows, readList } from "../modules/http/mod.ts";
import { Elysia } from "elysia";
import { guard } from "../modules/access/mod.ts";
import type { GuardDeps } from "../modules/access/mod.ts";
import {
  JOB_LIST,
  JOB_ROWS,
  listTasks,
  readTask,
  TASK_LIST,
} from "../modules/scheduler/mod.ts";
import type { Scheduler, TaskDeps } from "../modules/scheduler/mod.ts";

export interface TaskRoutesDeps extends GuardDeps, TaskDeps {
  scheduler: Scheduler;
}

/** The scheduler's jobs, and `tasks`: long work, and work that failed permanently. */
export function taskRoutes(deps: TaskRoutesDeps) {
  const { scheduler } = deps;
  return new Elysia({ name: "jobs", prefix: "/api/v1" })
    .use(guard(deps, ["admin", "manager"]))
    .get("/jobs", async ({ query, principal }) => {
      const list = readList(query, JOB_LIST, principal);
      return pageOfRows(JOB_ROWS, await scheduler.list(), list);
    })
    .post("/jobs/:name/run", async ({ params, set }) => {
      const { id } = await scheduler.runNow(params.name);
      set.status = 202;
      return { id, name: params.name, state: "due" };
    })
    .get("/tasks", ({ query, principal }) =>
      listTasks(deps, readList(query, TASK_LIST, principal)),
    )
    .get("/tasks/:id", ({ params }) => readTask(deps, params.id))
    .post("/tasks/:id/cancel", ({ params }) => scheduler.cancel(params.id))
    .post("/tasks/:id/resume", ({ params }) => scheduler.resume(params.id));
}
