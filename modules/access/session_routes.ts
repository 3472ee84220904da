import { Type } from "@sinclair/typebox";
import { eq } from "drizzle-orm";
import { Elysia } from "elysia";
import { users } from "../../db/schema/mod.ts";
import { invalid, orNotFound, resourceRoutes } from "../http/mod.ts";
import type { Call } from "../http/mod.ts";
import { isUuid, Problem } from "../kernel/mod.ts";
import { authenticate, guard } from "./guard.ts";
import type { GuardDeps } from "./guard.ts";
import { readMe } from "./me.ts";
import type { Passwords } from "./passwords.ts";
import { SESSIONS } from "./resources.ts";
import { presentPrincipal, ROLES, userOf } from "./roles.ts";
import type { Principal } from "./roles.ts";
import { isSameOrigin } from "./session.ts";
import type { SessionOrigin } from "./session.ts";
import {
  endSession,
  endSessionsOf,
  listSessions,
  readSession,
} from "./session_list.ts";
import { SignIn } from "./sign_in.ts";
import { choosePassword, presentUser } from "./user.ts";

export interface SessionRoutesDeps extends GuardDeps {
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
const PasswordBody = Type.Object(
  { current: Type.String(), new: Type.String() },
  closed,
);

/** Routes of `session`: signing in and out, and one's own password. */
export function sessionRoutes(deps: SessionRoutesDeps) {
  const sign_in = new SignIn(deps);
  return new Elysia({ name: "access-session" })
    .post(
      "/session",
      async ({ request, body, set }) => {
        checkOrigin(deps, request);
        const ip = deps.addressOf(request);
        const user = await sign_in.try({ ...body, ip });
        if (user === null) throw wrongPassword();
        const origin = originOf(deps, request);
        set.headers["set-cookie"] = await deps.sessions.open(user.id, origin);
        set.status = 201;
        return presentUser(user);
      },
      { body: SessionBody },
    )
    .get("/session", async ({ request }) => {
      return presentPrincipal(await authenticate(deps, request));
    })
    .delete("/session", async ({ request, set }) => {
      await authenticate(deps, request);
      const cookies = request.headers.get("cookie");
      setCookies(set, await deps.sessions.close(cookies));
      set.status = 204;
    })
    .use(ownRoutes(deps, sign_in));
}

/** Routes about oneself, for any role. */
function ownRoutes(deps: SessionRoutesDeps, sign_in: SignIn) {
  const { db } = deps;
  return new Elysia({ name: "access-own" })
    .use(guard(deps, ROLES))
    .get("/me", ({ principal }) => readMe(db, principal))
    .post(
      "/session/password",
      async ({ principal, request, body, set }) => {
        const user_id = signedIn(principal);
        const [user] = await db
          .select()
          .from(users)
          .where(eq(users.id, user_id));
        const { email, name } = orNotFound(user);
        const ip = deps.addressOf(request);
        const password = body.current;
        const known = await sign_in.try({ email, password, ip });
        if (known === null) throw wrongPassword();
        const words = [email, name];
        const hash = await choosePassword(deps, body.new, words, "new");
        await db.transaction(async (tx) => {
          await tx
            .update(users)
            .set({ password_hash: hash })
            .where(eq(users.id, user_id));
          await endSessionsOf(tx, user_id, principal.session_id);
        });
        set.status = 204;
      },
      { body: PasswordBody },
    )
    .delete("/sessions", async ({ principal, query, set }) => {
      const user_id = readUserId(query.user_id) ?? signedIn(principal);
      const is_own = user_id === userOf(principal);
      if (is_own || principal.role === "admin") {
        await endSessionsOf(db, user_id);
      }
      if (is_own) setCookies(set, deps.sessions.cleared());
      set.status = 204;
    })
    .use(
      resourceRoutes(SESSIONS, {
        list: ({ principal }: Call<object, Principal>, list) =>
          listSessions(db, principal, list),
        read: ({ params, principal }, tx = db) =>
          readSession(tx, principal, params.id),
        remove: ({ params, principal, check }) =>
          db.transaction(async (tx) => {
            await check?.(tx);
            await endSession(tx, principal, params.id);
          }),
      }),
    );
}

/** Where a request that opens a session comes from. */
export function originOf(
  { addressOf }: Pick<SessionRoutesDeps, "addressOf">,
  request: Request,
): SessionOrigin {
  const user_agent = request.headers.get("user-agent");
  return { address: addressOf(request), user_agent };
}

/** A browser may open a session from our own pages only. */
export function checkOrigin(
  { public_url }: Pick<GuardDeps, "public_url">,
  request: Request,
): void {
  if (!request.headers.has("origin")) return;
  if (isSameOrigin(request, public_url)) return;
  throw new Problem(
    403,
    "wrong_origin",
    "The Origin header names another site",
  );
}

/** The user who asks by a session; a token can't act for a person. */
export function signedIn(principal: Principal): string {
  const { kind, id } = principal;
  if (kind === "session") return id;
  const detail = "A token can't do this: sign in";
  throw new Problem(403, "session_required", detail);
}

function readUserId(text: string | undefined): string | undefined {
  if (text === undefined || isUuid(text)) return text;
  throw invalid("user_id", "must be the id of a user");
}

function wrongPassword(): Problem {
  return new Problem(401, "wrong_password", "Wrong email or password");
}

function setCookies(
  set: { headers: Record<string, unknown> },
  cookies: readonly string[],
): void {
  set.headers["set-cookie"] = cookies;
}
