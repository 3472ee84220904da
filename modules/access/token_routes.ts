import { Elysia } from "elysia";
import { invalid, readTime, resourceRoutes } from "../http/mod.ts";
import type { BodyOf, Call } from "../http/mod.ts";
import { guard } from "./guard.ts";
import type { GuardDeps } from "./guard.ts";
import { TOKENS } from "./resources.ts";
import { PARTY_FIELDS, ROLES } from "./roles.ts";
import type { Principal } from "./roles.ts";
import { readScopes } from "./scopes.ts";
import { signedIn } from "./session_requests.ts";
import {
  createToken,
  createUserToken,
  listTokens,
  readTokenView,
  revokeToken,
} from "./token.ts";

export interface TokenRoutesDeps extends GuardDeps {
  /** Names of the resources that scopes may name. */
  resources(): readonly string[];
}

type Body = BodyOf<typeof TOKENS>;

/** Routes of `tokens`: everybody's for an admin, one's own for the other roles. */
export function tokenRoutes(deps: TokenRoutesDeps) {
  type Asked<Params> = Call<Params, Principal>;
  return new Elysia({ name: "access-tokens" }).use(guard(deps, ROLES)).use(
    resourceRoutes(TOKENS, {
      list: ({ principal }: Asked<object>, page) =>
        listTokens(deps, page, principal),
      read: ({ params, principal }, db = deps.db) =>
        readTokenView({ db }, params.id, principal),
      create: ({ principal }, body) => create(deps, principal, body),
      remove: ({ params, principal, check }) =>
        revokeToken(deps, params.id, { check, owner: principal }),
    }),
  );
}

async function create(
  deps: TokenRoutesDeps,
  principal: Principal,
  body: Body,
): Promise<object> {
  const { role, user_id, scopes, expires_at, ...rest } = body;
  const input = {
    ...rest,
    scopes: readScopes(scopes, principal.scopes, deps.resources()),
    expires_at: readTime("expires_at", expires_at, principal.timezone),
  };
  if (principal.role === "admin" && user_id !== undefined) {
    refuseParty(body);
    return await createUserToken(deps, user_id, input);
  }
  if (principal.role === "admin" && role !== undefined) {
    return await createToken(deps, { ...input, role });
  }
  if (principal.role === "admin" && principal.kind === "token") {
    throw invalid("role", "is missing: only who signed in makes its own");
  }
  const own_id = signedIn(principal);
  refuseOthers(body, principal);
  return await createUserToken(deps, own_id, input);
}

/** A user's token has the role and party of the user, whatever they become. */
function refuseParty(body: Body): void {
  for (const field of ["role", ...PARTY_FIELDS] as const) {
    if (body[field] == null) continue;
    throw invalid(field, "must be left out: the token has that of its user");
  }
}

/** Only admins create tokens for others. */
function refuseOthers(body: Body, principal: Principal): void {
  for (const field of ["role", ...PARTY_FIELDS, "user_id"] as const) {
    const value = body[field];
    if (value == null || Bun.deepEquals(value, principal[field])) continue;
    throw invalid(field, "must be your own, or left out");
  }
}
