import { eq } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import {
  advertisers,
  affiliates,
  apiTokens,
  users,
} from "../../db/schema/mod.ts";
import type { Principal } from "./roles.ts";

/** Who asks, for whom, and what it may. */
export async function readMe(
  db: Database,
  principal: Principal,
): Promise<object> {
  const { session_id: _, ...caller } = principal;
  return {
    ...caller,
    ...(await namesOf(db, principal)),
    party: await partyOf(db, principal),
    scopes: ["read", "write"],
  };
}

async function namesOf(db: Database, { kind, id }: Principal) {
  if (kind === "token") {
    const { name } = apiTokens;
    const where = eq(apiTokens.id, id);
    const [token] = await db.select({ name }).from(apiTokens).where(where);
    return { name: token?.name ?? null, email: null };
  }
  const { name, email } = users;
  const where = eq(users.id, id);
  const [user] = await db.select({ name, email }).from(users).where(where);
  return { name: user?.name ?? null, email: user?.email ?? null };
}

async function partyOf(db: Database, principal: Principal) {
  const { affiliate_id, advertiser_id } = principal;
  if (affiliate_id !== null) {
    const [found] = await db
      .select({ name: affiliates.name })
      .from(affiliates)
      .where(eq(affiliates.id, affiliate_id));
    return { kind: "affiliate", id: affiliate_id, name: found?.name ?? "" };
  }
  if (advertiser_id !== null) {
    const [found] = await db
      .select({ name: advertisers.name })
      .from(advertisers)
      .where(eq(advertisers.id, advertiser_id));
    return { kind: "advertiser", id: advertiser_id, name: found?.name ?? "" };
  }
  return null;
}
