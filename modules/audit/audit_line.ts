import { eq, getTableColumns } from "drizzle-orm";
import { AUDIT_RESOURCES } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { audit } from "../../db/schema/mod.ts";
import { listPage, orNotFound, selectList, TIMES } from "../http/mod.ts";
import type { ListRequest, ListTable, Page } from "../http/mod.ts";
import { formatAmount, isoTime, isUuid } from "../kernel/mod.ts";
import { ROLES } from "../access/mod.ts";

/** Kinds of actors: `guest` isn't signed in, `system` is the program itself. */
export const ACTOR_KINDS = [
  "user",
  "token",
  "job",
  "command",
  "guest",
  "system",
] as const;

/** Kinds of changes. */
export const ACTIONS = [
  "created",
  "changed",
  "deleted",
  "retried",
  "replayed",
] as const;

/** Filters and sorts of the audit. */
export const AUDIT_LIST = {
  filters: {
    q: "text",
    kind: ACTOR_KINDS,
    user_id: "uuid",
    token_id: "uuid",
    session_id: "uuid",
    job: "text",
    task_id: "uuid",
    role: ROLES,
    actor_affiliate_id: "id",
    actor_advertiser_id: "id",
    via: "text",
    address: "text",
    request_id: "text",
    action: ACTIONS,
    resource: AUDIT_RESOURCES,
    resource_id: "text",
    campaign_id: "id",
    affiliate_id: "id",
    advertiser_id: "id",
    ...TIMES,
  },
  sorts: ["-id", "at"],
} as const;

const AUDIT_TABLE: ListTable = {
  columns: getTableColumns(audit),
  key: audit.id,
  time: audit.at,
  searched: [audit.name],
};

type AuditRow = typeof audit.$inferSelect;
type Values = Record<string, unknown>;

/** A line of the audit as the API shows it. */
export interface AuditView extends Omit<AuditRow, "at"> {
  at: string;
}

/** Lists lines, newest first. */
export async function listAudit(
  db: Database,
  list: ListRequest,
): Promise<Page<AuditView>> {
  const rows = await selectList(db, { from: audit, table: AUDIT_TABLE, list });
  return listPage(AUDIT_TABLE, list, rows, present);
}

/** A line, or 404. */
export async function readAudit(db: Database, id: string): Promise<AuditView> {
  const rows = isUuid(id)
    ? await db.select().from(audit).where(eq(audit.id, id))
    : [];
  return present(orNotFound(rows[0]));
}

function present(row: AuditRow): AuditView {
  const { at, before, after } = row;
  return {
    ...row,
    at: isoTime(at),
    before: presentValues(before),
    after: presentValues(after),
  };
}

/** Columns as the API names and writes its fields. */
function presentValues(values: Values | null): Values | null {
  if (values === null) return null;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) =>
      name.endsWith("_micros")
        ? [name.slice(0, -"_micros".length), presentMoney(value)]
        : [name, presentValue(value)],
    ),
  );
}

function presentMoney(micros: unknown): unknown {
  if (typeof micros !== "string" || !/^-?\d+$/.test(micros)) return micros;
  return formatAmount(BigInt(micros), "");
}

const STORED_TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)\+00:00$/;

function presentValue(value: unknown): unknown {
  const [, time] =
    typeof value === "string" ? (STORED_TIME.exec(value) ?? []) : [];
  return time === undefined ? value : isoTime(Date.parse(`${time}Z`));
}
