import { lt, sql } from "drizzle-orm";
import type { Database } from "../../../db/mod.ts";
import { postbackNonces } from "../../../db/schema/mod.ts";

/** A nonce guards as long as its time stamp may be taken; the widest drift that a source may have is a day. */
const KEPT_MS = 2 * 86_400_000;
const PIECE = 5_000;
const PIECES_MAX = 200;

/** Deletes nonces that can't come back, in pieces (index `postback_nonces_used_at`). */
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
