import { Elysia } from "elysia";
import { constantTimeEquals, Problem } from "../modules/kernel/mod.ts";
import type { Metrics } from "./metrics/read_metrics.ts";
import type { Readiness } from "./readiness.ts";
import { VERSION } from "./version.ts";

export interface SystemDeps {
  readiness: Pick<Readiness, "read">;
  metrics: Pick<Metrics, "text">;
  /** Asked for by `metrics` where it is set; only whoever has it gets the private ones. */
  metrics_token: string | null;
}

/** `healthz`, `readyz` and `metrics`. */
export function systemRoutes(deps: SystemDeps) {
  return new Elysia({ name: "system" })
    .get("/healthz", () => ({ alive: true, version: VERSION }))
    .get("/readyz", async ({ set }) => {
      const readiness = await deps.readiness.read();
      if (!readiness.ready) set.status = 503;
      return readiness;
    })
    .get("/metrics", async ({ set, request }) => {
      const { metrics_token } = deps;
      if (metrics_token !== null) checkToken(request, metrics_token);
      set.headers["content-type"] = "text/plain; version=0.0.4; charset=utf-8";
      return await deps.metrics.text({ with_private: metrics_token !== null });
    });
}

function checkToken(request: Request, token: string): void {
  const [scheme = "", given = ""] = (
    request.headers.get("authorization") ?? ""
  ).split(" ");
  if (scheme.toLowerCase() === "bearer" && constantTimeEquals(given, token))
    return;
  throw new Problem(
    401,
    "unauthenticated",
    "Send TALLYHO_METRICS_TOKEN as a bearer token",
    { headers: { "www-authenticate": "Bearer" } },
  );
}
