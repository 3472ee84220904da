/**
 * The trace: finds whatever id a person holds, and tells everything that happened to it as one
 * timeline and one sentence, cut to who asks. Only reads.
 *
 *     const { sentence } = await trace(deps, asker, "A-17");
 *
 * @module
 */
export { traceRoutes } from "./routes.ts";
export type { TraceRoutesDeps } from "./routes.ts";
export { TRACE_API } from "./trace_api.ts";
