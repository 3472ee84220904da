import { Elysia } from "elysia";
import { resourceRoutes } from "../http/mod.ts";
import { guard } from "./guard.ts";
import {
  createInvitation,
  listInvitations,
  readInvitation,
  revokeInvitation,
} from "./invitation.ts";
import { linkRoutes } from "./link_routes.ts";
import type { LinkRoutesDeps } from "./link_routes.ts";
import { NO_MAIL, resetMail } from "./mailer.ts";
import type { Mailer } from "./mailer.ts";
import { createPasswordReset } from "./password_reset.ts";
import { INVITATIONS, USERS } from "./resources.ts";
import { clearingRoutes } from "./second_step_routes.ts";
import { sessionRoutes } from "./session_routes.ts";
import type { Signing } from "./signing.ts";
import { tokenRoutes } from "./token_routes.ts";
import type { TokenRoutesDeps } from "./token_routes.ts";
import { createUser, listUsers, readUser } from "./user.ts";
import { changeUser } from "./user_change.ts";

export interface AccessRoutesDeps extends LinkRoutesDeps, TokenRoutesDeps {
  /** Absent where no mail is sent. */
  mailer?: Mailer | undefined;
  signing: Signing;
}

/** Routes of `session`, `sessions`, `me`, `users` and `tokens`. */
export function accessRoutes(deps: AccessRoutesDeps) {
  const signing = { ...deps, ...deps.signing };
  return new Elysia({ name: "access", prefix: "/api/v1" })
    .use(sessionRoutes(signing))
    .use(clearingRoutes(signing))
    .use(linkRoutes(deps))
    .use(tokenRoutes(deps))
    .use(adminRoutes(deps));
}

function adminRoutes(deps: AccessRoutesDeps) {
  const { mailer = NO_MAIL } = deps;
  return new Elysia({ name: "access-admin" })
    .use(guard(deps, ["admin"]))
    .use(
      resourceRoutes(USERS, {
        list: (_, page) => listUsers(deps, page),
        read: ({ params }, db = deps.db) => readUser({ db }, params.id),
        create: (_, body) => createUser(deps, body),
        change: ({ params: { id }, check }, change) =>
          changeUser(deps, { id }, change, check),
        remove: ({ params: { id }, check }) =>
          changeUser(deps, { id }, { disabled: true }, check),
      }),
    )
    .post("/users/:id/reset", async ({ params, set }) => {
      set.status = 201;
      const made = await createPasswordReset(deps, { id: params.id });
      const { email } = await readUser(deps, params.id);
      return { ...made, mail: await mailer.send(resetMail(email, made)) };
    })
    .use(
      resourceRoutes(INVITATIONS, {
        list: (_, page) => listInvitations(deps.db, page),
        read: ({ params }, db = deps.db) => readInvitation(db, params.id),
        create: (_, body) => createInvitation(deps, body),
        remove: ({ params, check }) => revokeInvitation(deps, params.id, check),
      }),
    );
}
