import { invalid } from "../http/mod.ts";
import { Problem } from "../kernel/mod.ts";

/** Scopes that allow all that the role may. */
export const ALL_SCOPES: readonly string[] = ["read", "write"];

/** Scopes that every token has: it always learns what it is. */
const OF_ANY = ["me:read", "session:read", "session:write"];

type Action = "read" | "write";

/** A route, as far as scopes matter. */
export interface ScopedRoute {
  method: string;
  /** Name of its resource, such as `links`. */
  resource: string;
}

/**
 * Throws 403 `missing_scope` unless one of the scopes allows a route; without scopes
 * anything is. Who may write may read.
 */
export function checkScope(
  scopes: readonly string[] | undefined,
  { method, resource }: ScopedRoute,
): void {
  const action = method === "GET" || method === "HEAD" ? "read" : "write";
  const needed = `${resource}:${action}`;
  if (scopes === undefined || OF_ANY.includes(needed)) return;
  if (allows(scopes, resource, action)) return;
  const detail = `The token lacks the scope ${needed}`;
  const message = `must include ${needed} or ${action}`;
  throw new Problem(403, "missing_scope", detail, {
    errors: [{ field: "scopes", message, allowed: [needed, action] }],
  });
}

/**
 * Reads the scopes of a new token: known ones, and no more than its maker has. Null is
 * everything.
 */
export function readScopes(
  given: readonly string[] | undefined,
  makers: readonly string[] | undefined,
  resources: readonly string[],
): readonly string[] | null {
  for (const scope of given ?? []) {
    const [resource = "", action] = scope.split(":");
    const is_known =
      ALL_SCOPES.includes(scope) ||
      (resources.includes(resource) && ALL_SCOPES.includes(action ?? ""));
    if (is_known && scope.split(":").length <= 2) continue;
    throw invalid(
      "scopes",
      `"${scope}" must be read, write, or a resource with one of them, such as links:write`,
    );
  }
  for (const scope of given ?? ALL_SCOPES) checkHeld(scope, makers);
  if (given !== undefined) return [...new Set(given)].sort();
  return makers === undefined ? null : [...makers];
}

/** A token can't make one that may more than itself. */
function checkHeld(scope: string, makers: readonly string[] | undefined): void {
  if (makers === undefined || makers.includes("write")) return;
  const [first = "", second] = scope.split(":");
  const action = (second ?? first) as Action;
  const resource = second === undefined ? "" : first;
  if (allows(makers, resource, action)) return;
  const detail = `The token lacks the scope ${scope}, so it can't give it`;
  throw new Problem(403, "missing_scope", detail);
}

function allows(
  scopes: readonly string[],
  resource: string,
  action: Action,
): boolean {
  const granting = [action, `${resource}:${action}`];
  if (action === "read") granting.push("write", `${resource}:write`);
  return granting.some((scope) => scopes.includes(scope));
}
