import { Elysia } from "elysia";
import type { Database } from "../../db/mod.ts";
import { Problem } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import type { Caller, Principal, Role } from "./roles.ts";
import { isSameOrigin } from "./session.ts";
import type { Sessions } from "./session.ts";
import { checkScope } from "./scopes.ts";
import type { ScopedRoute } from "./scopes.ts";
import { readToken } from "./token.ts";

/** Dependencies of the guard. */
export interface GuardDeps {
  db: Database;
  clock: Clock;
  sessions: Sessions;
  public_url: string;
  /** Zone of a caller whose party has none. */
  default_timezone: string;
}

/** Callers of admitted requests, so that nobody is looked up twice. */
const ADMITTED = new WeakMap<Request, Principal>();

/**
 * Authenticates a request, and answers 404 if the role may not call its route, 403 if the
 * token's scopes don't include it. Without roles, any role may.
 */
export async function admit(
  deps: GuardDeps,
  request: Request,
  roles?: readonly string[],
  scoped?: ScopedRoute,
): Promise<Principal> {
  const principal = await authenticate(deps, request);
  if (roles?.includes(principal.role) === false) {
    throw new Problem(404, "not_found", "Not found");
  }
  if (scoped !== undefined) checkScope(principal.scopes, scoped);
  ADMITTED.set(request, principal);
  return principal;
}

/** The caller of an admitted request. */
export function callerOf(request: Request): Principal | undefined {
  return ADMITTED.get(request);
}

/** Copies an admitted request's caller to the request derived from it. */
export function handOnCaller(from: Request, to: Request): void {
  const principal = ADMITTED.get(from);
  if (principal !== undefined) ADMITTED.set(to, principal);
}

/**
 * Guards every route registered after it in the same plugin: sets the handler's
 * `principal`, or answers 401 if not authenticated, and 404 if the role may not
 * see the route.
 */
export function guard(deps: GuardDeps, roles: readonly Role[]) {
  const check = async ({ request }: { request: Request }) => ({
    principal: await admit(deps, request, roles),
  });
  ROLES_OF_GUARD.set(check, roles);
  return new Elysia({ name: "guard", seed: roles }).derive(
    { as: "scoped" },
    check,
  );
}

const ROLES_OF_GUARD = new WeakMap<object, readonly Role[]>();

/**
 * Returns the roles that pass all guards among a route's hooks; undefined without
 * a guard.
 */
export function rolesBehind(
  hooks: readonly unknown[],
): readonly Role[] | undefined {
  const guards = hooks.flatMap((hook) => {
    const { fn } = hook as { fn?: unknown };
    const list: readonly unknown[] = Array.isArray(fn) ? fn : [fn];
    return list.flatMap((one) => {
      const roles =
        typeof one === "function" ? ROLES_OF_GUARD.get(one) : undefined;
      return roles === undefined ? [] : [roles];
    });
  });
  const [first, ...others] = guards;
  return first?.filter((role) => others.every((roles) => roles.includes(role)));
}

/**
 * Authenticates a request, unless it was admitted: by bearer token if it has one,
 * else by session.
 */
export async function authenticate(
  deps: GuardDeps,
  request: Request,
): Promise<Principal> {
  const admitted = ADMITTED.get(request);
  if (admitted !== undefined) return admitted;
  const caller = await readCaller(deps, request);
  return { ...caller, timezone: caller.timezone ?? deps.default_timezone };
}

async function readCaller(deps: GuardDeps, request: Request): Promise<Caller> {
  const authorization = request.headers.get("authorization");
  if (authorization !== null) {
    const [, token] = /^Bearer ([\w.-]{1,200})$/i.exec(authorization) ?? [];
    const caller = token === undefined ? null : await readToken(deps, token);
    if (caller !== null) return caller;
    throw unauthenticated("The token is unknown, revoked or expired");
  }
  const caller = await deps.sessions.read(request.headers.get("cookie"));
  if (caller === null) {
    throw unauthenticated("Send a token as Authorization: Bearer, or sign in");
  }
  if (!isSameOrigin(request, deps.public_url)) {
    throw new Problem(
      403,
      "wrong_origin",
      "The Origin header names another site",
    );
  }
  return caller;
}

function unauthenticated(detail: string): Problem {
  return new Problem(401, "unauthenticated", detail, {
    headers: { "www-authenticate": 'Bearer realm="tallyho"' },
  });
}
