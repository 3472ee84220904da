import { eq } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { advertisers } from "../../db/schema/mod.ts";
import type { Principal } from "../access/mod.ts";
import { findExternalIds } from "../campaigns/mod.ts";
import { externalIdIn, invalid, NO_ID } from "../http/mod.ts";
import { Problem } from "../kernel/mod.ts";
import { openReconciliation } from "./reading/open_reconciliation.ts";
import type { ReadingDeps } from "./reading/open_reconciliation.ts";
import { checkOwnMapping } from "./reading/own_import.ts";
import { readableBytes } from "./reading/statement_quota.ts";
import type { Upload } from "./reading/uploads.ts";
import type { ReconciliationParts } from "./reconciliation_parts.ts";
import { asMapping, readFields, readWindow } from "./statement_model.ts";

const NAME_CHARS_MAX = 200;

export interface OpenUploadDeps extends Pick<
  ReadingDeps,
  "db" | "clock" | "scheduler"
> {
  default_timezone: string;
  reconciliation: ReconciliationParts;
}

/**
 * Opens a reconciliation for an uploaded file; its fields are checked before the
 * file is read.
 */
export async function openUpload(
  deps: OpenUploadDeps,
  principal: Principal,
  { kind, upload }: { kind: "statement" | "import"; upload: Upload },
) {
  const { reconciliation: parts, ...others } = deps;
  const fields = readFields(await withOwnId(deps.db, upload.fields));
  const advertiser_id = ownAdvertiser(principal, fields.advertiser_id);
  const [advertiser] = await deps.db
    .select({ timezone: advertisers.timezone })
    .from(advertisers)
    .where(eq(advertisers.id, advertiser_id));
  if (advertiser === undefined) {
    throw new Problem(
      422,
      "unknown_reference",
      "The advertiser does not exist",
      {
        errors: [{ field: "advertiser_id", message: "does not exist" }],
      },
    );
  }
  const is_own = kind === "import" && principal.role === "advertiser";
  const mapping = asMapping(fields.mapping);
  if (is_own) checkOwnMapping(mapping);
  const zone = advertiser.timezone ?? deps.default_timezone;
  const window = readWindow(fields, zone);
  const bytes_max = await readableBytes(deps, advertiser_id);
  await using file = await parts.spool.take(upload.chunks, bytes_max);
  const opened = await openReconciliation(
    { ...others, ...parts },
    {
      kind,
      advertiser_id,
      by_advertiser_id: is_own ? advertiser_id : null,
      ...window,
      mapping,
      file_name: upload.file_name?.slice(0, NAME_CHARS_MAX) ?? null,
      content_type: upload.content_type?.slice(0, NAME_CHARS_MAX) ?? null,
      created_by: `${principal.kind} ${principal.id}`,
      file,
    },
  );
  return { row: opened.reconciliation, is_new: opened.is_new };
}

/** The fields with the advertiser's id where they give its external id. */
async function withOwnId(db: Database, fields: Upload["fields"]) {
  const external_id = externalIdIn(fields["advertiser_id"]);
  if (external_id === undefined) return fields;
  const reference = { kind: "advertisers", external_id } as const;
  const [id] = await findExternalIds(db, [reference]);
  return { ...fields, advertiser_id: id ?? NO_ID };
}

/**
 * Returns the advertiser of an upload. An advertiser's own users may omit it, and
 * name no other.
 */
function ownAdvertiser(
  principal: Principal,
  asked: number | undefined,
): number {
  const { role } = principal;
  const wanted = role === "advertiser" ? principal.advertiser_id : asked;
  if (wanted === undefined || wanted === null) {
    throw invalid("advertiser_id", "is required");
  }
  if (asked !== undefined && asked !== wanted) {
    throw new Problem(404, "not_found", "Not found");
  }
  return wanted;
}
