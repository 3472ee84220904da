import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { GuardDeps } from "../access/mod.ts";
import { notFound, readList } from "../http/mod.ts";
import { isUuid } from "../kernel/mod.ts";
import type { Scheduler } from "../scheduler/mod.ts";
import { withUpload } from "../reconciliation/mod.ts";
import { deleteExport } from "./keep_export.ts";
import {
  EXPORT_LIST,
  listExports,
  listItems,
  presentExport,
  readExportRow,
  readItem,
  SHADOW_ITEM_LIST,
} from "./list_items.ts";
import { summarize, SUMMARY_LIST } from "./summary.ts";
import { uploadExport } from "./upload_export.ts";

/** Dependencies of the routes; `default_timezone` is the network's. */
export interface ShadowRoutesDeps extends GuardDeps {
  scheduler: Pick<Scheduler, "enqueue">;
  default_timezone: string;
  reconciliation: { isClickId(text: string): boolean };
}

/** Routes of `moves/shadow`: an old tracker's books beside ours. */
export function shadowRoutes(deps: ShadowRoutesDeps) {
  const { db, default_timezone: timezone } = deps;
  const uploading = {
    ...deps,
    isClickId: (text: string) => deps.reconciliation.isClickId(text),
  };
  return new Elysia({ name: "shadow", prefix: "/api/v1/moves/shadow" })
    .use(guard(deps, ["admin", "manager"]))
    .post(
      "",
      async ({ request, principal, set }) => {
        const { row, is_new } = await withUpload(request, (upload) =>
          uploadExport(uploading, principal, upload),
        );
        set.status = is_new ? 201 : 200;
        return presentExport(row);
      },
      { parse: "none" },
    )
    .get("", ({ query }) =>
      summarize(deps, readList(query, SUMMARY_LIST, { timezone })),
    )
    .get("/breaks", ({ query, principal }) =>
      listItems(
        db,
        { is_break: true },
        readList(query, SHADOW_ITEM_LIST, principal),
      ),
    )
    .get("/breaks/:id", ({ params }) => readItem(db, params.id))
    .get("/matches", ({ query, principal }) =>
      listItems(
        db,
        { is_break: false },
        readList(query, SHADOW_ITEM_LIST, principal),
      ),
    )
    .get("/exports", ({ query, principal }) =>
      listExports(db, readList(query, EXPORT_LIST, principal)),
    )
    .get("/exports/:id", ({ params }) => readExportRow(db, params.id))
    .delete("/exports/:id", async ({ params, set }) => {
      const is_gone =
        isUuid(params.id) && (await deleteExport(deps, params.id));
      if (!is_gone) throw notFound();
      set.status = 204;
    });
}
