import { getTableColumns } from "drizzle-orm";
import { sources } from "../../db/schema/mod.ts";
import type { ListTable } from "../http/mod.ts";
import { PROOFS } from "./source_directory.ts";
import { TIMES } from "../http/mod.ts";
import { PRESET_NAMES } from "./platforms/presets.ts";
import {
  NewSheetLink,
  NewSourceSecret,
  SheetLink,
  Source,
} from "./source_answers.ts";
import {
  SecretBody,
  SheetLinkBody,
  SourceBody,
  SourcePatch,
} from "./source_body.ts";

/** Filters and sorts of sources. */
export const SOURCE_LIST = {
  filters: {
    q: "text",
    name: "text",
    preset: PRESET_NAMES,
    require: PROOFS,
    enforce: "boolean",
    default: "boolean",
    currency: "currency",
    ...TIMES,
  },
  sorts: ["id", "name", "created_at"],
} as const;

/** How the sources of an advertiser are read. */
export const SOURCE_TABLE: ListTable = {
  columns: {
    ...getTableColumns(sources),
    default: sources.is_default,
    source_id: sources.id,
  },
  key: sources.id,
  time: sources.created_at,
  searched: [sources.name],
};

/** Filters and sorts of the health of sources. */
export const HEALTH_LIST = {
  filters: { source_id: "id" },
  sorts: ["source_id"],
} as const;

/** The API resource of an advertiser's sources. */
export const SOURCES = {
  path: "/advertisers/:id/sources",
  key: "source_id",
  one: "a source",
  many: "the sources of an advertiser",
  body: SourceBody,
  patch: SourcePatch,
  ...SOURCE_LIST,
  view: Source,
  moving: ["warnings", "old_key", "old_token"],
  problems: ["already_exists", "network_decides"],
  deletes: true,
  delete_problems: ["in_use", "network_decides"],
  own: { advertiser: { path: "id", also: ["q"] } },
  limited: { affiliate: "all" },
} as const;

/** The API resource of a source's signing secrets. */
export const SOURCE_SECRETS = {
  path: "/advertisers/:id/sources/:source_id/secrets",
  key: "secret_id",
  one: "a secret of a source",
  many: "the secrets of a source",
  body: SecretBody,
  view: NewSourceSecret,
  problems: ["too_many_secrets"],
  deletes: true,
  own: { advertiser: { path: "id" } },
  limited: { affiliate: "all" },
} as const;

/** Filters and sorts of links to a sheet. */
export const SHEET_LINK_LIST = {
  filters: { ...TIMES },
  sorts: ["id", "created_at"],
} as const;

/** The API resource of the links to a source's sheet. */
export const SHEET_LINKS = {
  path: "/advertisers/:id/sources/:source_id/sheet/link",
  key: "link_id",
  one: "a link to the sheet of a source",
  many: "the links to the sheet of a source",
  body: SheetLinkBody,
  ...SHEET_LINK_LIST,
  view: SheetLink,
  made: NewSheetLink,
  problems: ["too_many_links"],
  deletes: true,
  own: { advertiser: { path: "id" } },
} as const;
