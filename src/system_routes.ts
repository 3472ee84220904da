import { Elysia } from "elysia";
import type { Database } from "../db/mod.ts";
import { guard } from "../modules/access/mod.ts";
import type { GuardDeps } from "../modules/access/mod.ts";
import type { Scheduler } from "../modules/scheduler/mod.ts";
import { metricsText, readReadiness } from "./readiness.ts";
import type { TrackerState } from "./readiness.ts";
import { VERSION } from "./version.ts";

/** What the system's own routes need. */
export interface SystemDeps extends GuardDeps {
  db: Database;
  scheduler: Scheduler;
  state: TrackerState;
}

/** `healthz`, `readyz`, `metrics`, and the scheduler's jobs. */
export function systemRoutes(deps: SystemDeps) {
  return new Elysia({ name: "system" })
    .get("/healthz", () => ({ alive: true, version: VERSION }))
    .get("/readyz", async ({ set }) => {
      const readiness = await readReadiness(deps.db, deps.state);
      if (!readiness.ready) set.status = 503;
      return readiness;
    })
    .get("/metrics", ({ set }) => {
      set.headers["content-type"] = "text/plain; version=0.0.4; charset=utf-8";
      return metricsText(deps.state);
    })
    .use(jobRoutes(deps));
}

function jobRoutes(deps: SystemDeps) {
  return new Elysia({ name: "jobs", prefix: "/api/v1" })
    .use(guard(deps, ["admin", "manager"]))
    .get("/jobs", async () => ({
      data: await deps.scheduler.list(),
      next_cursor: null,
    }))
    .post("/jobs/:name/run", async ({ params, set }) => {
      await deps.scheduler.enqueue(deps.db, { name: params.name });
      set.status = 202;
      return { name: params.name, state: "due" };
    });
}
