import type { ShopNote } from "./shops/shop_note.ts";
import type { PlayNote } from "./stores/play_note.ts";

/** A postback as received. */
export interface RawPostback {
  id: string;
  received_at: number;
  method: string;
  /** Path and query as sent. */
  url: string;
  headers: Record<string, string>;
  body: Uint8Array | null;
  ip: string;
  /** Findings about a store's notification or a shop's request on arrival, to be kept with it. */
  verified?: PlayNote | ShopNote;
  /** Its secrets are replaced by marks, which are never valid as secrets in a request. */
  is_kept?: true;
}

/** A decoded parameter and where it was found. */
export interface Parameter {
  name: string;
  value: string;
  from: "query" | "form" | "json" | "path" | "header";
  /** Its bytes are not valid UTF-8, so the value is undecoded. */
  is_garbled?: true;
  /** A JSON number, which may have an exponent. */
  is_number?: true;
  /** Nested in JSON: only searched for a click id. */
  is_nested?: true;
}
