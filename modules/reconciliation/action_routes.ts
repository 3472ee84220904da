import { readList } from "../http/mod.ts";
import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { GuardDeps } from "../access/mod.ts";
import type { ConversionDoor } from "../conversions/mod.ts";
import type { Scheduler } from "../scheduler/mod.ts";
import {
  ApplyBody,
  changerOf,
  readSelection,
  readReason,
  UndoBody,
} from "./action_model.ts";
import { applyReconciliation } from "./actions/apply.ts";
import {
  ACTION_LIST,
  BATCH_LIST,
  listActions,
  listBatches,
} from "./actions/list_actions.ts";
import { undoReconciliation } from "./actions/undo.ts";
import { checkOwnApply } from "./reading/own_import.ts";
import { findReconciliation } from "./reading/read_reconciliations.ts";

export interface ActionRoutesDeps extends GuardDeps {
  scheduler: Pick<Scheduler, "enqueue">;
  postbacks: { conversions: ConversionDoor };
}

/**
 * Routes that apply the breaks of a statement or the rows of an import, and undo
 * them.
 */
export function actionRoutes(
  deps: ActionRoutesDeps,
  kind: "statement" | "import",
) {
  const path = kind === "statement" ? "reconciliations" : "imports";
  return new Elysia({ name: `actions-${kind}`, prefix: `/api/v1/${path}` })
    .use(sharedRoutes(deps, kind))
    .use(officeRoutes(deps, kind));
}

/** Routes that of an import are its advertiser's too, who tries it and reads what became of it. */
function sharedRoutes(deps: ActionRoutesDeps, kind: "statement" | "import") {
  const { db } = deps;
  const { conversions } = deps.postbacks;
  const find = (id: string) => findReconciliation(db, id, { kind });
  const party = kind === "import" ? (["advertiser"] as const) : [];
  return new Elysia({ name: `actions-${kind}-shared` })
    .use(guard(deps, ["admin", "manager", ...party]))
    .post(
      "/:id/apply",
      async ({ params, body, principal, set }) => {
        if (principal.role === "advertiser") checkOwnApply(body);
        const asked = readSelection(body, kind);
        const { id } = await find(params.id);
        const applied = await applyReconciliation(
          { ...deps, conversions },
          id,
          {
            asked,
            by: changerOf(principal, kind, asked.reason),
            dry_run: body.dry_run ?? false,
            as_task: body.as_task ?? false,
            at_once: principal.role === "advertiser",
          },
        );
        if ("task_id" in applied) set.status = 202;
        return applied;
      },
      { body: ApplyBody },
    )
    .get("/:id/actions", async ({ params, query, principal }) => {
      const list = readList(query, ACTION_LIST, principal);
      const { id } = await find(params.id);
      return await listActions(db, id, list);
    });
}

function officeRoutes(deps: ActionRoutesDeps, kind: "statement" | "import") {
  const { db } = deps;
  const { conversions } = deps.postbacks;
  const find = (id: string) => findReconciliation(db, id, { kind });
  return new Elysia({ name: `actions-${kind}-office` })
    .use(guard(deps, ["admin", "manager"]))
    .post(
      "/:id/undo",
      async ({ params, body, principal, set }) => {
        const { id } = await find(params.id);
        const reason = readReason(body?.reason) ?? "undone";
        const undone = await undoReconciliation({ ...deps, conversions }, id, {
          batch_id: body?.batch_id,
          by: changerOf(principal, kind, reason),
          dry_run: body?.dry_run ?? false,
          as_task: body?.as_task ?? false,
        });
        if ("task_id" in undone) set.status = 202;
        return undone;
      },
      { body: UndoBody },
    )
    .get("/:id/batches", async ({ params, query, principal }) => {
      const list = readList(query, BATCH_LIST, principal);
      const { id } = await find(params.id);
      return await listBatches(db, id, list);
    });
}
