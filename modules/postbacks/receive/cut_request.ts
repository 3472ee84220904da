import type { Cut } from "../../../db/schema/mod.ts";

/** Maximum size of URL, headers and body kept of a stranger's request. */
const KEPT_BYTES_MAX = 4096;
/** The `: ` after a header's name and the CRLF after its value. */
const HEADER_EXTRA_BYTES = 4;

/** The parts of a request that may be large. */
interface Request {
  url: string;
  headers: Record<string, string>;
  body?: Uint8Array | null | undefined;
}

/**
 * Keeps the first 4 KiB of a request: its URL, then headers (each whole or not at all), then
 * its body. Never splits a character.
 */
export function cutRequest({ url, headers, body = null }: Request) {
  let left = KEPT_BYTES_MAX;
  const kept_url = firstBytes(Buffer.from(url), left).toString("utf8");
  left -= Buffer.byteLength(kept_url);
  const kept_headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    left -= Buffer.byteLength(name + value) + HEADER_EXTRA_BYTES;
    if (left < 0) break;
    kept_headers[name] = value;
  }
  const kept_body =
    body === null ? null : firstBytes(Buffer.from(body), Math.max(left, 0));
  const is_whole =
    left >= 0 &&
    kept_url.length === url.length &&
    (kept_body?.length ?? 0) === (body?.length ?? 0);
  return {
    url: kept_url,
    headers: kept_headers,
    body: kept_body,
    cut: is_whole ? null : ("size" satisfies Cut as Cut),
  };
}

/** At most `max` bytes, without splitting a UTF-8 character. */
function firstBytes(bytes: Buffer, max: number): Buffer {
  if (bytes.length <= max) return bytes;
  let end = max;
  // Continuation bytes (10xxxxxx); a character has at most three.
  while (end > max - 4 && end > 0 && (bytes[end]! & 0xc0) === 0x80) end--;
  return bytes.subarray(0, end);
}
