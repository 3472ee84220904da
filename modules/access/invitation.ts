import { and, eq, getTableColumns, isNull, sql } from "drizzle-orm";
import { arrayText, insertRows } from "../../db/mod.ts";
import type { Database, Queryable } from "../../db/mod.ts";
import { invitations, users } from "../../db/schema/mod.ts";
import {
  listPage,
  selectList,
  notFound,
  orNotFound,
  TIMES,
  whenSet,
} from "../http/mod.ts";
import type {
  ListRequest,
  ListTable,
  Page,
  Precondition,
} from "../http/mod.ts";
import { isoTime, isUuid, newId, Problem } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { checkParty } from "./check_party.ts";
import {
  checkLink,
  hashSecret,
  newLink,
  unknownLink,
} from "./one_time_link.ts";
import { invitationMail, NO_MAIL } from "./mailer.ts";
import type { Mailer } from "./mailer.ts";
import { partyIn, ROLES } from "./roles.ts";
import type { Role } from "./roles.ts";
import { choosePassword, emailTaken, insertUser, readEmail } from "./user.ts";
import type { UserDeps, UserRow } from "./user.ts";

const LIFE_MS = 7 * 86_400_000;

/** Filters and sorts of invitations. */
export const INVITATION_LIST = {
  filters: {
    q: "text",
    email: "text",
    role: ROLES,
    affiliate_id: "id",
    advertiser_id: "id",
    user_id: "uuid",
    accepted: "boolean",
    revoked: "boolean",
    ...TIMES,
  },
  sorts: ["-id", "email", "created_at", "expires_at"],
} as const;

const INVITATION_TABLE: ListTable = {
  columns: getTableColumns(invitations),
  key: invitations.id,
  time: invitations.created_at,
  searched: [invitations.email],
  filters: {
    accepted: whenSet(invitations.accepted_at),
    revoked: whenSet(invitations.revoked_at),
  },
};

export interface InvitationDeps {
  db: Database;
  clock: Clock;
  public_url: string;
  /** Absent where no mail is sent. */
  mailer?: Mailer | undefined;
}

/** Input for a new invitation. */
export interface NewInvitation {
  email: string;
  role: Role;
  affiliate_id?: number | null;
  advertiser_id?: number | null;
  affiliate_ids?: readonly number[] | null;
  advertiser_ids?: readonly number[] | null;
}

type InvitationRow = typeof invitations.$inferSelect;

/** Invites a person, by mail too; only this response contains the link. Earlier links for it end. */
export async function createInvitation(
  deps: InvitationDeps,
  input: NewInvitation,
) {
  const { clock, public_url } = deps;
  const email = readEmail(input.email);
  const party = await checkParty(deps.db, input);
  const { url, token_hash } = newLink(public_url, "invitation");
  const now_ms = clock.nowMs();
  const row: InvitationRow = {
    id: newId(clock),
    token_hash,
    email,
    role: input.role,
    ...party,
    created_at: now_ms,
    expires_at: now_ms + LIFE_MS,
    accepted_at: null,
    revoked_at: null,
    user_id: null,
  };
  await deps.db.transaction(async (tx) => {
    const known = await tx
      .select({ id: users.id })
      .from(users)
      .where(eq(users.email, email));
    if (known.length > 0) throw emailTaken(email);
    const open = and(eq(invitations.email, email), isOpen());
    await tx.update(invitations).set({ revoked_at: now_ms }).where(open);
    await insertRows(tx, invitations, [row]);
  });
  const made = { ...presentInvitation(row), url };
  const { mailer = NO_MAIL } = deps;
  return { ...made, mail: await mailer.send(invitationMail(made)) };
}

/** Makes the user that an invitation is for, once. */
export async function acceptInvitation(
  deps: UserDeps,
  input: {
    token: string;
    password: string;
    name?: string | null;
    email?: string;
  },
): Promise<UserRow> {
  const { db, clock } = deps;
  const where = eq(invitations.token_hash, hashSecret(input.token));
  const check = (row: InvitationRow | undefined) => {
    if (row === undefined) throw unknownLink();
    checkLink({ ...row, used_at: row.accepted_at }, clock.nowMs());
    return row;
  };
  const [found] = await db.select().from(invitations).where(where);
  const { email } = check(found);
  if (input.email !== undefined && readEmail(input.email) !== email) {
    const detail = "The invitation is for another email address";
    throw new Problem(409, "wrong_email", detail);
  }
  const { name = null } = input;
  // Before the transaction, which holds a connection: hashing takes its time.
  const password_hash = await choosePassword(deps, input.password, [
    email,
    name,
  ]);
  return await db.transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(invitations)
      .where(where)
      .for("update");
    const invited = check(row);
    const { id, role } = invited;
    const party = { role: role as Role, ...partyIn(invited) };
    await checkParty(tx, party);
    const user = { email, name, password_hash, ...party };
    const made = await insertUser(tx, clock, user);
    await tx
      .update(invitations)
      .set({ accepted_at: clock.nowMs(), user_id: made.id })
      .where(eq(invitations.id, id));
    return made;
  });
}

/** Lists invitations, newest first. */
export async function listInvitations(
  db: Database,
  list: ListRequest,
): Promise<Page<object>> {
  const rows = await selectList(db, {
    from: invitations,
    table: INVITATION_TABLE,
    list,
  });
  return listPage(INVITATION_TABLE, list, rows, presentInvitation);
}

/** An invitation without its link, or 404. */
export async function readInvitation(
  db: Queryable,
  id: string,
): Promise<object> {
  if (!isUuid(id)) throw notFound();
  const where = eq(invitations.id, id);
  const [row] = await db.select().from(invitations).where(where);
  return presentInvitation(orNotFound(row));
}

/** Revokes an invitation that is open; one that isn't stays as it is. */
export async function revokeInvitation(
  { db, clock }: Pick<InvitationDeps, "db" | "clock">,
  id: string,
  check?: Precondition,
): Promise<object> {
  if (!isUuid(id)) throw notFound();
  const where = eq(invitations.id, id);
  return await db.transaction(async (tx) => {
    await tx.select().from(invitations).where(where).for("update");
    await check?.(tx);
    await tx
      .update(invitations)
      .set({ revoked_at: clock.nowMs() })
      .where(and(where, isOpen()));
    return await readInvitation(tx, id);
  });
}

/** Revokes the open invitations to affiliates that are taken back. */
async function revokeOfAffiliates(
  { db, clock }: Pick<InvitationDeps, "db" | "clock">,
  affiliate_ids: readonly number[],
): Promise<void> {
  const { affiliate_id } = invitations;
  const among = sql`${affiliate_id} = any(${arrayText(affiliate_ids)}::integer[])`;
  await db
    .update(invitations)
    .set({ revoked_at: clock.nowMs() })
    .where(and(among, isOpen()));
}

function isOpen() {
  return and(isNull(invitations.accepted_at), isNull(invitations.revoked_at));
}

function presentInvitation(row: InvitationRow) {
  const { id, email, role, user_id } = row;
  const time = (ms: number | null) => (ms === null ? null : isoTime(ms));
  return {
    id,
    email,
    role,
    ...partyIn(row),
    user_id,
    created_at: isoTime(row.created_at),
    expires_at: isoTime(row.expires_at),
    accepted_at: time(row.accepted_at),
    revoked_at: time(row.revoked_at),
  };
}

/** Invitations as other modules make and end them. */
export const INVITATIONS = {
  create: createInvitation,
  revokeOfAffiliates,
} as const;
