import { eq, sql } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { idempotencyKeys } from "../../db/schema/mod.ts";
import { seal, unseal } from "../kernel/mod.ts";
import type { Clock, SealKey } from "../kernel/mod.ts";

const KEPT_MS = 24 * 3_600_000;
const FORGET_ROWS = 5_000;

export interface IdempotencyStoreDeps {
  db: Database;
  clock: Clock;
  seal_key: SealKey;
}

export interface KeptAnswer {
  status: number;
  headers: [string, string][];
  body: string;
}

/** A key that another request has. */
export interface TakenKey {
  request_hash: Uint8Array | null;
  status: number | null;
  answer: Uint8Array | null;
}

/** A key that a request took, with the time that tells it from a later one's. */
export interface ClaimedKey {
  id: Uint8Array;
  created_at: number;
}

/** Takes a key that is free or past its time; null if another request has it. */
export async function claimKey(
  { db, clock }: IdempotencyStoreDeps,
  id: Uint8Array,
  request_hash: Uint8Array | null,
): Promise<ClaimedKey | null> {
  const created_at = clock.nowMs();
  const fresh = { request_hash, created_at, status: null, answer: null };
  const rows = await db
    .insert(idempotencyKeys)
    .values({ id, ...fresh })
    .onConflictDoUpdate({
      target: idempotencyKeys.id,
      set: fresh,
      setWhere: endedBefore(created_at),
    })
    .returning({ id: idempotencyKeys.id });
  return rows.length === 0 ? null : { id, created_at };
}

/** Reads a taken key; undefined if it was released meanwhile. */
export async function readKey(
  { db }: IdempotencyStoreDeps,
  id: Uint8Array,
): Promise<TakenKey | undefined> {
  const [row] = await db
    .select({
      request_hash: idempotencyKeys.request_hash,
      status: idempotencyKeys.status,
      answer: idempotencyKeys.answer,
    })
    .from(idempotencyKeys)
    .where(eq(idempotencyKeys.id, id));
  return row;
}

/** Keeps the answer to the request that took a key. */
export async function keepAnswer(
  deps: IdempotencyStoreDeps,
  claimed: ClaimedKey,
  { request_hash, answer }: { request_hash: Uint8Array; answer: KeptAnswer },
): Promise<void> {
  const { status, ...rest } = answer;
  const plain = Buffer.from(JSON.stringify(rest));
  const sealed = seal(deps.seal_key, plain, contextOf(claimed.id));
  await deps.db
    .update(idempotencyKeys)
    .set({ request_hash, status, answer: sealed })
    .where(isOf(claimed));
}

/** Frees a key whose request changed nothing. */
export async function releaseKey(
  { db }: IdempotencyStoreDeps,
  claimed: ClaimedKey,
): Promise<void> {
  await db.delete(idempotencyKeys).where(isOf(claimed));
}

/** The kept answer of a key; null if it was sealed with another key. */
export function openAnswer(
  { seal_key }: Pick<IdempotencyStoreDeps, "seal_key">,
  id: Uint8Array,
  { status, answer }: TakenKey,
): KeptAnswer | null {
  if (status === null || answer === null) return null;
  try {
    const plain = unseal(seal_key, answer, contextOf(id));
    const rest = JSON.parse(Buffer.from(plain).toString("utf8")) as Omit<
      KeptAnswer,
      "status"
    >;
    return { status, ...rest };
  } catch {
    return null;
  }
}

/** Deletes keys that are past their time, some at once. */
export async function forgetKeys(
  { db, clock }: Pick<IdempotencyStoreDeps, "db" | "clock">,
  signal: AbortSignal,
): Promise<void> {
  const now = clock.nowMs();
  while (!signal.aborted) {
    const { count } = await db.execute(sql`
      delete from ${idempotencyKeys} where id in (
        select id from ${idempotencyKeys} where ${endedBefore(now)}
        limit ${FORGET_ROWS})`);
    if (count < FORGET_ROWS) return;
  }
}

function endedBefore(now_ms: number) {
  const limit = new Date(now_ms - KEPT_MS).toISOString();
  return sql`${idempotencyKeys.created_at} <= ${limit}::timestamptz`;
}

function isOf({ id, created_at }: ClaimedKey) {
  const at = new Date(created_at).toISOString();
  return sql`${idempotencyKeys.id} = ${id} and ${idempotencyKeys.created_at} = ${at}::timestamptz`;
}

function contextOf(id: Uint8Array): string {
  return `idempotency answer ${id.toHex()}`;
}
