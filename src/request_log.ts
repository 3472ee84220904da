import { callerOf } from "../modules/access/mod.ts";
import type { RequestRules } from "../modules/http/mod.ts";
import type { Counter, Report } from "../modules/kernel/mod.ts";
import { pathOf } from "./request_address.ts";

/** Addresses that are asked all the time and say nothing while they are well. */
const PROBES = ["/healthz", "/readyz", "/metrics"];
const FAILED = 500;

/** An answered request, as the listener sees it. */
export interface AnsweredRequest {
  request: Request;
  status: number;
  request_id: string;
  ms: number;
}

/**
 * Counts a request by its status, and logs it by its route's pattern: a path may hold a key, and a query or a body anything.
 * The pattern of an unknown path is null.
 */
export function requestLog(
  report: Report | undefined,
  rules: Pick<RequestRules, "routesAt">,
  requests: Counter<"class">,
): (answered: AnsweredRequest) => void {
  return ({ request, status, request_id, ms }) => {
    requests.add(`${Math.floor(status / 100)}xx`);
    if (report === undefined) return;
    const { method, route } = routeOf(rules, request);
    const caller = callerOf(request);
    const is_change =
      caller !== undefined &&
      !READS.has(method) &&
      status >= 200 &&
      status < 300;
    const is_probe = route !== null && PROBES.includes(route);
    report(
      "request",
      {
        method,
        route,
        status,
        ms,
        role: caller?.role ?? null,
        caller: caller === undefined ? null : `${caller.kind} ${caller.id}`,
        request_id,
        ...(is_change ? { change: true } : {}),
      },
      status >= FAILED ? "warn" : is_probe ? "debug" : "info",
    );
  };
}

/** A request's method and its route's pattern; null where unknown. */
export function routeOf(
  rules: Pick<RequestRules, "routesAt">,
  { method, url }: Pick<Request, "method" | "url">,
): { method: string | null; route: string | null } {
  const routes = rules.routesAt(pathOf(url));
  const wanted = method === "HEAD" ? "GET" : method;
  const of_method = routes.find(
    (one) => one.method === wanted || one.method === "ALL",
  );
  return {
    method: KNOWN_METHODS.has(method) ? method : null,
    route: (of_method ?? routes[0])?.path ?? null,
  };
}

const READS: ReadonlySet<string | null> = new Set(["GET", "HEAD"]);
const KNOWN_METHODS = new Set([
  ...["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
]);
