import { and, eq, isNull } from "drizzle-orm";
import { insertRows } from "../../db/mod.ts";
import { passwordResets, users } from "../../db/schema/mod.ts";
import { isoTime, newId, Problem } from "../kernel/mod.ts";
import type { InvitationDeps } from "./invitation.ts";
import {
  checkLink,
  hashSecret,
  newLink,
  unknownLink,
} from "./one_time_link.ts";
import { endSessionsOf } from "./session_list.ts";
import { choosePassword, userDisabled, whereUser } from "./user.ts";
import type { UserDeps, UserKey, UserRow } from "./user.ts";

const LIFE_MS = 86_400_000;

/** Makes a link with which a user sets a new password; earlier ones end. */
export async function createPasswordReset(
  { db, clock, public_url }: InvitationDeps,
  key: UserKey,
): Promise<{ url: string; expires_at: string }> {
  const { url, token_hash } = newLink(public_url, "password-reset");
  const now_ms = clock.nowMs();
  const expires_at = now_ms + LIFE_MS;
  await db.transaction(async (tx) => {
    const where = whereUser(key);
    const [user] = await tx.select().from(users).where(where).for("update");
    if (user === undefined) {
      throw new Problem(404, "not_found", "The user does not exist");
    }
    if (user.disabled_at !== null) throw userDisabled();
    const open = and(
      eq(passwordResets.user_id, user.id),
      isNull(passwordResets.used_at),
      isNull(passwordResets.revoked_at),
    );
    await tx.update(passwordResets).set({ revoked_at: now_ms }).where(open);
    const row = {
      id: newId(clock),
      token_hash,
      user_id: user.id,
      created_at: now_ms,
      expires_at,
      used_at: null,
      revoked_at: null,
    };
    await insertRows(tx, passwordResets, [row]);
  });
  return { url, expires_at: isoTime(expires_at) };
}

/** Sets a new password by a link, once, and ends all of the user's sessions. */
export async function resetPassword(
  deps: UserDeps,
  { token, password }: { token: string; password: string },
): Promise<UserRow> {
  const { db, clock } = deps;
  const where = eq(passwordResets.token_hash, hashSecret(token));
  const [found] = await db
    .select({ reset: passwordResets, user: users })
    .from(passwordResets)
    .innerJoin(users, eq(users.id, passwordResets.user_id))
    .where(where);
  if (found === undefined) throw unknownLink();
  checkLink(found.reset, clock.nowMs());
  if (found.user.disabled_at !== null) throw userDisabled();
  const { email, name } = found.user;
  const password_hash = await choosePassword(deps, password, [email, name]);
  return await db.transaction(async (tx) => {
    const of_user = eq(users.id, found.user.id);
    const [user] = await tx.select().from(users).where(of_user).for("update");
    const [reset] = await tx.select().from(passwordResets).where(where);
    if (user === undefined || reset === undefined) throw unknownLink();
    checkLink(reset, clock.nowMs());
    if (user.disabled_at !== null) throw userDisabled();
    await tx
      .update(passwordResets)
      .set({ used_at: clock.nowMs() })
      .where(where);
    await tx.update(users).set({ password_hash }).where(of_user);
    await endSessionsOf(tx, user.id);
    return user;
  });
}
