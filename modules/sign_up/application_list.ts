import { getTableColumns } from "drizzle-orm";
import { applications } from "../../db/schema/mod.ts";
import { TIMES } from "../http/mod.ts";
import type { ListShape, ListTable } from "../http/mod.ts";

/** An application waits, or is decided. */
export const APPLICATION_STATES = ["pending", "approved", "refused"] as const;

/** Codes of what to know before an application is decided. */
export const NOTE_CODES = [
  "country",
  "data_centre",
  "same_email",
  "same_domain",
  "same_address",
] as const;

/** Filters and sorts of applications. */
export const APPLICATION_LIST = {
  filters: {
    q: "text",
    status: APPLICATION_STATES,
    email: "text",
    affiliate_id: "id",
    is_data_centre: "boolean",
    ...TIMES,
  },
  sorts: ["-id", "created_at", "email", "name"],
} as const satisfies ListShape;

/** How the list of applications is read. */
export const APPLICATION_TABLE = {
  columns: getTableColumns(applications),
  key: applications.id,
  time: applications.created_at,
  searched: [applications.email, applications.name, applications.website],
} as const satisfies ListTable;
