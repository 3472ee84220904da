import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { GuardDeps, Principal } from "../access/mod.ts";
import type { Call } from "../http/mod.ts";
import { checked, readId, resourceRoutes } from "../http/mod.ts";
import { BackfillWindow } from "./postback_answers.ts";
import {
  BackfillWindowBody,
  closeWindow,
  createWindow,
  deleteWindow,
  listWindows,
  readWindow,
  WINDOW_LIST,
} from "./rejudge/backfill_window.ts";
import type { BackfillDeps } from "./rejudge/backfill_window.ts";

/** The API resource of backfill windows. */
export const BACKFILL_WINDOWS = {
  path: "/backfill-windows",
  one: "a backfill window",
  many: "backfill windows",
  body: BackfillWindowBody,
  ...WINDOW_LIST,
  view: BackfillWindow,
  moving: ["state", "replay_done", "report"],
  deletes: true,
} as const;

/** `backfill-windows`: periods during which older events are still accepted, with proof. */
export function backfillRoutes(deps: GuardDeps & BackfillDeps) {
  return new Elysia({ name: "backfill", prefix: "/api/v1" })
    .use(guard(deps, ["admin", "manager"]))
    .use(
      resourceRoutes(BACKFILL_WINDOWS, {
        list: (_, page) => listWindows(deps, page),
        read: ({ params }, db = deps.db) =>
          readWindow({ ...deps, db }, readId(params.id)),
        create: ({ principal }: Call<object, Principal>, body) =>
          createWindow(deps, body, principal),
        remove: ({ params, check }) =>
          deleteWindow(checked(deps, check), readId(params.id)),
      }),
    )
    .post("/backfill-windows/:id/close", ({ params }) =>
      closeWindow(deps, readId(params.id)),
    );
}
