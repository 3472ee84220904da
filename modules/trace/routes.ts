import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { GuardDeps } from "../access/mod.ts";
import { invalid, isPartyRole, readFilters } from "../http/mod.ts";
import { trimInvisible } from "../kernel/mod.ts";
import { trace } from "./trace.ts";
import type { TraceDeps } from "./trace.ts";
import { Q_BYTES_MAX, TRACE_FILTERS, TraceQuery } from "./trace_api.ts";

/** Dependencies of the trace's route. */
export interface TraceRoutesDeps extends GuardDeps, TraceDeps {}

/** `trace?q=`: the story of any id. */
export function traceRoutes(deps: TraceRoutesDeps) {
  return new Elysia({ name: "trace", prefix: "/api/v1" })
    .use(guard(deps, ["admin", "manager", "affiliate", "advertiser"]))
    .get(
      "/trace",
      async ({ query: { q, ...ids }, principal }) => {
        // The edge has put the ids of those whose rows the caller sees there.
        const of = readFilters(ids, TRACE_FILTERS, principal);
        const { role, timezone } = principal;
        const asker = {
          role: isPartyRole(role) ? role : null,
          affiliate_ids: of.affiliate_id,
          advertiser_ids: of.advertiser_id,
          timezone,
        };
        return await trace(deps, asker, readQ(q));
      },
      { query: TraceQuery },
    );
}

function readQ(text: string): string {
  const q = trimInvisible(text);
  if (q === "") throw invalid("q", "must not be empty");
  if (q.includes("\0")) throw invalid("q", "must not contain NUL");
  if (Buffer.byteLength(q) <= Q_BYTES_MAX) return q;
  throw invalid("q", `must have at most ${Q_BYTES_MAX} bytes`);
}
