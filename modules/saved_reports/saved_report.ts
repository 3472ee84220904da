import { and, eq, getTableColumns, or, sql } from "drizzle-orm";
import type { Database, Queryable, Transaction } from "../../db/mod.ts";
import { savedReports } from "../../db/schema/mod.ts";
import type { Principal } from "../access/mod.ts";
import {
  invalid,
  isPartyRole,
  listPage,
  orNotFound,
  readId,
  selectList,
} from "../http/mod.ts";
import type { ListRequest, ListTable, Precondition } from "../http/mod.ts";
import { canonicalTimezone, isoTime, Problem } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { readSavedQuery } from "../reports/mod.ts";
import type { Reports } from "../reports/mod.ts";
import type { SavedReportInput } from "./resources.ts";
import { dueTimes } from "./schedule.ts";

const OF_USER_MAX = 100;
/** Longer addresses aren't read. */
const PATH_CHARS_MAX = 12_000;

export interface SavedReportDeps {
  db: Database;
  clock: Clock;
  reports: Pick<Reports, "default_currency">;
}

type Row = typeof savedReports.$inferSelect;

const TABLE: ListTable = {
  columns: getTableColumns(savedReports),
  key: savedReports.id,
  time: savedReports.created_at,
  searched: [savedReports.name],
};

/** Lists those that a caller sees. */
export async function listSavedReports(
  { db }: SavedReportDeps,
  principal: Principal,
  list: ListRequest,
) {
  const own = seenBy(principal);
  const rows = await selectList(db, {
    from: savedReports,
    table: TABLE,
    list,
    own,
  });
  return listPage(TABLE, list, rows, present);
}

/** A report that a caller sees, or 404. */
export async function readSavedReport(
  db: Queryable,
  principal: Principal,
  id: string,
) {
  const [row] = await db
    .select()
    .from(savedReports)
    .where(and(eq(savedReports.id, readId(id)), seenBy(principal)));
  return present(orNotFound(row));
}

/** Saves a report of the caller's, which must be one that it may ask for. */
export async function createSavedReport(
  deps: SavedReportDeps,
  principal: Principal,
  { name, query, shared = false, ...given }: SavedReportInput,
) {
  const { user_id, timezone } = principal;
  if (user_id === undefined) throw nobodys();
  const sending = sendingOf(deps, given, { ...UNSENT, timezone });
  check(deps, principal, { query, shared, ...sending });
  const created_at = deps.clock.nowMs();
  const values = { user_id, name, query, shared, created_at, ...sending };
  return await deps.db.transaction(async (tx) => {
    await checkNumber(tx, user_id);
    const [made] = await tx.insert(savedReports).values(values).returning();
    return present(orNotFound(made));
  });
}

/** Changes one of the caller's own. */
export async function changeSavedReport(
  deps: SavedReportDeps,
  principal: Principal,
  input: {
    id: string;
    patch: Partial<SavedReportInput>;
    precondition: Precondition | undefined;
  },
) {
  const { id, patch, precondition } = input;
  return await deps.db.transaction(async (tx) => {
    const row = await lock(tx, id, ownOf(principal));
    await precondition?.(tx);
    const set = {
      name: patch.name ?? row.name,
      query: patch.query ?? row.query,
      shared: patch.shared ?? row.shared,
      ...(isSentAnew(patch) ? sendingOf(deps, patch, row) : {}),
    };
    check(deps, principal, { ...row, ...set });
    const [changed] = await tx
      .update(savedReports)
      .set(set)
      .where(eq(savedReports.id, row.id))
      .returning();
    return present(orNotFound(changed));
  });
}

/** Deletes one of the caller's own; an admin deletes anybody's. */
export async function deleteSavedReport(
  { db }: SavedReportDeps,
  principal: Principal,
  { id, precondition }: { id: string; precondition: Precondition | undefined },
): Promise<void> {
  await db.transaction(async (tx) => {
    const of = principal.role === "admin" ? undefined : ownOf(principal);
    const row = await lock(tx, id, of);
    await precondition?.(tx);
    await tx.delete(savedReports).where(eq(savedReports.id, row.id));
  });
}

