import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { acceptInvitation } from "./invitation.ts";
import { resetPassword } from "./password_reset.ts";
import { OptionalName } from "./resources.ts";
import { checkOrigin, originOf } from "./session_routes.ts";
import type { SessionRoutesDeps } from "./session_routes.ts";
import { setUpAdmin } from "./setup.ts";
import { presentUser } from "./user.ts";
import type { UserRow } from "./user.ts";

interface Set {
  headers: Record<string, string | number | undefined>;
  status?: number | string;
}

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
  const signIn = async (request: Request, set: Set, user: UserRow) => {
    const origin = originOf(deps, request);
    set.headers["set-cookie"] = await deps.sessions.open(user.id, origin);
    set.status = 201;
    return presentUser(user);
  };
  return new Elysia({ name: "access-links" })
    .post(
      "/setup",
      async ({ request, body, set }) => {
        checkOrigin(deps, request);
        return await signIn(request, set, await setUpAdmin(deps, body));
      },
      { body: SetupBody },
    )
    .post(
      "/invitations/accept",
      async ({ request, body, set }) => {
        checkOrigin(deps, request);
        const user = await acceptInvitation(deps, body);
        return await signIn(request, set, user);
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
