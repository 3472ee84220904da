import { sql } from "drizzle-orm";
import { Elysia } from "elysia";
import type { Database } from "../db/mod.ts";
import { guard } from "../modules/access/mod.ts";
import type { GuardDeps } from "../modules/access/mod.ts";
import type { Scheduler } from "../modules/scheduler/mod.ts";
import { VERSION } from "./version.ts";

const READY_TIMEOUT_MS = 2_000;

/** What the system's own routes need. */
export interface SystemDeps extends GuardDeps {
  db: Database;
  scheduler: Scheduler;
}

/** `healthz`, `readyz`, and the scheduler's jobs. */
export function systemRoutes(deps: SystemDeps) {
  return new Elysia({ name: "system" })
    .get("/healthz", () => ({ alive: true, version: VERSION }))
    .get("/readyz", async ({ set }) => {
      const database = (await isReachable(deps.db)) ? "ok" : "unreachable";
      const is_ready = database === "ok";
      if (!is_ready) set.status = 503;
      return { ready: is_ready, database };
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

async function isReachable(db: Database): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), READY_TIMEOUT_MS);
  db.execute(sql`select 1`).then(
    () => resolve(true),
    () => resolve(false),
  );
  return await promise.finally(() => clearTimeout(timer));
}
