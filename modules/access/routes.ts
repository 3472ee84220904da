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
import { createPasswordReset } from "./password_reset.ts";
import { INVITATIONS, USERS } from "./resources.ts";
import { SecondStep } from "./second_step.ts";
import { clearingRoutes } from "./second_step_routes.ts";
import { sessionRoutes } from "./session_routes.ts";
import { SignIn } from "./sign_in.ts";
import { tokenRoutes } from "./token_routes.ts";
import type { TokenRoutesDeps } from "./token_routes.ts";
import { createUser, listUsers, readUser } from "./user.ts";
import { changeUser } from "./user_change.ts";

export interface AccessRoutesDeps extends LinkRoutesDeps, TokenRoutesDeps {}

/** Routes of `session`, `sessions`, `me`, `users` and `tokens`. */
export function accessRoutes(deps: AccessRoutesDeps) {
  const sign_in = new SignIn(deps);
  const second_step = new SecondStep(deps);
  const signing = { ...deps, sign_in, second_step };
  return new Elysia({ name: "access", prefix: "/api/v1" })
    .use(sessionRoutes(signing))
    .use(clearingRoutes(signing))
    .use(linkRoutes(deps))
    .use(tokenRoutes(deps))
    .use(adminRoutes(deps));
}

function adminRoutes(deps: AccessRoutesDeps) {
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
      return await createPasswordReset(deps, { id: params.id });
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
