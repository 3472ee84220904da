import { and, eq } from "drizzle-orm";
import type { Database, Queryable, Transaction } from "../../../db/mod.ts";
import {
  affiliates,
  paymentDetailChanges,
  paymentDetails,
} from "../../../db/schema/mod.ts";
import { setPaymentMethod } from "../../campaigns/mod.ts";
import { orNotFound } from "../../http/mod.ts";
import type { Precondition } from "../../http/mod.ts";
import { isoTime, seal, unseal } from "../../kernel/mod.ts";
import type { Clock, SealKey } from "../../kernel/mod.ts";
import { notify } from "../../notices/mod.ts";
import { changedNotice, removedNotice } from "./details_notice.ts";

export interface DetailsDeps {
  db: Database;
  clock: Clock;
  seal_key: SealKey;
}

/**
 * Where money is sent, as texts by name: `iban`, `bic`, `holder`, `network`,
 * `address`, …
 */
export type PaymentDetails = Record<string, string>;

/** Stores an affiliate's payment details, encrypted; null deletes them. */
export async function setPaymentDetails(
  deps: DetailsDeps,
  affiliate_id: number,
  input: { details: PaymentDetails | null; method?: string | undefined },
  check?: Precondition,
): Promise<void> {
  const { details, method } = input;
  await deps.db.transaction(async (tx) => {
    await lockAffiliate(tx, affiliate_id);
    await check?.(tx);
    await writePaymentDetails(tx, deps, { affiliate_id, details });
    if (method !== undefined) await setPaymentMethod(tx, affiliate_id, method);
  });
}

/** Changes of one affiliate's details take turns. */
export async function lockAffiliate(
  tx: Transaction,
  affiliate_id: number,
): Promise<void> {
  const [affiliate] = await tx
    .select({ id: affiliates.id })
    .from(affiliates)
    .where(eq(affiliates.id, affiliate_id))
    .for("no key update");
  orNotFound(affiliate);
}

/**
 * The same, in the caller's transaction. It counts at once, in place of a change that
 * waits, and the affiliate's users are told.
 */
export async function writePaymentDetails(
  tx: Transaction,
  { clock, seal_key }: Omit<DetailsDeps, "db">,
  input: { affiliate_id: number; details: PaymentDetails | null },
): Promise<void> {
  const { affiliate_id, details } = input;
  const now_ms = clock.nowMs();
  await endPending(tx, affiliate_id, { state: "replaced", now_ms });
  if (details === null) {
    const own = eq(paymentDetails.affiliate_id, affiliate_id);
    const removed = await tx.delete(paymentDetails).where(own).returning();
    if (removed.length === 0) return;
    return await notify(tx, clock, removedNotice({ affiliate_id }));
  }
  const sealed = sealDetails(seal_key, affiliate_id, details);
  await storeSealed(tx, { affiliate_id, sealed, updated_at: now_ms });
  await notify(tx, clock, changedNotice({ affiliate_id, now_ms }));
}

/** Stores details that are encrypted already. */
export async function storeSealed(
  tx: Transaction,
  row: typeof paymentDetails.$inferInsert,
): Promise<void> {
  const { affiliate_id, ...set } = row;
  await tx
    .insert(paymentDetails)
    .values({ affiliate_id, ...set })
    .onConflictDoUpdate({ target: paymentDetails.affiliate_id, set });
}

/** Ends the change that waits, if there is one, and forgets its details. */
export async function endPending(
  tx: Transaction,
  affiliate_id: number,
  end: { state: "replaced" | "cancelled" | "effective"; now_ms: number },
): Promise<boolean> {
  const { state, now_ms } = end;
  const ended = await tx
    .update(paymentDetailChanges)
    .set({ state, ended_at: now_ms, sealed: null })
    .where(pendingOf(affiliate_id))
    .returning({ id: paymentDetailChanges.id });
  return ended.length > 0;
}

/** The change of an affiliate's details that waits. */
export function pendingOf(affiliate_id: number) {
  return and(
    eq(paymentDetailChanges.affiliate_id, affiliate_id),
    eq(paymentDetailChanges.state, "pending"),
  );
}

const SHOWN_CHARS = 4;

/**
 * Reads an affiliate's payment details, and the change of them that waits, each masked
 * except for its last characters.
 */
export async function readPaymentDetails(
  deps: { db: Queryable; seal_key: SealKey },
  affiliate_id: number,
) {
  const [row] = await deps.db
    .select({
      method: affiliates.payment_method,
      current: paymentDetails,
      pending: paymentDetailChanges,
    })
    .from(affiliates)
    .leftJoin(paymentDetails, eq(paymentDetails.affiliate_id, affiliates.id))
    .leftJoin(paymentDetailChanges, pendingOf(affiliate_id))
    .where(eq(affiliates.id, affiliate_id));
  const { method, current, pending } = orNotFound(row);
  orNotFound(current ?? pending ?? undefined);
  const shown = (sealed: Uint8Array | null) =>
    masked(openPaymentDetails(deps.seal_key, affiliate_id, sealed));
  return {
    affiliate_id,
    method,
    details: shown(current?.sealed ?? null),
    updated_at: current === null ? null : isoTime(current.updated_at),
    pending:
      pending === null
        ? null
        : {
            method: pending.method ?? method,
            details: shown(pending.sealed),
            requested_at: isoTime(pending.requested_at),
            effective_at: isoTime(pending.effective_at),
          },
  };
}

function masked(details: PaymentDetails): PaymentDetails {
  const texts = Object.entries(details).map(([name, text]) => {
    const end = text.length > 2 * SHOWN_CHARS ? text.slice(-SHOWN_CHARS) : "";
    return [name, `***${end}`];
  });
  return Object.fromEntries(texts) as PaymentDetails;
}

/** Encrypts payment details. */
export function sealDetails(
  seal_key: SealKey,
  affiliate_id: number,
  details: PaymentDetails,
): Uint8Array {
  const plain = Buffer.from(JSON.stringify(details));
  return seal(seal_key, plain, contextOf(affiliate_id));
}

/** Decrypts payment details; empty if there are none. */
export function openPaymentDetails(
  seal_key: SealKey,
  affiliate_id: number,
  sealed: Uint8Array | null,
): PaymentDetails {
  if (sealed === null) return {};
  const plain = unseal(seal_key, sealed, contextOf(affiliate_id));
  return JSON.parse(Buffer.from(plain).toString("utf8")) as PaymentDetails;
}

/** Binds the ciphertext to its affiliate: it can't be decrypted for another. */
function contextOf(affiliate_id: number): string {
  return `affiliate ${affiliate_id}: payment details`;
}
