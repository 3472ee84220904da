import { eq, isNotNull, sql } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { sources } from "../../db/schema/mod.ts";
import { hmacSha256, seal, unseal } from "../kernel/mod.ts";
import type { SealKey } from "../kernel/mod.ts";

const HASH_LABEL = "keys of sources, v1";
/** Lets instances that start together seal one after the other. */
const LOCK = "seal keys of sources";

/** A source's stored key: sealed, plus a keyed hash for lookup and uniqueness. */
export interface SealedKey {
  /** Plain text from earlier versions; sealed when the tracker starts. */
  key: string | null;
  key_sealed: string | null;
  key_hash: string | null;
}

/** Seals the key of an advertiser's source. */
export function sealSourceKey(
  seal_key: SealKey,
  advertiser_id: number,
  key: string,
): SealedKey {
  const bytes = seal(seal_key, Buffer.from(key), contextOf(advertiser_id));
  return {
    key: null,
    key_sealed: Buffer.from(bytes).toString("base64"),
    key_hash: hashSourceKey(seal_key, key),
  };
}

/** Opens the key of a stored source; throws if it was sealed under another TALLYHO_KEY. */
export function openSourceKey(
  seal_key: SealKey,
  advertiser_id: number,
  { key, key_sealed }: Pick<SealedKey, "key" | "key_sealed">,
): string {
  if (key !== null) return key;
  const bytes = Buffer.from(key_sealed ?? "", "base64");
  return Buffer.from(
    unseal(seal_key, bytes, contextOf(advertiser_id)),
  ).toString();
}

/** The same, or null if it can't be opened. */
export function readableSourceKey(
  ...of: Parameters<typeof openSourceKey>
): string | null {
  try {
    return openSourceKey(...of);
  } catch {
    return null;
  }
}

/** Keyed hash by which a source is looked up. */
export function hashSourceKey({ key: seal_key }: SealKey, key: string): string {
  const hash_key = hmacSha256(new Uint8Array(seal_key.export()), HASH_LABEL);
  return Buffer.from(hmacSha256(hash_key, key)).toString("base64url");
}

/** Seals keys that an earlier version stored in plain text. */
export async function sealSourceKeys(
  db: Database,
  seal_key: SealKey,
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${LOCK}, 0))`,
    );
    const rows = await tx
      .select({
        id: sources.id,
        advertiser_id: sources.advertiser_id,
        key: sources.key,
      })
      .from(sources)
      .where(isNotNull(sources.key));
    for (const { id, advertiser_id, key } of rows) {
      if (key === null) continue;
      await tx
        .update(sources)
        .set(sealSourceKey(seal_key, advertiser_id, key))
        .where(eq(sources.id, id));
    }
  });
}

function contextOf(advertiser_id: number): string {
  return `key of a source of advertiser ${advertiser_id}`;
}
