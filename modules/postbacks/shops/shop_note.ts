import type { RawPostback, ShopNote } from "../../sources/mod.ts";
import { VERIFIED_HEADER } from "../read/store_note.ts";

/** The finding about a stored request when it arrived. A header that came with a request is nobody's word. */
export function shopNoteOf(raw: RawPostback): ShopNote | null {
  if (raw.is_kept !== true) return null;
  try {
    const note: unknown = JSON.parse(raw.headers[VERIFIED_HEADER] ?? "null");
    const is_shops =
      typeof note === "object" && note !== null && Object.hasOwn(note, "shop");
    return is_shops ? (note as ShopNote) : null;
  } catch {
    return null;
  }
}
