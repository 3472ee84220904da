import type { Cut } from "../../../db/schema/mod.ts";

/** Bytes of URL, headers and body that are kept of a stranger's request. */
const KEPT_BYTES_MAX = 4096;
/** Between the name of a header and its value, and after it. */
const HEADER_EXTRA_BYTES = 4;

/** The parts of a request that may be large. */
interface Request {
  url: string;
  headers: Record<string, string>;
  body?: Uint8Array | null | undefined;
}

/** The first 4 KiB of a request: its URL, then its headers, each whole or not at all, then its body. No character is cut in two. */
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

/** So many bytes, less those of a UTF-8 character that would be cut in two. */
function firstBytes(bytes: Buffer, max: number): Buffer {
  if (bytes.length <= max) return bytes;
  let end = max;
  // Bytes 10xxxxxx go on with a character; there are at most three of them.
  while (end > max - 4 && end > 0 && (bytes[end]! & 0xc0) === 0x80) end--;
  return bytes.subarray(0, end);
}