/** Whether a change sets when it is sent, or lets one that was stopped go on. */
function isSentAnew({
  name: _,
  shared: __,
  ...others
}: object & Partial<SavedReportInput>): boolean {
  return Object.keys(others).length > 0;
}

const UNSENT = { schedule: null, hour: 8, send_by: "mail" };

type Condition = ReturnType<typeof and>;

async function lock(tx: Transaction, id: string, of: Condition): Promise<Row> {
  const [row] = await tx
    .select()
    .from(savedReports)
    .where(and(eq(savedReports.id, readId(id)), of))
    .for("update");
  return orNotFound(row);
}

function check(
  { clock, reports }: SavedReportDeps,
  { role, timezone }: Principal,
  { query, shared, send_by }: Pick<Row, "query" | "shared" | "send_by">,
): void {
  if (shared && role !== "admin") {
    throw invalid("shared", "only an admin shares reports with the office");
  }
  readSavedQuery(query, {
    role: isPartyRole(role) ? role : null,
    timezone,
    default_currency: reports.default_currency,
    now_ms: clock.nowMs(),
    limits: {},
  });
  if (pathOf(query).length > PATH_CHARS_MAX) {
    throw invalid("query", "is too long to be asked for: name fewer values");
  }
  if (role === "advertiser" && send_by === "webhook") {
    throw invalid("send_by", "must be mail: advertisers have no webhooks");
  }
}

/** When it is sent, from now on. */
function sendingOf(
  { clock }: SavedReportDeps,
  given: Partial<SavedReportInput>,
  before: Pick<Sending, "schedule" | "hour" | "timezone" | "send_by">,
): Sending {
  const { schedule = before.schedule, hour = before.hour } = given;
  const timezone = canonicalTimezone(given.timezone ?? before.timezone);
  if (timezone === null) {
    throw invalid(
      "timezone",
      "must be an IANA time zone such as Europe/Berlin",
    );
  }
  const next_at =
    schedule === null
      ? null
      : dueTimes({ schedule, hour, timezone }, clock.nowMs()).next_ms;
  const { send_by = before.send_by } = given;
  const unfailed = { failure: null, failures: 0, retry_at: null };
  return { schedule, hour, timezone, send_by, next_at, ...unfailed };
}

type Sending = Pick<
  Row,
  | "schedule"
  | "hour"
  | "timezone"
  | "send_by"
  | "next_at"
  | "failure"
  | "failures"
  | "retry_at"
>;

/** Counts under a lock of the user, so that requests at once don't exceed it together. */
async function checkNumber(tx: Transaction, user_id: string): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtext('saved reports'), hashtext(${user_id}))`,
  );
  const own = eq(savedReports.user_id, user_id);
  if ((await tx.$count(savedReports, own)) < OF_USER_MAX) return;
  const detail = `Cannot save a report: there are ${OF_USER_MAX}; delete one first`;
  throw new Problem(409, "too_many_saved_reports", detail);
}

/** One's own; the office sees shared ones too, and admins all. */
function seenBy(principal: Principal): Condition {
  if (principal.role === "admin") return undefined;
  if (isPartyRole(principal.role)) return ownOf(principal);
  return or(ownOf(principal), eq(savedReports.shared, true));
}

function ownOf({ user_id }: Principal): Condition {
  return user_id === undefined ? sql`false` : eq(savedReports.user_id, user_id);
}

function nobodys(): Problem {
  const detail = "The token is nobody's: sign in, or use one of a user";
  return new Problem(403, "session_required", detail);
}

/** The address of a report. */
function pathOf(given: Row["query"]): string {
  const query = new URLSearchParams(given).toString();
  return `/api/v1/reports${query === "" ? "" : `?${query}`}`;
}

function present({ created_at, next_at, sent_at, retry_at, ...row }: Row) {
  return {
    ...row,
    path: pathOf(row.query),
    created_at: isoTime(created_at),
    next_at: next_at === null ? null : isoTime(next_at),
    sent_at: sent_at === null ? null : isoTime(sent_at),
    retry_at: retry_at === null ? null : isoTime(retry_at),
  };
}
