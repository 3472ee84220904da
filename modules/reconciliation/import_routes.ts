import { invalid, readList } from "../http/mod.ts";
import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { GuardDeps, Principal } from "../access/mod.ts";
import { missingPart } from "./reading/check_mapping.ts";
import { STATEMENT_FIELDS } from "./reading/column_names.ts";
import { confirmMapping } from "./reading/confirm_mapping.ts";
import { checkOwnChange, NETWORKS_FIELDS } from "./reading/own_import.ts";
import type { Reconciliation } from "./reading/open_reconciliation.ts";
import {
  describeReconciliation,
  findReconciliation,
  IMPORT_LIST,
  listReconciliations,
  listRows,
  ROW_LIST,
} from "./reading/read_reconciliations.ts";
import { withUpload } from "./reading/uploads.ts";
import type { Upload } from "./reading/uploads.ts";
import { openUpload } from "./open_upload.ts";
import type { OpenUploadDeps } from "./open_upload.ts";
import { asMapping, ConfirmBody } from "./statement_model.ts";

/** Imports have no window, so all share one: the same file is the same import. */
const ANY_TIME = {
  from: "1970-01-01T00:00:00Z",
  to: "2100-01-01T00:00:00Z",
};

export interface ImportRoutesDeps extends GuardDeps, OpenUploadDeps {}

/**
 * Routes of `imports`: files with conversions to set or create, read like
 * statements and then applied row by row. Advertisers upload their own.
 */
export function importRoutes(deps: ImportRoutesDeps) {
  const { db } = deps;
  const find = (id: string) => findReconciliation(db, id, { kind: "import" });
  const confirm = (
    { id }: Reconciliation,
    principal: Principal,
    mapping: ReturnType<typeof asMapping>,
  ) => {
    const confirmed_by = `${principal.kind} ${principal.id}`;
    const check = (before: Reconciliation) => {
      if (principal.role !== "advertiser") return;
      checkOwnChange(before.mapping_confirmed, mapping);
    };
    return confirmMapping(
      { ...deps, ...deps.reconciliation },
      { id, mapping, confirmed_by, check },
    );
  };
  return new Elysia({ name: "imports", prefix: "/api/v1/imports" })
    .use(guard(deps, ["admin", "manager", "advertiser"]))
    .post(
      "",
      async ({ request, principal, set }) => {
        const { row, is_new } = await withUpload(request, (upload) =>
          openUpload(deps, principal, {
            kind: "import",
            upload: ofAnyTime(upload),
          }),
        );
        set.status = is_new ? 201 : 200;
        const plain = is_new ? plainMapping(row) : null;
        if (plain === null) return await describeReconciliation(db, row);
        const confirmed = await confirm(row, principal, plain);
        return await describeReconciliation(db, confirmed);
      },
      { parse: "none" },
    )
    .get("", ({ query, principal }) => {
      const list = readList(query, IMPORT_LIST, principal);
      return listReconciliations(db, { kind: "import" }, list);
    })
    .get("/:id", async ({ params }) =>
      describeReconciliation(db, await find(params.id)),
    )
    .post(
      "/:id/mapping",
      async ({ params, body, principal }) => {
        const row = await find(params.id);
        const mapping = asMapping(body?.mapping);
        const confirmed = await confirm(row, principal, mapping);
        return await describeReconciliation(db, confirmed);
      },
      { body: ConfirmBody },
    )
    .get("/:id/rows", async ({ params, query, principal }) => {
      const list = readList(query, ROW_LIST, principal);
      return await listRows(db, await find(params.id), list);
    });
}

function ofAnyTime(upload: Upload): Upload {
  for (const name of ["from", "to"]) {
    if (upload.fields[name] === undefined) continue;
    throw invalid(name, "can't be given for an import");
  }
  return { ...upload, fields: { ...upload.fields, ...ANY_TIME } };
}

/**
 * Returns a mapping if every column bears the name of a field, and those are enough;
 * then it needs no confirmation.
 */
function plainMapping(row: Reconciliation) {
  const { columns, mapping_confirmed } = row;
  const named = columns.map((column) => {
    const name = column.trim().toLowerCase();
    return [STATEMENT_FIELDS.find((field) => field === name), column] as const;
  });
  const fields = new Set(named.map(([field]) => field));
  const is_plain = !fields.has(undefined) && fields.size === columns.length;
  if (mapping_confirmed || !is_plain) return null;
  const mapping = { columns: Object.fromEntries(named) };
  const says_more = NETWORKS_FIELDS.some((field) => fields.has(field));
  if (row.by_advertiser_id !== null && says_more) return null;
  return missingPart(mapping) === null ? mapping : null;
}
