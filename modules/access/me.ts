import { and, eq } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import {
  advertisers,
  affiliates,
  apiTokens,
  paymentDetailChanges,
  users,
} from "../../db/schema/mod.ts";
import { isoTime } from "../kernel/mod.ts";
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
    payment_details_pending: await pendingDetailsOf(db, principal),
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

/** The change of an affiliate's payment details that waits, so that nobody misses it. */
async function pendingDetailsOf(db: Database, { affiliate_id }: Principal) {
  if (affiliate_id === null) return null;
  const [row] = await db
    .select()
    .from(paymentDetailChanges)
    .where(
      and(
        eq(paymentDetailChanges.affiliate_id, affiliate_id),
        eq(paymentDetailChanges.state, "pending"),
      ),
    );
  if (row === undefined) return null;
  return {
    requested_at: isoTime(row.requested_at),
    effective_at: isoTime(row.effective_at),
  };
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
