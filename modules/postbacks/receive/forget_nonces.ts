import { lt, sql } from "drizzle-orm";
import type { Database } from "../../../db/mod.ts";
import { postbackNonces } from "../../../db/schema/mod.ts";

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
