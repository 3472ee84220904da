import { Type } from "@sinclair/typebox";
import { eq } from "drizzle-orm";
import { Elysia } from "elysia";
import { users } from "../../db/schema/mod.ts";
import { invalid, resourceRoutes } from "../http/mod.ts";
import type { Call } from "../http/mod.ts";
import { isoTime, isUuid } from "../kernel/mod.ts";
import { guard } from "./guard.ts";
import { readMe } from "./me.ts";
import { SESSIONS } from "./resources.ts";
import { ROLES, userOf } from "./roles.ts";
import type { Principal } from "./roles.ts";
import {
  endSession,
  endSessionsOf,
  listSessions,
  readSession,
} from "./session_list.ts";
import { signedIn, verifyOwn } from "./session_requests.ts";
import type { SigningDeps } from "./session_requests.ts";
import { choosePassword } from "./user.ts";

const PasswordBody = Type.Object(
  { current: Type.String(), new: Type.String() },
  { additionalProperties: false },
);

/** Routes about oneself, for any role. */
export function ownRoutes(deps: SigningDeps) {
  const { db, second_step, clock } = deps;
  return new Elysia({ name: "access-own" })
    .use(guard(deps, ROLES))
    .get("/me", async ({ principal }) => {
      const user_id = userOf(principal);
      const is_on = user_id !== null && (await second_step.isOn(user_id));
      const me = await readMe(db, principal);
      return { ...me, second_step: is_on, as_of: isoTime(clock.nowMs()) };
    })
    .post(
      "/session/password",
      async ({ principal, request, body, set }) => {
        const asked = { principal, request };
        const { id, email, name } = await verifyOwn(deps, asked, body.current);
        const words = [email, name];
        const hash = await choosePassword(deps, body.new, words, "new");
        await db.transaction(async (tx) => {
          await tx
            .update(users)
            .set({ password_hash: hash })
            .where(eq(users.id, id));
          await endSessionsOf(tx, id, principal.session_id);
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
      const headers: Record<string, unknown> = set.headers;
      if (is_own) headers["set-cookie"] = deps.sessions.cleared();
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

function readUserId(text: string | undefined): string | undefined {
  if (text === undefined || isUuid(text)) return text;
  throw invalid("user_id", "must be the id of a user");
}
