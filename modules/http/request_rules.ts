import { Problem } from "../kernel/mod.ts";
import type { ApiDescription, AppRoute } from "./describe.ts";
import { queryOf, routeKey } from "./openapi.ts";
import { refuseUnknown } from "./paging.ts";
import { isPartyRole } from "./party_roles.ts";
import type { PartyRole } from "./party_roles.ts";
import { RouteIndex } from "./route_index.ts";
import { checkSort, checkValues, parametersSeenBy } from "./seen_parameters.ts";
import type { SeenParameters } from "./seen_parameters.ts";

const FORM = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i;

interface Rule {
  /** Allowed query parameters. */
  parameters: readonly string[];
  /** Those of them that a party's role may use. */
  seen: Readonly<Record<PartyRole, SeenParameters>>;
  /** Whether it accepts only a JSON body. */
  takes_json: boolean;
}

/** Rules for all requests to described routes. */
export class RequestRules {
  readonly #rules: ReadonlyMap<string, Rule>;
  readonly #index: RouteIndex;

  constructor(routes: readonly AppRoute[], descriptions: ApiDescription) {
    this.#index = new RouteIndex(routes);
    this.#rules = new Map(
      routes.flatMap((route) => {
        const description = descriptions[routeKey(route)];
        if (description === undefined) return [];
        const query = queryOf(route, description);
        const parameters = Object.keys(query?.properties ?? {});
        const seenBy = (role: PartyRole) =>
          parametersSeenBy(role, description, parameters);
        const rule = {
          parameters,
          seen: {
            affiliate: seenBy("affiliate"),
            advertiser: seenBy("advertiser"),
          },
          takes_json:
            route.body !== undefined && description.body === undefined,
        };
        return [[routeKey(route), rule] as const];
      }),
    );
  }

  /**
   * Throws a Problem if a request to a route has a parameter that is unknown to its caller's
   * role, or a form instead of JSON.
   */
  check(request: Request, route: AppRoute, role: string | undefined): void {
    const rule = this.#rules.get(routeKey(route));
    if (rule === undefined) return;
    const { searchParams } = new URL(request.url);
    const seen = isPartyRole(role) ? rule.seen[role] : undefined;
    const { parameters } = seen ?? rule;
    refuseUnknown([...searchParams.keys()], parameters);
    if (seen !== undefined) checkValues(searchParams, seen.hidden_values);
    if (seen?.sorts !== undefined) checkSort(searchParams, seen.sorts);
    const type = request.headers.get("content-type") ?? "";
    if (!rule.takes_json || !FORM.test(type)) return;
    const detail = "Send the body as JSON, with content-type application/json";
    throw new Problem(415, "unsupported_media_type", detail);
  }

  /** Returns the query parameters that a route takes. */
  parametersOf(route: AppRoute): readonly string[] {
    return this.#rules.get(routeKey(route))?.parameters ?? [];
  }

  /** Returns a path's routes for any method, the most literal first. */
  routesAt(path: string): readonly AppRoute[] {
    return this.#index.at(path);
  }
}

/** Methods of routes, for the `Allow` header. */
export function allowedMethods(routes: readonly AppRoute[]): string {
  const methods = routes.flatMap(({ method }) =>
    method === "GET" ? ["GET", "HEAD"] : [method],
  );
  return [...new Set(methods)].sort().join(", ");
}
