import { eq } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import {
  advertisers,
  affiliates,
  apiTokens,
  users,
} from "../../db/schema/mod.ts";
import { presentPrincipal, userOf } from "./roles.ts";
import type { Principal } from "./roles.ts";
import { ALL_SCOPES } from "./scopes.ts";

/** Who asks, for whom, and what it may. */
export async function readMe(
  db: Database,
  principal: Principal,
): Promise<object> {
  return {
    ...presentPrincipal(principal),
    ...(await namesOf(db, principal)),
    party: await partyOf(db, principal),
    scopes: principal.scopes ?? ALL_SCOPES,
  };
}

async function namesOf(db: Database, principal: Principal) {
  const user_id = userOf(principal);
  if (user_id === null) {
    const { name } = apiTokens;
    const where = eq(apiTokens.id, principal.id);
    const [token] = await db.select({ name }).from(apiTokens).where(where);
    return { name: token?.name ?? null, email: null };
  }
  const { name, email } = users;
  const where = eq(users.id, user_id);
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
