import { desc, eq, lt } from "drizzle-orm";
import { insertRows, postgresCode } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { users } from "../../db/schema/mod.ts";
import { isoTime, newId, pageOf, Problem } from "../kernel/mod.ts";
import type { Clock, Page, PageRequest } from "../kernel/mod.ts";
import type { Role } from "./roles.ts";

const PASSWORD_CHARS_MIN = 10;
const PASSWORD_CHARS_MAX = 200;

/** What is needed to work with users. */
export interface UserDeps {
  db: Database;
  clock: Clock;
}

/** What a new user is to be. */
export interface NewUser {
  email: string;
  password: string;
  role: Role;
  affiliate_id?: number | null;
  advertiser_id?: number | null;
}

/** A user as the API shows it. */
export interface UserView {
  id: string;
  email: string;
  role: string;
  affiliate_id: number | null;
  advertiser_id: number | null;
  created_at: string;
}

/** Makes a user who can sign in; a Problem where the address is taken or the password too weak. */
export async function createUser(
  deps: UserDeps,
  input: NewUser,
): Promise<UserView> {
  const email = readEmail(input.email);
  checkPassword(input.password);
  const row = {
    id: newId(deps.clock),
    email,
    password_hash: await Bun.password.hash(input.password, "argon2id"),
    role: input.role,
    affiliate_id: input.affiliate_id ?? null,
    advertiser_id: input.advertiser_id ?? null,
    created_at: deps.clock.nowMs(),
  };
  try {
    await insertRows(deps.db, users, [row]);
  } catch (error) {
    if (postgresCode(error) !== "23505") throw error;
    throw new Problem(409, "already_exists", `A user "${email}" exists`);
  }
  return presentUser(row);
}

/** Makes the first admin who can sign in, unless there is somebody with that address. */
export async function ensureAdminUser(
  deps: UserDeps,
  input: { email: string; password: string },
): Promise<void> {
  const [known] = await deps.db
    .select({ id: users.id })
    .from(users)
    .where(eq(users.email, readEmail(input.email)));
  if (known === undefined) await createUser(deps, { ...input, role: "admin" });
}

/** Lists users, newest first. */
export async function listUsers(
  deps: UserDeps,
  page: PageRequest,
): Promise<Page<UserView>> {
  const rows = await deps.db
    .select()
    .from(users)
    .where(page.after === null ? undefined : lt(users.id, page.after))
    .orderBy(desc(users.id))
    .limit(page.limit + 1);
  return pageOf(rows, page.limit, (row) => row.id, presentUser);
}

/** A stand-in that is checked where there is no such user, so that the time tells nothing. */
let stand_in_hash: Promise<string> | undefined;

/** The user of an address and password, or null; it takes as long for an unknown address. */
export async function readPassword(
  db: Database,
  input: { email: string; password: string },
): Promise<UserRow | null> {
  if (input.password.length > PASSWORD_CHARS_MAX) return null;
  const email = input.email.trim().toLowerCase();
  const [row] = await db.select().from(users).where(eq(users.email, email));
  stand_in_hash ??= Bun.password.hash(crypto.randomUUID(), "argon2id");
  const hash = row?.password_hash ?? (await stand_in_hash);
  const is_right = await Bun.password.verify(input.password, hash);
  return is_right && row !== undefined ? row : null;
}

/** A user's row, the hash of the password included. */
export type UserRow = typeof users.$inferSelect;

/** A user without what nobody should see. */
export function presentUser(row: UserRow): UserView {
  return {
    id: row.id,
    email: row.email,
    role: row.role,
    affiliate_id: row.affiliate_id,
    advertiser_id: row.advertiser_id,
    created_at: isoTime(row.created_at),
  };
}

function readEmail(text: string): string {
  const email = text.trim().toLowerCase();
  if (/^[^\s@]{1,64}@[^\s@]{1,190}$/.test(email)) return email;
  throw new Problem(422, "invalid_request", "Cannot read the email address", {
    errors: [{ field: "email", message: "name@host is expected" }],
  });
}

function checkPassword(password: string): void {
  const { length } = password;
  if (length >= PASSWORD_CHARS_MIN && length <= PASSWORD_CHARS_MAX) return;
  const message = `${PASSWORD_CHARS_MIN} to ${PASSWORD_CHARS_MAX} characters are expected`;
  throw new Problem(422, "invalid_request", "Cannot take this password", {
    errors: [{ field: "password", message }],
  });
}
