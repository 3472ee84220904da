import { readId, readList } from "../http/mod.ts";
import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { GuardDeps } from "../access/mod.ts";
import {
  BackfillWindowBody,
  closeWindow,
  createWindow,
  listWindows,
  readWindow,
} from "./rejudge/backfill_window.ts";
import type { BackfillDeps } from "./rejudge/backfill_window.ts";

/** `backfill-windows`: periods during which older events are still accepted, with proof. */
export function backfillRoutes(deps: GuardDeps & BackfillDeps) {
  return new Elysia({ name: "backfill", prefix: "/api/v1/backfill-windows" })
    .use(guard(deps, ["admin", "manager"]))
    .get("/", ({ query }) => listWindows(deps, readList(query)))
    .post(
      "/",
      async ({ body, set }) => {
        const made = await createWindow(deps, body);
        set.status = 201;
        return made;
      },
      { body: BackfillWindowBody },
    )
    .get("/:id", ({ params }) => readWindow(deps, readId(params.id)))
    .post("/:id/close", ({ params }) => closeWindow(deps, readId(params.id)));
}
