import { and, eq, getTableColumns, ne, sql } from "drizzle-orm";
import type { Database, Queryable } from "../../db/mod.ts";
import { sessions } from "../../db/schema/mod.ts";
import {
  listPage,
  selectList,
  notFound,
  orNotFound,
  TIMES,
} from "../http/mod.ts";
import type { ListRequest, ListTable, Page } from "../http/mod.ts";
import { isoTime, isUuid } from "../kernel/mod.ts";
import { userOf } from "./roles.ts";
import type { Principal } from "./roles.ts";

/** Filters and sorts of sessions. */
export const SESSION_LIST = {
  filters: { q: "text", user_id: "uuid", ...TIMES },
  sorts: ["-id", "created_at", "last_seen_at"],
} as const;

const SESSION_TABLE: ListTable = {
  columns: {
    ...getTableColumns(sessions),
    id: sessions.public_id,
    user_id: sessions.userId,
  },
  key: sessions.public_id,
  time: sessions.created_at,
  searched: [sessions.address, sessions.user_agent],
};

type SessionRow = typeof sessions.$inferSelect;

/**
 * Lists a user's own sessions, newest first; an admin may name another user, and an
 * admin's token lists everybody's.
 */
export async function listSessions(
  db: Database,
  principal: Principal,
  list: ListRequest,
): Promise<Page<object>> {
  const own = list.filter["user_id"] === undefined ? userOf(principal) : null;
  const rows = await selectList(db, {
    from: sessions,
    table: SESSION_TABLE,
    list,
    own: and(
      own === null ? undefined : eq(sessions.userId, own),
      within(principal),
    ),
  });
  return listPage(
    SESSION_TABLE,
    list,
    rows,
    (row) => presentSession(row, principal),
    (row) => ({ ...row, id: row.public_id }),
  );
}

/** A session, or 404. */
export async function readSession(
  db: Queryable,
  principal: Principal,
  id: string,
): Promise<object> {
  if (!isUuid(id)) throw notFound();
  const [row] = await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.public_id, id), within(principal)));
  return presentSession(orNotFound(row), principal);
}

/** Ends a session at once, or answers 404. */
export async function endSession(
  db: Queryable,
  principal: Principal,
  id: string,
): Promise<void> {
  if (!isUuid(id)) throw notFound();
  const [row] = await db
    .delete(sessions)
    .where(and(eq(sessions.public_id, id), within(principal)))
    .returning({ id: sessions.public_id });
  orNotFound(row);
}

/** Ends all sessions of a user at once, but for one if it is to stay. */
export async function endSessionsOf(
  db: Queryable,
  user_id: string,
  except?: string,
): Promise<void> {
  await db
    .delete(sessions)
    .where(
      and(
        eq(sessions.userId, user_id),
        except === undefined ? undefined : ne(sessions.public_id, except),
      ),
    );
}

/** Everybody's for an admin, otherwise one's own. */
function within(principal: Principal) {
  if (principal.role === "admin") return undefined;
  const user_id = userOf(principal);
  return user_id === null ? sql`false` : eq(sessions.userId, user_id);
}

function presentSession(row: SessionRow, principal: Principal) {
  const { public_id, created_at, last_seen_at, address, user_agent } = row;
  return {
    id: public_id,
    user_id: row.userId,
    created_at: created_at === null ? null : isoTime(created_at),
    last_seen_at: last_seen_at === null ? null : isoTime(last_seen_at),
    expires_at: row.expiresAt.toISOString(),
    address,
    user_agent,
    current: public_id === principal.session_id,
  };
}
