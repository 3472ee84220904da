import type { PlayNote, RawPostback, ShopNote } from "../../sources/mod.ts";

/**
 * The header of a stored request under which stands what was verified when it arrived: Google's keys
 * change, and a purchase can't be looked up for ever.
 */
export const VERIFIED_HEADER = "tallyho-verified";

/** The findings about a notification on its arrival. A header that came with the request is nobody's word. */
export function storeNoteOf(raw: RawPostback): PlayNote | null {
  const { verified } = raw;
  if (verified !== undefined) return "shop" in verified ? null : verified;
  if (raw.is_kept !== true) return null;
  const text = raw.headers[VERIFIED_HEADER];
  if (text === undefined) return null;
  try {
    return JSON.parse(text) as PlayNote;
  } catch {
    return null;
  }
}

/** The headers to store, with what was verified. */
export function withStoreNote(
  headers: RawPostback["headers"],
  verified: PlayNote | ShopNote,
): RawPostback["headers"] {
  return { ...headers, [VERIFIED_HEADER]: JSON.stringify(verified) };
}
