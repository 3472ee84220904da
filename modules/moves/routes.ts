import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { GuardDeps, Principal } from "../access/mod.ts";
import { readList } from "../http/mod.ts";
import {
  describeMove,
  listMoves,
  listRows,
  MOVE_LIST,
  ROW_LIST,
} from "./move.ts";
import { readMove, workOn } from "./move_work.ts";
import type { MoveWorkDeps } from "./move_work.ts";
import { openMove } from "./open_move.ts";

/** `moves`: another tracker's data, planned, applied and undone by admins. */
export function moveRoutes(deps: GuardDeps & MoveWorkDeps) {
  const { db } = deps;
  return new Elysia({ name: "moves", prefix: "/api/v1/moves" })
    .use(guard(deps, ["admin"]))
    .post(
      "",
      async ({ request, principal, set }) => {
        const opened = await openMove(deps, request, nameOf(principal));
        await readMove(deps, opened);
        set.status = 201;
        return await describeMove(db, opened.id);
      },
      { parse: "none" },
    )
    .get("", ({ query, principal }) =>
      listMoves(db, readList(query, MOVE_LIST, principal)),
    )
    .get("/:id", ({ params }) => describeMove(db, params.id))
    .get("/:id/rows", ({ params, query, principal }) =>
      listRows(db, params.id, readList(query, ROW_LIST, principal)),
    )
    .post("/:id/apply", async ({ params }) => {
      await workOn(deps, params.id, "apply");
      return await describeMove(db, params.id);
    })
    .post("/:id/undo", async ({ params }) => {
      await workOn(deps, params.id, "undo");
      return await describeMove(db, params.id);
    });
}

function nameOf({ kind, id }: Principal): string {
  return `${kind} ${id}`;
}
