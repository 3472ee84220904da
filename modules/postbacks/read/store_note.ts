import type { PlayNote, RawPostback } from "../../sources/mod.ts";

/**
 * The header of a stored request under which stands what was verified when it arrived: Google's keys
 * change, and a purchase can't be looked up for ever.
 */
export const VERIFIED_HEADER = "tallyho-verified";

/** The findings about a notification on its arrival. A header that came with the request is nobody's word. */
export function storeNoteOf(raw: RawPostback): PlayNote | null {
  if (raw.verified !== undefined) return raw.verified;
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
  verified: PlayNote,
): RawPostback["headers"] {
  return { ...headers, [VERIFIED_HEADER]: JSON.stringify(verified) };
}
