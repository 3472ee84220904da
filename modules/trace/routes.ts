import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { GuardDeps, Principal } from "../access/mod.ts";
import { invalid, isPartyRole } from "../http/mod.ts";
import { trimInvisible } from "../kernel/mod.ts";
import { trace } from "./trace.ts";
import type { TraceDeps } from "./trace.ts";
import { Q_BYTES_MAX, TraceQuery } from "./trace_api.ts";

/** Dependencies of the trace's route. */
export interface TraceRoutesDeps extends GuardDeps, TraceDeps {}

/** `trace?q=`: the story of any id. */
export function traceRoutes(deps: TraceRoutesDeps) {
  return new Elysia({ name: "trace", prefix: "/api/v1" })
    .use(guard(deps, ["admin", "manager", "affiliate", "advertiser"]))
    .get(
      "/trace",
      async ({ query, principal }) => {
        const { q, affiliate_id, advertiser_id } = query;
        return await trace(
          deps,
          askerOf(principal, { affiliate_id, advertiser_id }),
          readQ(q),
        );
      },
      { query: TraceQuery },
    );
}

/** The edge has put a party's own id into the query. */
function askerOf(
  { role, timezone }: Principal,
  of: { affiliate_id?: string | undefined; advertiser_id?: string | undefined },
) {
  const idOf = (text: string | undefined) =>
    text === undefined ? undefined : Number(text);
  return {
    role: isPartyRole(role) ? role : null,
    affiliate_id: idOf(of.affiliate_id),
    advertiser_id: idOf(of.advertiser_id),
    timezone,
  };
}

function readQ(text: string): string {
  const q = trimInvisible(text);
  if (q === "") throw invalid("q", "must not be empty");
  if (q.includes("\0")) throw invalid("q", "must not contain NUL");
  if (Buffer.byteLength(q) <= Q_BYTES_MAX) return q;
  throw invalid("q", `must have at most ${Q_BYTES_MAX} bytes`);
}
