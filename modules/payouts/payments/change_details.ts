import { and, asc, eq, lte } from "drizzle-orm";
import type { Database, Transaction } from "../../../db/mod.ts";
import { paymentDetailChanges, users } from "../../../db/schema/mod.ts";
import { setPaymentMethod } from "../../campaigns/mod.ts";
import { notFound } from "../../http/mod.ts";
import type { Precondition } from "../../http/mod.ts";
import { newId } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import { notify } from "../../notices/mod.ts";
import {
  cancelledNotice,
  effectiveNotice,
  requestedNotice,
} from "./details_notice.ts";
import {
  endPending,
  lockAffiliate,
  pendingOf,
  sealDetails,
  storeSealed,
} from "./payment_details.ts";
import type { DetailsDeps, PaymentDetails } from "./payment_details.ts";

/** A thief who has a session leaves the affiliate a day to notice. */
const HOLD_MS = 24 * 3_600_000;

const APPLIED_AT_ONCE = 100;

/** The change of payment details that a user of the affiliate asks for. */
export interface DetailsRequest {
  affiliate_id: number;
  details: PaymentDetails;
  method?: string | undefined;
  user: { id: string; email: string };
}

/**
 * Stores a change, which counts a day from now on; another one that waits is replaced, so
 * that each is known for a day. The affiliate's users are told.
 */
export async function requestDetails(
  deps: DetailsDeps,
  { affiliate_id, details, method, user }: DetailsRequest,
  check?: Precondition,
): Promise<void> {
  const { db, clock, seal_key } = deps;
  await db.transaction(async (tx) => {
    await lockAffiliate(tx, affiliate_id);
    await applyDue(tx, clock, affiliate_id);
    await check?.(tx);
    const now_ms = clock.nowMs();
    const effective_at = now_ms + HOLD_MS;
    await endPending(tx, affiliate_id, { state: "replaced", now_ms });
    await tx.insert(paymentDetailChanges).values({
      id: newId(clock),
      affiliate_id,
      method: method ?? null,
      sealed: sealDetails(seal_key, affiliate_id, details),
      requested_by: user.id,
      requested_at: now_ms,
      effective_at,
      state: "pending",
    });
    const { email } = user;
    const notice = requestedNotice({ affiliate_id, email, effective_at });
    await notify(tx, clock, notice);
  });
}

/** Cancels the change that waits; 404 if there is none. */
export async function cancelDetails(
  { db, clock }: { db: Database; clock: Clock },
  affiliate_id: number,
  by: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    await lockAffiliate(tx, affiliate_id);
    await applyDue(tx, clock, affiliate_id);
    const end = { state: "cancelled", now_ms: clock.nowMs() } as const;
    if (!(await endPending(tx, affiliate_id, end))) throw notFound();
    const why = `${by} cancelled it`;
    await notify(tx, clock, cancelledNotice({ affiliate_id, why }));
  });
}

/** Makes the changes that are due count, each in its own transaction, once. */
export async function applyDueDetails(deps: {
  db: Database;
  clock: Clock;
}): Promise<void> {
  const { db, clock } = deps;
  for (;;) {
    const due = await db
      .select({ affiliate_id: paymentDetailChanges.affiliate_id })
      .from(paymentDetailChanges)
      .where(isDue(clock))
      .orderBy(asc(paymentDetailChanges.effective_at))
      .limit(APPLIED_AT_ONCE);
    for (const { affiliate_id } of due) {
      await db.transaction(async (tx) => {
        await lockAffiliate(tx, affiliate_id);
        await applyDue(tx, clock, affiliate_id);
      });
    }
    if (due.length < APPLIED_AT_ONCE) return;
  }
}

function isDue(clock: Clock) {
  return and(
    eq(paymentDetailChanges.state, "pending"),
    lte(paymentDetailChanges.effective_at, clock.nowMs()),
  );
}

/**
 * Makes a locked affiliate's change count if it is due. Whoever was locked out, or isn't
 * the affiliate's any more, changes nothing.
 */
async function applyDue(
  tx: Transaction,
  clock: Clock,
  affiliate_id: number,
): Promise<void> {
  const [change] = await tx
    .select()
    .from(paymentDetailChanges)
    .where(and(pendingOf(affiliate_id), isDue(clock)))
    .for("update");
  if (change === undefined) return;
  const now_ms = clock.nowMs();
  const { sealed, method, effective_at, requested_by } = change;
  if (sealed === null || !(await mayStill(tx, requested_by, affiliate_id))) {
    await endPending(tx, affiliate_id, { state: "cancelled", now_ms });
    const why = "who asked for it can't sign in any more";
    return await notify(tx, clock, cancelledNotice({ affiliate_id, why }));
  }
  await storeSealed(tx, { affiliate_id, sealed, updated_at: effective_at });
  if (method !== null) await setPaymentMethod(tx, affiliate_id, method);
  await endPending(tx, affiliate_id, { state: "effective", now_ms });
  await notify(tx, clock, effectiveNotice({ affiliate_id }));
}

async function mayStill(
  tx: Transaction,
  user_id: string,
  affiliate_id: number,
): Promise<boolean> {
  const [user] = await tx.select().from(users).where(eq(users.id, user_id));
  return user?.disabled_at === null && user.affiliate_id === affiliate_id;
}
