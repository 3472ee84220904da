import { parseObject } from "./json_fields.ts";
import type { JsonFields } from "./json_fields.ts";

/** A compact JWS taken apart; nothing of it is verified. */
export interface Jws {
  header: JsonFields;
  payload: JsonFields;
  /** The text under the signature. */
  signed: string;
  signature: Uint8Array;
}

const BASE64URL = /^[A-Za-z0-9_-]+$/;

/** Takes a compact JWS apart; null if it isn't one, or is cut off. */
export function readJws(text: string): Jws | null {
  const [header = "", payload = "", signature = "", ...more] = text.split(".");
  const parts = [header, payload, signature];
  if (more.length > 0 || !parts.every((part) => BASE64URL.test(part))) {
    return null;
  }
  const read = (part: string) =>
    parseObject(Buffer.from(part, "base64url").toString("utf8"));
  const [head, body] = [read(header), read(payload)];
  if (head === null || body === null) return null;
  return {
    header: head,
    payload: body,
    signed: `${header}.${payload}`,
    signature: new Uint8Array(Buffer.from(signature, "base64url")),
  };
}
