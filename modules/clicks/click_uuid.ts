import { clickIdBytes, encodeClickId, peekClickId } from "./click_id.ts";
import type { ClickIdFields } from "./click_id.ts";

/**
 * Layout, from the left, without the version and variant of a UUID: key number (5 bits), pays (1), milliseconds since 2020
 * (42), node (16), sequence (16), link (32), the first bits of the click id's own proof (10).
 */
const EPOCH_MS = Date.UTC(2020, 0, 1);
const TIME_BITS = 42n;
const CHECK_BITS = 10n;
const VERSION = 8n;
const VARIANT = 2n;
const UUID =
  /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * The UUID (version 8) that stands for a click id where only a UUID fits, such as Apple's
 * `appAccountToken`; null if the text is no click id.
 */
export function clickIdToUuid(click_id: string): string | null {
  const bytes = clickIdBytes(click_id.toLowerCase());
  const read = peekClickId(click_id.toLowerCase());
  if (bytes === null || read === null || read.version !== 1) return null;
  const { key_number, pays, time_ms, node, sequence, link_id } = read.fields;
  const since_ms = BigInt(time_ms - EPOCH_MS);
  if (since_ms < 0n || since_ms >= 1n << TIME_BITS) return null;
  const bits = pack([
    [BigInt(key_number), 5n],
    [pays ? 1n : 0n, 1n],
    [since_ms, TIME_BITS],
    [BigInt(node), 16n],
    [BigInt(sequence), 16n],
    [BigInt(link_id), 32n],
    [checkOf(bytes), CHECK_BITS],
  ]);
  return uuidOf(bits);
}

/**
 * The click id that a UUID stands for, with its whole proof made anew; null if it is another UUID, or its
 * key is unknown.
 */
export function uuidToClickId(
  uuid: string,
  keyOf: (key_number: number) => Uint8Array | undefined,
): string | null {
  const bits = bitsOf(uuid);
  if (bits === null) return null;
  const fields = fieldsOf(bits);
  const key = keyOf(fields.key_number);
  if (key === undefined) return null;
  const id = encodeClickId(fields, key);
  const bytes = clickIdBytes(id);
  const check = bits & ((1n << CHECK_BITS) - 1n);
  return bytes !== null && checkOf(bytes) === check ? id : null;
}

function fieldsOf(bits: bigint): ClickIdFields {
  let rest = bits >> CHECK_BITS;
  const take = (count: bigint) => {
    const value = Number(rest & ((1n << count) - 1n));
    rest >>= count;
    return value;
  };
  const link_id = take(32n);
  const sequence = take(16n);
  const node = take(16n);
  const time_ms = take(TIME_BITS) + EPOCH_MS;
  const pays = take(1n) === 1;
  return { key_number: take(5n), pays, time_ms, node, sequence, link_id };
}

/** The first bits of the proof at the end of a click id. */
function checkOf(bytes: Uint8Array): bigint {
  const [first = 0, second = 0] = bytes.slice(15, 17);
  return BigInt((first << 8) | second) >> (16n - CHECK_BITS);
}

function pack(parts: readonly (readonly [bigint, bigint])[]): bigint {
  return parts.reduce((bits, [value, count]) => (bits << count) | value, 0n);
}

/** Puts version and variant between 122 bits. */
function uuidOf(bits: bigint): string {
  const high = bits >> 74n;
  const middle = (bits >> 62n) & 0xfffn;
  const low = bits & ((1n << 62n) - 1n);
  const all = pack([
    [high, 48n],
    [VERSION, 4n],
    [middle, 12n],
    [VARIANT, 2n],
    [low, 62n],
  ]);
  const hex = all.toString(16).padStart(32, "0");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join("-");
}

/** The 122 bits of a UUID of version 8; null for any other text. */
function bitsOf(uuid: string): bigint | null {
  const text = uuid.trim().toLowerCase();
  if (!UUID.test(text)) return null;
  const all = BigInt(`0x${text.replaceAll("-", "")}`);
  return pack([
    [all >> 80n, 48n],
    [(all >> 64n) & 0xfffn, 12n],
    [all & ((1n << 62n) - 1n), 62n],
  ]);
}
