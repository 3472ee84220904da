import { Elysia } from "elysia";
import type { Database } from "../db/mod.ts";
import { metricsText, readReadiness } from "./readiness.ts";
import type { TrackerState } from "./readiness.ts";
import { VERSION } from "./version.ts";

export interface SystemDeps {
  db: Database;
  state: TrackerState;
}

/** `healthz`, `readyz` and `metrics`. */
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
    });
}
