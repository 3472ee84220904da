import type { Clock } from "./clock.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Makes a UUIDv7; sorts by time, and by creation order within a millisecond. */
export function newId(clock: Clock): string {
  return Bun.randomUUIDv7("hex", clock.nowMs());
}

/** The UUID (version 8) of a text: always the same. */
export function hashedId(text: string): string {
  const hash = new Bun.CryptoHasher("sha256").update(text).digest("hex");
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

const UUID_TIME_MAX = 2 ** 48 - 1;

/** The smallest UUID of a moment: a UUIDv7 begins with its time. */
export function firstIdAt(ms: number): string {
  const time = Math.min(Math.max(ms, 0), UUID_TIME_MAX);
  const hex = time.toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** Whether a text is a hyphenated UUID of any version. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** Crockford's alphabet: no i, l, o (confused with digits) and no u. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const VALUE_BY_CODE = valueByCode();
const NOT_IN_ALPHABET = 255;

function valueByCode(): Uint8Array {
  const values = new Uint8Array(128).fill(255);
  for (let value = 0; value < ALPHABET.length; value++) {
    const letter = ALPHABET.charAt(value);
    values[letter.charCodeAt(0)] = value;
    values[letter.toUpperCase().charCodeAt(0)] = value;
  }
  return values;
}

/** Encodes bytes as lower-case Crockford base32 without padding. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = "";
  let bits = 0;
  let held = 0;
  for (let index = 0; index < bytes.length; index++) {
    held = (held << 8) | bytes[index]!;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(held >>> bits) & 31]!;
    }
    held &= (1 << bits) - 1;
  }
  if (bits > 0) text += ALPHABET[(held << (5 - bits)) & 31]!;
  return text;
}

/**
 * Decodes Crockford base32 in either case; null unless `encodeBase32` could have written it.
 * Look-alikes (i, l, o) are refused and unused bits must be zero, so that no two texts decode to
 * the same bytes.
 */
export function decodeBase32(text: string): Uint8Array | null {
  const left_over_bits = (text.length * 5) % 8;
  if (left_over_bits >= 5) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let at = 0;
  let bits = 0;
  let held = 0;
  for (let index = 0; index < text.length; index++) {
    const value = VALUE_BY_CODE[text.charCodeAt(index)] ?? NOT_IN_ALPHABET;
    if (value === NOT_IN_ALPHABET) return null;
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = held >>> bits;
      held &= (1 << bits) - 1;
    }
  }
  return held === 0 ? bytes : null;
}

const TOKEN_BYTES_MAX = 1024;

/** A random base32 token with the given number of random bytes, for slugs, API tokens and keys. */
export function randomToken(bytes: number): string {
  if (!Number.isInteger(bytes) || bytes < 1 || bytes > TOKEN_BYTES_MAX) {
    throw new RangeError(
      `Cannot make a token: ${bytes} bytes is not within 1 to ${TOKEN_BYTES_MAX}`,
    );
  }
  return encodeBase32(crypto.getRandomValues(new Uint8Array(bytes)));
}
