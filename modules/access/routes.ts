import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { readTime, resourceRoutes } from "../http/mod.ts";
import type { Precondition } from "../http/mod.ts";
import { Problem } from "../kernel/mod.ts";
import { authenticate, guard } from "./guard.ts";
import type { GuardDeps } from "./guard.ts";
import type { Passwords } from "./passwords.ts";
import type { Call } from "../http/mod.ts";
import type { Principal } from "./roles.ts";
import { TOKENS, USERS } from "./resources.ts";
import { isSameOrigin } from "./session.ts";
import {
  createToken,
  listTokens,
  readTokenView,
  revokeToken,
} from "./token.ts";
import { SignIn } from "./sign_in.ts";
import {
  createUser,
  listUsers,
  presentUser,
  readUser,
  setUserDisabled,
} from "./user.ts";

export interface AccessRoutesDeps extends GuardDeps {
  addressOf(request: Request): string;
  passwords: Passwords;
}

const closed = { additionalProperties: false };
/**
 * Failed sign-ins are remembered by email: their number is bounded, so bound their
 * size too.
 */
const EMAIL_CHARS_MAX = 300;

const SessionBody = Type.Object(
  {
    email: Type.String({
      maxLength: EMAIL_CHARS_MAX,
      // Postgres texts can't contain NUL.
      pattern: "^[^\\u0000]*$",
    }),
    password: Type.String(),
  },
  closed,
);
/** Routes of `session`, `users` and `tokens`. */
export function accessRoutes(deps: AccessRoutesDeps) {
  return new Elysia({ name: "access", prefix: "/api/v1" })
    .use(sessionRoutes(deps))
    .use(adminRoutes(deps));
}

function sessionRoutes(deps: AccessRoutesDeps) {
  const sign_in = new SignIn(deps);
  return new Elysia({ name: "access-session" })
    .post(
      "/session",
      async ({ request, body, set }) => {
        if (
          request.headers.has("origin") &&
          !isSameOrigin(request, deps.public_url)
        ) {
          throw new Problem(
            403,
            "wrong_origin",
            "The Origin header names another site",
          );
        }
        const user = await sign_in.try({
          ...body,
          ip: deps.addressOf(request),
        });
        if (user === null) {
          throw new Problem(401, "wrong_password", "Wrong email or password");
        }
        set.headers["set-cookie"] = await deps.sessions.open(user.id);
        set.status = 201;
        return presentUser(user);
      },
      { body: SessionBody },
    )
    .get("/session", async ({ request }) => {
      return await authenticate(deps, request);
    })
    .delete("/session", async ({ request, set }) => {
      await authenticate(deps, request);
      const cookies = request.headers.get("cookie");
      set.headers["set-cookie"] = await deps.sessions.close(cookies);
      set.status = 204;
    });
}

function adminRoutes(deps: AccessRoutesDeps) {
  return new Elysia({ name: "access-admin" })
    .use(guard(deps, ["admin"]))
    .use(
      resourceRoutes(USERS, {
        list: (_, page) => listUsers(deps, page),
        read: ({ params }, db = deps.db) => readUser({ db }, params.id),
        create: (_, body) => createUser(deps, body),
        change: ({ params: { id }, check }, { disabled }) =>
          disabled === undefined
            ? readUser(deps, id)
            : disable(deps, { id, is_disabled: disabled }, check),
        remove: ({ params: { id }, check }) =>
          disable(deps, { id, is_disabled: true }, check),
      }),
    )
    .use(
      resourceRoutes(TOKENS, {
        list: (_, page) => listTokens(deps, page),
        read: ({ params }, db = deps.db) => readTokenView({ db }, params.id),
        create: (
          { principal }: Call<object, Principal>,
          { expires_at, ...rest },
        ) => {
          const at = readTime("expires_at", expires_at, principal.timezone);
          return createToken(deps, { ...rest, expires_at: at });
        },
        remove: ({ params, check }) => revokeToken(deps, params.id, check),
      }),
    );
}

async function disable(
  deps: AccessRoutesDeps,
  { id, is_disabled }: { id: string; is_disabled: boolean },
  check: Precondition | undefined,
) {
  await readUser(deps, id);
  return await setUserDisabled(deps, { user: { id }, is_disabled }, check);
}
