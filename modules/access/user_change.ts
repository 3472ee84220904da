import { and, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "../../db/mod.ts";
import { apiTokens, sessions, users } from "../../db/schema/mod.ts";
import { orNotFound } from "../http/mod.ts";
import type { Precondition } from "../http/mod.ts";
import { Problem } from "../kernel/mod.ts";
import { checkParty } from "./check_party.ts";
import { NO_PARTY, PARTY_FIELDS, partyIn } from "./roles.ts";
import type { Role } from "./roles.ts";
import { presentUser, whereUser } from "./user.ts";
import type { UserDeps, UserKey, UserRow, UserView } from "./user.ts";

/** The change of a user; another role leaves the party that it doesn't take. */
export interface UserChange {
  name?: string | null | undefined;
  role?: Role | undefined;
  affiliate_id?: number | null | undefined;
  advertiser_id?: number | null | undefined;
  affiliate_ids?: readonly number[] | null | undefined;
  advertiser_ids?: readonly number[] | null | undefined;
  disabled?: boolean | undefined;
}

/** Changes a user; disabling ends its sessions and tokens at once. One admin always remains. */
export async function changeUser(
  deps: Pick<UserDeps, "db" | "clock">,
  key: UserKey,
  change: UserChange,
  check?: Precondition,
): Promise<UserView> {
  const where = whereUser(key);
  return await deps.db.transaction(async (tx) => {
    const admins = mayRemoveAdmin(change) ? await readAdmins(tx) : [];
    const [known] = await tx.select().from(users).where(where).for("update");
    if (known === undefined) {
      throw new Problem(404, "not_found", "The user does not exist");
    }
    await check?.(tx);
    if (mayRemoveAdmin(change)) refuseLast(known, admins);
    const { name = known.name, disabled } = change;
    const disabled_at = known.disabled_at ?? deps.clock.nowMs();
    const is_disabled = disabled ?? known.disabled_at !== null;
    const [row] = await tx
      .update(users)
      .set({
        name,
        ...(await newRole(tx, known, change)),
        disabled_at: is_disabled ? disabled_at : null,
      })
      .where(where)
      .returning();
    const user = orNotFound(row);
    if (disabled === true) {
      await tx.delete(sessions).where(eq(sessions.userId, known.id));
    }
    await changeTokens(tx, user, deps.clock.nowMs());
    return presentUser(user);
  });
}

/** A user's tokens have its role and party, and end when it is disabled. */
async function changeTokens(
  tx: Transaction,
  user: UserRow,
  now_ms: number,
): Promise<void> {
  const { id, role, disabled_at } = user;
  const revoked_at = disabled_at === null ? null : now_ms;
  await tx
    .update(apiTokens)
    .set({ role, ...partyIn(user), revoked_at })
    .where(and(eq(apiTokens.user_id, id), isNull(apiTokens.revoked_at)));
}

/** Disables or re-enables a user; disabling ends its sessions and tokens at once. */
export async function setUserDisabled(
  deps: Pick<UserDeps, "db" | "clock">,
  { user, is_disabled }: { user: UserKey; is_disabled: boolean },
  check?: Precondition,
): Promise<UserView> {
  return await changeUser(deps, user, { disabled: is_disabled }, check);
}

function mayRemoveAdmin({ role, disabled }: UserChange): boolean {
  return disabled === true || (role !== undefined && role !== "admin");
}

/**
 * The admins who can sign in; until the transaction ends, no other may remove one. It isn't their
 * rows that are locked: a waiting query keeps the lock of a row that meanwhile is no admin's any
 * more, out of order with the others.
 */
async function readAdmins(tx: Transaction): Promise<{ id: string }[]> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('tallyho admins', 0))`,
  );
  return await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, "admin"), isNull(users.disabled_at)));
}

function refuseLast(user: UserRow, admins: readonly { id: string }[]): void {
  const is_admin = admins.some(({ id }) => id === user.id);
  if (!is_admin || admins.length > 1) return;
  const detail = "This is the last admin: make another one first";
  throw new Problem(409, "last_admin", detail);
}

/** The role and party after a change; a party stays only with its role. */
async function newRole(tx: Transaction, known: UserRow, change: UserChange) {
  const { role, ...rest } = change;
  const given = [role, ...PARTY_FIELDS.map((name) => rest[name])];
  if (given.every((value) => value === undefined)) return {};
  const next = role ?? (known.role as Role);
  const kept = next === known.role ? partyIn(known) : NO_PARTY;
  const changed = PARTY_FIELDS.map(
    (name) => [name, rest[name] ?? null] as const,
  );
  const party = await checkParty(tx, {
    role: next,
    ...kept,
    ...Object.fromEntries(changed.filter(([name]) => rest[name] !== undefined)),
  });
  return { role: next, ...party };
}
