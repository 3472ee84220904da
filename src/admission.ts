import { admit } from "../modules/access/mod.ts";
import type { GuardDeps, Principal } from "../modules/access/mod.ts";
import { allowedMethods, routeKey, tagOf } from "../modules/http/mod.ts";
import type { AppRoute, RequestRules } from "../modules/http/mod.ts";
import { Problem } from "../modules/kernel/mod.ts";
import { API } from "./api_routes.ts";
import { pathOf } from "./request_address.ts";

/** The route of an admitted request, and who asks; null if anybody may. */
export interface Admitted {
  route: AppRoute;
  principal: Principal | null;
}

/** Decides who asks the API and whether it may, before a body is read. */
export class Admission {
  readonly #deps: GuardDeps;
  readonly #rules: RequestRules;

  constructor(deps: GuardDeps, rules: RequestRules) {
    this.#deps = deps;
    this.#rules = rules;
  }

  /** Admits a request to its route; throws a Problem that refuses it. */
  async admit(request: Request): Promise<Admitted> {
    const path = pathOf(request.url);
    const routes = this.#rules.routesAt(path);
    if (routes.length === 0) throw nothingHere();
    const method = request.method === "HEAD" ? "GET" : request.method;
    const route = routes.find((one) => one.method === method);
    if (route === undefined) throw await this.#wrongMethod(request, routes);
    const resource = tagOf(route.path);
    const principal = isGuarded(route)
      ? await admit(this.#deps, request, route.roles, { method, resource })
      : null;
    this.#rules.check(request, route, principal?.role);
    return { route, principal };
  }

  /** The refusal of a wrong method; 404 if the caller may not know the path. */
  async #wrongMethod(
    request: Request,
    routes: readonly AppRoute[],
  ): Promise<Problem> {
    const { role } = await admit(this.#deps, request);
    const own = routes.filter(({ roles }) => roles?.includes(role) ?? true);
    if (own.length === 0) return nothingHere();
    const allow = allowedMethods(own);
    const detail = `Cannot ${request.method} here: ${allow} are allowed`;
    return new Problem(405, "method_not_allowed", detail, {
      headers: { allow },
    });
  }
}

function isGuarded(route: AppRoute): boolean {
  return route.roles !== undefined || API[routeKey(route)]?.signed_in === true;
}

function nothingHere(): Problem {
  return new Problem(404, "not_found", "Not found");
}
