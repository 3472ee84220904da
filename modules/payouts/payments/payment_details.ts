import { eq } from "drizzle-orm";
import type { Database, Queryable, Transaction } from "../../../db/mod.ts";
import { affiliates, paymentDetails } from "../../../db/schema/mod.ts";
import { orNotFound } from "../../http/mod.ts";
import type { Precondition } from "../../http/mod.ts";
import { isoTime, seal, unseal } from "../../kernel/mod.ts";
import type { Clock, SealKey } from "../../kernel/mod.ts";

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
  details: PaymentDetails | null,
  check?: Precondition,
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const [affiliate] = await tx
      .select({ id: affiliates.id })
      .from(affiliates)
      .where(eq(affiliates.id, affiliate_id))
      .for("no key update");
    orNotFound(affiliate);
    await check?.(tx);
    await writePaymentDetails(tx, deps, { affiliate_id, details });
  });
}

/** The same, in the caller's transaction. */
export async function writePaymentDetails(
  tx: Transaction,
  { clock, seal_key }: Omit<DetailsDeps, "db">,
  input: { affiliate_id: number; details: PaymentDetails | null },
): Promise<void> {
  const { affiliate_id, details } = input;
  if (details === null) {
    const own = eq(paymentDetails.affiliate_id, affiliate_id);
    await tx.delete(paymentDetails).where(own);
    return;
  }
  const plain = Buffer.from(JSON.stringify(details));
  const set = {
    sealed: seal(seal_key, plain, contextOf(affiliate_id)),
    updated_at: clock.nowMs(),
  };
  await tx
    .insert(paymentDetails)
    .values({ affiliate_id, ...set })
    .onConflictDoUpdate({ target: paymentDetails.affiliate_id, set });
}

const SHOWN_CHARS = 4;

/** Reads an affiliate's payment details, each masked except for its last characters. */
export async function readPaymentDetails(
  deps: { db: Queryable; seal_key: SealKey },
  affiliate_id: number,
) {
  const [row] = await deps.db
    .select()
    .from(paymentDetails)
    .where(eq(paymentDetails.affiliate_id, affiliate_id));
  const { sealed, updated_at } = orNotFound(row);
  const details = openPaymentDetails(deps.seal_key, affiliate_id, sealed);
  const masked = Object.entries(details).map(([name, text]) => {
    const end = text.length > 2 * SHOWN_CHARS ? text.slice(-SHOWN_CHARS) : "";
    return [name, `***${end}`];
  });
  return {
    affiliate_id,
    details: Object.fromEntries(masked) as PaymentDetails,
    updated_at: isoTime(updated_at),
  };
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
