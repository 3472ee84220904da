import { readClickId } from "./click_id.ts";
import type { ClickIdFields } from "./click_id.ts";
import type { KeyRing } from "./key_ring.ts";

/** The keys for verifying ids. */
export type ProvingKeys = Pick<KeyRing, "key" | "keyOrReload">;

/**
 * Verifies a click id and returns its fields; null if it isn't ours. Only an unknown key number
 * queries the database.
 */
export async function proveClickId(
  keys: ProvingKeys,
  text: string,
): Promise<{ id: string; fields: ClickIdFields } | null> {
  const keyOf = (key_number: number) => keys.key(key_number);
  let read = readClickId(text, keyOf);
  if (read.kind === "unknown_key") {
    await keys.keyOrReload(read.key_number);
    read = readClickId(text, keyOf);
  }
  return read.kind === "valid" ? { id: read.id, fields: read.fields } : null;
}
