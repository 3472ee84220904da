import { refusal } from "../../sources/mod.ts";
import type { Refusal } from "../../sources/mod.ts";
import type { Verdict } from "../../conversions/mod.ts";
import { judgeSale } from "../../conversions/mod.ts";
import type { JudgeContext } from "./judge_context.ts";
import type { ResolvedEvent } from "../read/resolve_event.ts";
import type { Trace } from "../read/trace.ts";
import { sql, lt } from "drizzle-orm";
import { insertRows, recordset } from "../../../db/mod.ts";
import type { Transaction, Database } from "../../../db/mod.ts";
import { postbackNonces } from "../../../db/schema/mod.ts";

/**
 * Judges an event against the configuration and recorded conversions as of its arrival;
 * `recorded_at` is when a new conversion is recorded.
 */
export function judgePostback(
  event: ResolvedEvent,
  context: JudgeContext,
  trace: Trace,
  recorded_at = event.received_at,
): Verdict {
  const replayed = checkNonce(event, context.nonces, trace);
  if (replayed !== null) {
    trace.refused("nonce", replayed);
    return { kind: "refused", conversion: null, refusal: replayed };
  }
  const { nonce_key } = event;
  const is_retry = nonce_key !== null && context.nonces.has(nonce_key);
  return judgeSale({ event, recorded_at, is_retry }, context, trace);
}

/** A used nonce with its content hash; `used_at` is when it was accepted. */
export interface UsedNonce {
  advertiser_id: number;
  nonce: string;
  content: Uint8Array;
  used_at: number;
}

/** Map key of a nonce: nonces are scoped to their advertiser. */
export function nonceKey(advertiser_id: number, nonce: string): string {
  return `${advertiser_id} ${nonce}`;
}

/**
 * Refuses other content under a used nonce as a replay; the same content is a retry and judged
 * as usual.
 */
function checkNonce(
  event: Pick<ResolvedEvent, "nonce_key" | "content">,
  nonces: ReadonlyMap<string, Uint8Array>,
  trace: Trace,
): Refusal | null {
  if (event.nonce_key === null) return null;
  const used = nonces.get(event.nonce_key);
  if (used === undefined) {
    trace.passed("nonce", "Not used yet");
    return null;
  }
  if (Buffer.compare(used, event.content) === 0) {
    trace.passed("nonce", "Used by the same content: a retry");
    return null;
  }
  return refusal(
    "replayed_nonce",
    "The nonce was used by a postback that said something else",
  );
}

/** Loads which nonces of a batch are already used. */
export async function loadNonces(
  tx: Transaction,
  asked: readonly { advertiser_id: number; nonce: string }[],
): Promise<Map<string, Uint8Array>> {
  if (asked.length === 0) return new Map();
  const given = recordset("k", asked, {
    advertiser_id: "integer",
    nonce: "text",
  });
  const { advertiser_id, nonce } = postbackNonces;
  const rows = await tx
    .select()
    .from(postbackNonces)
    .where(
      sql`(${advertiser_id}, ${nonce}) in (select k.advertiser_id, k.nonce from ${given})`,
    );
  return new Map(
    rows.map((row) => [nonceKey(row.advertiser_id, row.nonce), row.content]),
  );
}

/**
 * Marks nonces as used. Fails if another transaction used one first; the batch is then judged
 * again with that nonce.
 */
export async function useNonces(
  tx: Transaction,
  used: readonly UsedNonce[],
): Promise<void> {
  const order_by = ["advertiser_id", "nonce"] as const;
  await insertRows(tx, postbackNonces, used, { order_by });
}

/**
 * A nonce is needed only while its timestamp could still be accepted; the largest drift that a
 * source can allow is a day.
 */
const KEPT_MS = 2 * 86_400_000;
const PIECE = 5_000;
const PIECES_MAX = 200;

/** Deletes expired nonces in pieces (index `postback_nonces_used_at`). */
export async function forgetNonces(
  db: Database,
  now_ms: number,
): Promise<void> {
  const { advertiser_id, nonce, used_at } = postbackNonces;
  for (let piece = 0; piece < PIECES_MAX; piece++) {
    const old = db
      .select({ advertiser_id, nonce })
      .from(postbackNonces)
      .where(lt(used_at, now_ms - KEPT_MS))
      .limit(PIECE);
    const gone = await db
      .delete(postbackNonces)
      .where(sql`(${advertiser_id}, ${nonce}) in ${old}`)
      .returning({ advertiser_id });
    if (gone.length < PIECE) return;
  }
}
