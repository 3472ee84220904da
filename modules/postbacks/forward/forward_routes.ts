import { Elysia } from "elysia";
import { guard } from "../../access/mod.ts";
import type { GuardDeps } from "../../access/mod.ts";
import { checked, readId, resourceRoutes } from "../../http/mod.ts";
import {
  changeForward,
  createForward,
  deleteForward,
  listForwards,
  readForward,
} from "./forward.ts";
import type { ForwardDeps } from "./forward.ts";
import { FORWARDS } from "./forward_resource.ts";

/** `moves/forwards`: where postbacks that name no click of ours go on to. */
export function forwardRoutes(deps: GuardDeps & ForwardDeps) {
  return new Elysia({ name: "forwards", prefix: "/api/v1" })
    .use(guard(deps, ["admin"]))
    .use(
      resourceRoutes(FORWARDS, {
        list: (_, page) => listForwards(deps, page),
        read: ({ params }, db = deps.db) =>
          readForward({ db }, readId(params.id)),
        create: (_, body) => createForward(deps, body),
        change: ({ params, check }, patch) =>
          changeForward(checked(deps, check), readId(params.id), patch),
        remove: ({ params, check }) =>
          deleteForward(checked(deps, check), readId(params.id)),
      }),
    );
}
