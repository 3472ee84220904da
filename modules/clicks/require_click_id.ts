import { invalid } from "../http/mod.ts";
import { clickIdBytes } from "./click_id.ts";

/** The bytes of the click id that a filter names; throws a Problem if it is none. */
export function requireClickId(text: string): Uint8Array {
  const bytes = clickIdBytes(text);
  if (bytes !== null) return bytes;
  throw invalid("click_id", "must be a click id");
}
