import { Elysia } from "elysia";
import { admit, guard } from "../../access/mod.ts";
import type { GuardDeps, Principal } from "../../access/mod.ts";
import { notFound, notOneOf } from "../../http/mod.ts";
import { STREAM_HEADERS } from "./live_parts.ts";
import type { Live } from "./live_parts.ts";
import type { SeenRows } from "./row_feed.ts";
import { ROW_LISTS } from "./row_sources.ts";
import type { StreamCaller } from "./streams.ts";

export interface LiveRoutesDeps extends GuardDeps {
  live: Live;
  /** How a caller sees rows of a list; null if it may not read the list. */
  seenRows(caller: Principal, list: string): SeenRows | null;
}

/** Streams of server-sent events. */
export function liveRoutes(deps: LiveRoutesDeps) {
  const { live } = deps;
  return new Elysia({ name: "live", prefix: "/api/v1" })
    .use(guard(deps, ["admin", "manager", "affiliate", "advertiser"]))
    .get("/reports/live", ({ request, principal }) => {
      const seen = deps.seenRows(principal, "GET /api/v1/reports");
      if (seen === null) throw notFound();
      if (request.method === "HEAD") return headOnly();
      const caller = callerAt(deps, request, principal, "reports");
      return live.openMinutes(caller, seen);
    })
    .get("/live", async ({ query, request, principal }) => {
      const seen = readKinds(deps, principal, query.of);
      for (const resource of seen.keys()) {
        await admit(deps, request, undefined, { method: "GET", resource });
      }
      if (request.method === "HEAD") return headOnly();
      const caller = callerAt(deps, request, principal, "live");
      return live.openRows(caller, seen, lastEventMs(request));
    });
}

/** How the caller sees each kind of rows that it asks for, by default all that it may read. */
function readKinds(
  { seenRows }: LiveRoutesDeps,
  principal: Principal,
  of: string | undefined,
): ReadonlyMap<string, SeenRows> {
  const seen = new Map<string, SeenRows>();
  for (const [kind, list] of Object.entries(ROW_LISTS)) {
    const rows = seenRows(principal, list);
    if (rows !== null) seen.set(kind, rows);
  }
  const allowed = [...seen.keys()];
  const asked = of?.split(",") ?? allowed;
  const wrong = asked.find((kind) => !seen.has(kind));
  if (wrong !== undefined) throw notOneOf("of", allowed);
  for (const kind of allowed) if (!asked.includes(kind)) seen.delete(kind);
  return seen;
}

/** The caller, who can be asked again later: each time is a new request. */
function callerAt(
  deps: GuardDeps,
  { url, headers }: Request,
  principal: Principal,
  resource: string,
): StreamCaller {
  const kept = new Headers(headers);
  return {
    principal,
    readAgain: () =>
      admit(deps, new Request(url, { headers: kept }), undefined, {
        method: "GET",
        resource,
      }),
  };
}

/** The time of the last event that a client had, which is its id; null if it names none. */
function lastEventMs({ headers }: Request): number | null {
  const id = headers.get("last-event-id") ?? "";
  return /^\d{12,14}$/.test(id) ? Number(id) : null;
}

function headOnly(): Response {
  return new Response(null, { headers: STREAM_HEADERS });
}
