import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { guard, ownAdvertiser } from "../access/mod.ts";
import type { GuardDeps, Principal } from "../access/mod.ts";
import { readId, readPage } from "../http/mod.ts";
import { Problem } from "../kernel/mod.ts";
import { openUpload } from "./open_upload.ts";
import type { ReconciliationParts } from "./reconciliation_parts.ts";
import { confirmMapping } from "./reading/confirm_mapping.ts";
import { differenceOf } from "./reading/difference.ts";
import type { ReadingDeps } from "./reading/open_reconciliation.ts";
import {
  describeReconciliation,
  findReconciliation,
  listReconciliations,
  listRows,
} from "./reading/read_reconciliations.ts";
import { withUpload } from "./reading/uploads.ts";
import { asMapping, ConfirmBody } from "./statement_model.ts";

const text = Type.Optional(Type.String({ maxLength: 300 }));
const ListQuery = Type.Object({
  limit: text,
  cursor: text,
  advertiser_id: text,
});
const RowsQuery = Type.Object({ limit: text, cursor: text, problems: text });

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
    .get(
      "",
      ({ query, principal }) => {
        const { advertiser_id } = query;
        const wanted =
          advertiser_id === undefined
            ? {}
            : { advertiser_id: readId(advertiser_id) };
        const seen = { ...wanted, ...visibleTo(principal) };
        return listReconciliations(db, seen, readPage(query));
      },
      { query: ListQuery },
    )
    .get("/:id", async ({ params, principal }) => {
      const row = await findReconciliation(db, params.id, visibleTo(principal));
      return await describeReconciliation(db, row);
    })
    .post(
      "/:id/mapping",
      async ({ params, body, principal }) => {
        const { id } = await findReconciliation(
          db,
          params.id,
          visibleTo(principal),
        );
        const row = await confirmMapping(confirming, {
          id,
          mapping: asMapping(body?.mapping),
          confirmed_by: nameOf(principal),
        });
        return await describeReconciliation(db, row);
      },
      { body: ConfirmBody },
    )
    .get(
      "/:id/rows",
      async ({ params, query, principal }) => {
        const row = await findReconciliation(
          db,
          params.id,
          visibleTo(principal),
        );
        const only_problems = query.problems === "true";
        return await listRows(db, row, {
          page: readPage(query),
          only_problems,
        });
      },
      { query: RowsQuery },
    )
    .get(
      "/:id/difference",
      async ({ params, query, principal }) => {
        const seen = visibleTo(principal);
        const row = await findReconciliation(db, params.id, seen);
        if (row.previous_id === null) {
          const detail = "There is no statement before it for the same time";
          throw new Problem(404, "not_found", detail);
        }
        const before = await findReconciliation(db, row.previous_id, seen);
        return await differenceOf(db, row, before, readPage(query));
      },
      { query: RowsQuery },
    );
}

/** Advertisers see only statements: imports are internal, and have payouts in them. */
function visibleTo(principal: Principal) {
  return { kind: "statement" as const, ...ownAdvertiser(principal) };
}

function nameOf({ kind, id }: Principal): string {
  return `${kind} ${id}`;
}
