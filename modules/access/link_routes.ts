import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { acceptInvitation } from "./invitation.ts";
import { resetPassword } from "./password_reset.ts";
import { OptionalName } from "./resources.ts";
import { checkOrigin, openSession } from "./session_requests.ts";
import type { SessionRoutesDeps } from "./session_requests.ts";
import { setUpAdmin } from "./setup.ts";
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

const SetupBody = Type.Object(
  { token, email: Type.String(), name: OptionalName, password },
  closed,
);

export interface LinkRoutesDeps extends SessionRoutesDeps {
  /** Secret of the link that makes the first admin. */
  setup_secret: string;
}

/** Routes of people who have nothing but a link that works once. */
export function linkRoutes(deps: LinkRoutesDeps) {
  return new Elysia({ name: "access-links" })
    .post(
      "/setup",
      async ({ request, body, set }) => {
        checkOrigin(deps, request);
        const user = await setUpAdmin(deps, body);
        return await openSession(deps, { request, set }, user);
      },
      { body: SetupBody },
    )
    .post(
      "/invitations/accept",
      async ({ request, body, set }) => {
        checkOrigin(deps, request);
        const user = await acceptInvitation(deps, body);
        return await openSession(deps, { request, set }, user);
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
