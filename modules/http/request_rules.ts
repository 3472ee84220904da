import { Problem } from "../kernel/mod.ts";
import type { ApiDescription, AppRoute, RouteDescription } from "./describe.ts";
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
  readonly #routes: ReadonlyMap<string, AppRoute>;
  readonly #descriptions: ApiDescription;
  /** Of the routes that were called. */
  readonly #rules = new Map<string, Rule>();
  readonly #index: RouteIndex;

  constructor(routes: readonly AppRoute[], descriptions: ApiDescription) {
    this.#index = new RouteIndex(routes);
    this.#routes = new Map(routes.map((route) => [routeKey(route), route]));
    this.#descriptions = descriptions;
  }

  /**
   * Throws a Problem if a request to a route has a parameter that is unknown to its caller's
   * role, or a form instead of JSON.
   */
  check(request: Request, route: AppRoute, role: string | undefined): void {
    const rule = this.#ruleOf(route);
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
    return this.#ruleOf(route)?.parameters ?? [];
  }

  #ruleOf(asked: AppRoute): Rule | undefined {
    const key = routeKey(asked);
    const found = this.#rules.get(key);
    const route = this.#routes.get(key);
    const description = this.#descriptions[key];
    if (found !== undefined || route === undefined) return found;
    if (description === undefined) return undefined;
    const rule = ruleOf(route, description);
    this.#rules.set(key, rule);
    return rule;
  }

  /** Returns a path's routes for any method, the most literal first. */
  routesAt(path: string): readonly AppRoute[] {
    return this.#index.at(path);
  }
}

function ruleOf(route: AppRoute, description: RouteDescription): Rule {
  const query = queryOf(route, description);
  const parameters = Object.keys(query?.properties ?? {});
  const seenBy = (role: PartyRole) =>
    parametersSeenBy(role, description, parameters);
  return {
    parameters,
    seen: {
      affiliate: seenBy("affiliate"),
      advertiser: seenBy("advertiser"),
    },
    takes_json: route.body !== undefined && description.body === undefined,
  };
}

/** Methods of routes, for the `Allow` header. */
export function allowedMethods(routes: readonly AppRoute[]): string {
  const methods = routes.flatMap(({ method }) =>
    method === "GET" ? ["GET", "HEAD"] : [method],
  );
  return [...new Set(methods)].sort().join(", ");
}
