import { Type } from "@sinclair/typebox";
import { eq } from "drizzle-orm";
import { Elysia } from "elysia";
import { users } from "../../db/schema/mod.ts";
import { authenticate } from "./guard.ts";
import { ownRoutes } from "./own_routes.ts";
import { Code, secondStepRoutes } from "./second_step_routes.ts";
import { checkOrigin, openSession, wrongPassword } from "./session_requests.ts";
import type { SigningDeps } from "./session_requests.ts";
import { makeTicket, readTicket } from "./sign_in_ticket.ts";
import { presentPrincipal } from "./roles.ts";

const closed = { additionalProperties: false };
/**
 * Failed sign-ins are remembered by email: their number is bounded, so bound their
 * size too.
 */
const EMAIL_CHARS_MAX = 300;
const TICKET_CHARS_MAX = 1_000;

const SessionBody = Type.Object(
  {
    email: Type.String({
      maxLength: EMAIL_CHARS_MAX,
      // Postgres texts can't contain NUL.
      pattern: "^[^\\u0000]*$",
    }),
    password: Type.String(),
    totp: Type.Optional(Code),
  },
  closed,
);
const SecondStepBody = Type.Object(
  { ticket: Type.String({ maxLength: TICKET_CHARS_MAX }), totp: Code },
  closed,
);

/** Routes of `session`: signing in, in one step or two, and out. */
export function sessionRoutes(deps: SigningDeps) {
  const { db, second_step } = deps;
  const readUser = async (id: string) => {
    const [user] = await db.select().from(users).where(eq(users.id, id));
    return user;
  };
  return new Elysia({ name: "access-session" })
    .post(
      "/session",
      async ({ request, body: { email, password, totp }, set }) => {
        checkOrigin(deps, request);
        const ip = deps.addressOf(request);
        const user = await deps.sign_in.try({ email, password, ip });
        if (user === null) throw wrongPassword();
        if (await second_step.isOn(user.id)) {
          if (totp === undefined) {
            return { second_step: true, ...makeTicket(deps, user) };
          }
          await second_step.check(user.id, totp);
        }
        return await openSession(deps, { request, set }, user);
      },
      { body: SessionBody },
    )
    .post(
      "/session/second-step",
      async ({ request, body: { ticket, totp }, set }) => {
        checkOrigin(deps, request);
        const user = await readTicket(deps, ticket, readUser);
        await second_step.check(user.id, totp);
        return await openSession(deps, { request, set }, user);
      },
      { body: SecondStepBody },
    )
    .get("/session", async ({ request }) => {
      return presentPrincipal(await authenticate(deps, request));
    })
    .delete("/session", async ({ request, set }) => {
      await authenticate(deps, request);
      const cookies = request.headers.get("cookie");
      const headers: Record<string, unknown> = set.headers;
      headers["set-cookie"] = await deps.sessions.close(cookies);
      set.status = 204;
    })
    .use(ownRoutes(deps))
    .use(secondStepRoutes(deps));
}
