import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { GuardDeps, Principal } from "../access/mod.ts";
import { readList } from "../http/mod.ts";
import { Problem } from "../kernel/mod.ts";
import { openUpload } from "./open_upload.ts";
import type { ReconciliationParts } from "./reconciliation_parts.ts";
import { confirmMapping } from "./reading/confirm_mapping.ts";
import { DIFFERENCE_LIST, differenceOf } from "./reading/difference.ts";
import type { ReadingDeps } from "./reading/open_reconciliation.ts";
import {
  describeReconciliation,
  findReconciliation,
  listReconciliations,
  listRows,
  RECONCILIATION_LIST,
  ROW_LIST,
} from "./reading/read_reconciliations.ts";
import { withUpload } from "./reading/uploads.ts";
import { asMapping, ConfirmBody } from "./statement_model.ts";

export interface StatementRoutesDeps
  extends GuardDeps, Pick<ReadingDeps, "scheduler"> {
  default_timezone: string;
  reconciliation: ReconciliationParts;
}

/**
 * Routes of `reconciliations`: uploads, mappings and rows of statements; also for
 * an advertiser's own users.
 */
export function statementRoutes(deps: StatementRoutesDeps) {
  const { db } = deps;
  const confirming = { ...deps, ...deps.reconciliation };
  return new Elysia({ name: "statements", prefix: "/api/v1/reconciliations" })
    .use(guard(deps, ["admin", "manager", "advertiser"]))
    .post(
      "",
      async ({ request, principal, set }) => {
        const { row, is_new } = await withUpload(request, (upload) =>
          openUpload(deps, principal, { kind: "statement", upload }),
        );
        set.status = is_new ? 201 : 200;
        return await describeReconciliation(db, row);
      },
      { parse: "none" },
    )
    .get("", ({ query, principal }) => {
      const list = readList(query, RECONCILIATION_LIST, principal);
      return listReconciliations(db, STATEMENTS, list);
    })
    .get("/:id", async ({ params }) => {
      const row = await findReconciliation(db, params.id, STATEMENTS);
      return await describeReconciliation(db, row);
    })
    .post(
      "/:id/mapping",
      async ({ params, body, principal }) => {
        const { id } = await findReconciliation(db, params.id, STATEMENTS);
        const row = await confirmMapping(confirming, {
          id,
          mapping: asMapping(body?.mapping),
          confirmed_by: nameOf(principal),
        });
        return await describeReconciliation(db, row);
      },
      { body: ConfirmBody },
    )
    .get("/:id/rows", async ({ params, query, principal }) => {
      const list = readList(query, ROW_LIST, principal);
      const row = await findReconciliation(db, params.id, STATEMENTS);
      return await listRows(db, row, list);
    })
    .get("/:id/difference", async ({ params, query, principal }) => {
      const list = readList(query, DIFFERENCE_LIST, principal);
      const row = await findReconciliation(db, params.id, STATEMENTS);
      if (row.previous_id === null) {
        const detail = "There is no earlier statement for the same period";
        throw new Problem(404, "not_found", detail);
      }
      const before = await findReconciliation(db, row.previous_id, STATEMENTS);
      return await differenceOf(db, row, before, list);
    });
}

/** Imports have routes of their own: they are internal, and have payouts in them. */
const STATEMENTS = { kind: "statement" } as const;

function nameOf({ kind, id }: Principal): string {
  return `${kind} ${id}`;
}
