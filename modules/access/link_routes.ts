import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { acceptInvitation } from "./invitation.ts";
import { resetPassword } from "./password_reset.ts";
import { OptionalName } from "./resources.ts";
import { checkOrigin, originOf } from "./session_routes.ts";
import type { SessionRoutesDeps } from "./session_routes.ts";
import { presentUser } from "./user.ts";

const closed = { additionalProperties: false };
const token = Type.String({ minLength: 1, maxLength: 200 });
const password = Type.String();
const AcceptBody = Type.Object(
  {
    token,
    name: OptionalName,
    password,
    email: Type.Optional(Type.String()),
  },
  closed,
);
const ResetBody = Type.Object({ token, password }, closed);

/** Routes of people who have nothing but a link that works once. */
export function linkRoutes(deps: SessionRoutesDeps) {
  return new Elysia({ name: "access-links" })
    .post(
      "/invitations/accept",
      async ({ request, body, set }) => {
        checkOrigin(deps, request);
        const user = await acceptInvitation(deps, body);
        const origin = originOf(deps, request);
        set.headers["set-cookie"] = await deps.sessions.open(user.id, origin);
        set.status = 201;
        return presentUser(user);
      },
      { body: AcceptBody },
    )
    .post(
      "/password-resets",
      async ({ request, body }) => {
        checkOrigin(deps, request);
        return presentUser(await resetPassword(deps, body));
      },
      { body: ResetBody },
    );
}
