import { Type } from "@sinclair/typebox";
import { eq } from "drizzle-orm";
import { Elysia } from "elysia";
import { advertisers } from "../../db/schema/mod.ts";
import { guard } from "../access/mod.ts";
import type { GuardDeps, Principal } from "../access/mod.ts";
import { invalid, readId } from "../campaigns/mod.ts";
import { Problem, readPage } from "../kernel/mod.ts";
import type { ReconciliationParts } from "./reconciliation_parts.ts";
import { confirmMapping } from "./reading/confirm_mapping.ts";
import { differenceOf } from "./reading/difference.ts";
import { openReconciliation } from "./reading/open_reconciliation.ts";
import type { ReadingDeps } from "./reading/open_reconciliation.ts";
import {
  describeReconciliation,
  findReconciliation,
  listReconciliations,
  listRows,
} from "./reading/read_reconciliations.ts";
import { withUpload } from "./reading/uploads.ts";
import type { Upload } from "./reading/uploads.ts";
import {
  asMapping,
  ConfirmBody,
  readFields,
  readWindow,
} from "./statement_model.ts";

const text = Type.Optional(Type.String({ maxLength: 300 }));
const ListQuery = Type.Object({
  limit: text,
  cursor: text,
  advertiser_id: text,
});
const RowsQuery = Type.Object({ limit: text, cursor: text, problems: text });
const NAME_CHARS_MAX = 200;

/** What the routes of statements need. */
export interface StatementRoutesDeps
  extends GuardDeps, Pick<ReadingDeps, "scheduler"> {
  default_timezone: string;
  reconciliation: ReconciliationParts;
}

/** `reconciliations`: statements that come in, how they are read, and their rows; an advertiser's own for it, too. */
export function statementRoutes(deps: StatementRoutesDeps) {
  const { db } = deps;
  const confirming = { ...deps, ...deps.reconciliation };
  return new Elysia({ name: "statements", prefix: "/api/v1/reconciliations" })
    .use(guard(deps, ["admin", "manager", "advertiser"]))
    .post(
      "",
      async ({ request, principal, set }) => {
        const { row, is_new } = await withUpload(request, (upload) =>
          open(deps, principal, upload),
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
        const seen = {
          kind: "statement",
          ...wanted,
          ...seenBy(principal),
        } as const;
        return listReconciliations(db, seen, readPage(query));
      },
      { query: ListQuery },
    )
    .get("/:id", async ({ params, principal }) => {
      const row = await findReconciliation(db, params.id, seenBy(principal));
      return await describeReconciliation(db, row);
    })
    .post(
      "/:id/mapping",
      async ({ params, body, principal }) => {
        const { id } = await findReconciliation(
          db,
          params.id,
          seenBy(principal),
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
        const row = await findReconciliation(db, params.id, seenBy(principal));
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
        const seen = seenBy(principal);
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

/** What is said is checked before the file is taken. */
async function open(
  deps: StatementRoutesDeps,
  principal: Principal,
  upload: Upload,
) {
  const { reconciliation: parts, ...others } = deps;
  const fields = readFields(upload.fields);
  const advertiser_id = ownAdvertiser(principal, fields.advertiser_id);
  const [advertiser] = await deps.db
    .select({ timezone: advertisers.timezone })
    .from(advertisers)
    .where(eq(advertisers.id, advertiser_id));
  if (advertiser === undefined) {
    throw new Problem(422, "unknown_reference", "There is no such advertiser", {
      errors: [
        { field: "advertiser_id", message: "there is none with this id" },
      ],
    });
  }
  const zone = advertiser.timezone ?? deps.default_timezone;
  const window = readWindow(fields, zone);
  await using file = await parts.spool.take(upload.chunks);
  const opened = await openReconciliation(
    { ...others, ...parts },
    {
      kind: "statement",
      advertiser_id,
      ...window,
      mapping: asMapping(fields.mapping),
      file_name: upload.file_name?.slice(0, NAME_CHARS_MAX) ?? null,
      content_type: upload.content_type?.slice(0, NAME_CHARS_MAX) ?? null,
      created_by: nameOf(principal),
      file,
    },
  );
  return { row: opened.reconciliation, is_new: opened.is_new };
}

/** An advertiser brings statements of its own only, and need not say whose. */
function ownAdvertiser(
  principal: Principal,
  asked: number | undefined,
): number {
  const { role } = principal;
  const wanted = role === "advertiser" ? principal.advertiser_id : asked;
  if (wanted === undefined || wanted === null) {
    throw invalid("advertiser_id", "it is needed");
  }
  if (asked !== undefined && asked !== wanted) {
    throw new Problem(404, "not_found", "Nothing here");
  }
  return wanted;
}

function seenBy(principal: Principal) {
  if (principal.role !== "advertiser") return {};
  // A token without an advertiser sees nobody's.
  return { advertiser_id: principal.advertiser_id ?? 0 };
}

function nameOf({ kind, id }: Principal): string {
  return `${kind} ${id}`;
}
