import { eq, sql } from "drizzle-orm";
import type { Queryable } from "../../db/mod.ts";
import { users } from "../../db/schema/mod.ts";
import { constantTimeEquals, hmacSha256, Problem } from "../kernel/mod.ts";
import { unknownLink } from "./one_time_link.ts";
import { NO_PARTY } from "./roles.ts";
import { choosePassword, insertUser, readEmail } from "./user.ts";
import type { UserDeps, UserRow } from "./user.ts";

/**
 * The secret of the link that makes the first admin. It follows from the network's key, so
 * that every instance takes the link that another one printed.
 */
export function setupSecret(key: string): string {
  return Buffer.from(hmacSha256(key, "the first admin")).toString("hex");
}

/** The link that makes the first admin; null if there is one. */
export async function setupLink(
  db: Queryable,
  { key, public_url }: { key: string; public_url: string },
): Promise<string | null> {
  if (await hasAdmin(db)) return null;
  return `${public_url}/setup#${setupSecret(key)}`;
}

/** Makes the first admin, once. */
export async function setUpAdmin(
  deps: UserDeps & { setup_secret: string },
  input: {
    token: string;
    email: string;
    password: string;
    name?: string | null;
  },
): Promise<UserRow> {
  const { db, clock, setup_secret } = deps;
  if (!constantTimeEquals(input.token, setup_secret)) throw unknownLink();
  if (await hasAdmin(db)) throw adminExists();
  const email = readEmail(input.email);
  const { name = null } = input;
  const words = [email, name];
  const password_hash = await choosePassword(deps, input.password, words);
  return await db.transaction(async (tx) => {
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtext('tallyho first admin'))`,
    );
    if (await hasAdmin(tx)) throw adminExists();
    const party = NO_PARTY;
    const user = { email, name, password_hash, role: "admin", ...party };
    return await insertUser(tx, clock, user);
  });
}

async function hasAdmin(db: Queryable): Promise<boolean> {
  const rows = await db
    .select({ id: users.id })
    .from(users)
    .where(eq(users.role, "admin"))
    .limit(1);
  return rows.length > 0;
}

function adminExists(): Problem {
  return new Problem(409, "link_used", "There is an admin: sign in");
}
