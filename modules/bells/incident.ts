import { eq, getTableColumns, isNotNull, isNull } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { incidents } from "../../db/schema/mod.ts";
import { listPage, orNotFound, selectList } from "../http/mod.ts";
import type { ListRequest, ListTable } from "../http/mod.ts";
import { isoTime, isUuid } from "../kernel/mod.ts";

type IncidentRow = typeof incidents.$inferSelect;

const whenOpen = (is_open: boolean) =>
  (is_open ? isNull : isNotNull)(incidents.closed_at);

const INCIDENT_TABLE: ListTable = {
  columns: getTableColumns(incidents),
  key: incidents.id,
  time: incidents.opened_at,
  searched: [incidents.subject, incidents.text],
  filters: {
    open: whenOpen as never,
    state: ((state: string) => whenOpen(state === "open")) as never,
  },
};

/** Lists incidents, newest first. */
export async function listIncidents(db: Database, list: ListRequest) {
  const table = INCIDENT_TABLE;
  const rows = await selectList(db, { from: incidents, table, list });
  return listPage(table, list, rows, present);
}

/** One incident; throws 404 if there is none. */
export async function readIncident(db: Database, id: string) {
  const [row] = isUuid(id)
    ? await db.select().from(incidents).where(eq(incidents.id, id))
    : [];
  return present(orNotFound(row));
}

function present(row: IncidentRow) {
  const { closed_at } = row;
  return {
    ...row,
    state: closed_at === null ? "open" : "over",
    opened_at: isoTime(row.opened_at),
    closed_at: closed_at === null ? null : isoTime(closed_at),
  };
}
