import { checkWholeList, readList } from "../modules/http/mod.ts";
import { Elysia } from "elysia";
import { guard } from "../modules/access/mod.ts";
import type { GuardDeps } from "../modules/access/mod.ts";
import { listTasks, readTask } from "../modules/scheduler/mod.ts";
import type { Scheduler, TaskDeps } from "../modules/scheduler/mod.ts";

export interface TaskRoutesDeps extends GuardDeps, TaskDeps {
  scheduler: Scheduler;
}

/** The scheduler's jobs, and `tasks`: long work, and work that failed permanently. */
export function taskRoutes(deps: TaskRoutesDeps) {
  const { scheduler } = deps;
  return new Elysia({ name: "jobs", prefix: "/api/v1" })
    .use(guard(deps, ["admin", "manager"]))
    .get("/jobs", async ({ query }) => {
      checkWholeList(query);
      return { data: await scheduler.list(), next_cursor: null };
    })
    .post("/jobs/:name/run", async ({ params, set }) => {
      const { id } = await scheduler.runNow(params.name);
      set.status = 202;
      return { id, name: params.name, state: "due" };
    })
    .get("/tasks", ({ query }) => listTasks(deps, readList(query)))
    .get("/tasks/:id", ({ params }) => readTask(deps, params.id))
    .post("/tasks/:id/cancel", ({ params }) => scheduler.cancel(params.id))
    .post("/tasks/:id/resume", ({ params }) => scheduler.resume(params.id));
}
