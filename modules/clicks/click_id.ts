import {
  constantTimeEquals,
  decodeBase32,
  encodeBase32,
  hmacSha256,
} from "../kernel/mod.ts";

/** The fields encoded in a click id. */
export interface ClickIdFields {
  /** Number of the signing key, 0 to 31. */
  key_number: number;
  /** False for a click that counts but doesn't pay (over a cap). */
  pays: boolean;
  time_ms: number;
  node: number;
  sequence: number;
  link_id: number;
}

/** The result of reading a click id; only `valid` is authenticated. */
type ClickIdReading =
  | { kind: "valid"; id: string; fields: ClickIdFields }
  | { kind: "unknown_key"; key_number: number }
  | { kind: "invalid" };

/**
 * Layout: byte 0: version (2 bits), key number (5 bits), pays (1 bit); 1-6 time; 7-8 node; 9-10
 * sequence; 11-14 link; 15-19 truncated HMAC-SHA256 of the preceding bytes. All big-endian.
 */
const VERSION = 1;
const SIGNED_BYTES = 15;
const ID_BYTES = 20;
const ID_LENGTH = 32;

/** Encodes and signs a click id, 32 characters long. */
export function encodeClickId(fields: ClickIdFields, key: Uint8Array): string {
  assertFits("key_number", fields.key_number, 2 ** 5);
  assertFits("time_ms", fields.time_ms, 2 ** 48);
  assertFits("node", fields.node, 2 ** 16);
  assertFits("sequence", fields.sequence, 2 ** 16);
  assertFits("link_id", fields.link_id, 2 ** 32);
  const bytes = new Uint8Array(ID_BYTES);
  const pays = fields.pays ? 1 : 0;
  bytes[0] = (VERSION << 6) | (fields.key_number << 1) | pays;
  writeBytes(bytes, 1, 2, Math.floor(fields.time_ms / 2 ** 32));
  writeBytes(bytes, 3, 4, fields.time_ms);
  writeBytes(bytes, 7, 2, fields.node);
  writeBytes(bytes, 9, 2, fields.sequence);
  writeBytes(bytes, 11, 4, fields.link_id);
  bytes.set(proofOf(bytes, key), SIGNED_BYTES);
  return encodeBase32(bytes);
}

// By hand: a DataView makes the engine allocate an ArrayBuffer, at half the cost of the HMAC.
function writeBytes(
  bytes: Uint8Array,
  at: number,
  count: number,
  value: number,
): void {
  let rest = value >>> 0;
  for (let index = at + count - 1; index >= at; index--) {
    bytes[index] = rest;
    rest >>>= 8;
  }
}

/** The first bytes that ids have: of each key, and whether they pay. */
export const ID_HEADS = { first: VERSION << 6, last: (VERSION << 6) | 63 };

/** The bytes of a time in an id, after the first. */
export function timeInId(time_ms: number): Uint8Array {
  const bytes = new Uint8Array(6);
  writeBytes(bytes, 0, 2, Math.floor(time_ms / 2 ** 32));
  writeBytes(bytes, 2, 4, time_ms);
  return bytes;
}

function readBytes(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let index = at; index < at + count; index++) {
    value = value * 256 + bytes[index]!;
  }
  return value;
}

function assertFits(name: string, value: number, limit: number): void {
  if (!Number.isInteger(value) || value < 0 || value >= limit) {
    throw new RangeError(
      `Cannot make a click id: ${name} ${value} is not within 0 to ${limit - 1}`,
    );
  }
}

function proofOf(bytes: Uint8Array, key: Uint8Array): Uint8Array {
  // slice(), not subarray(): a view makes the engine allocate an ArrayBuffer, at half the HMAC's
  // cost.
  const mac = hmacSha256(key, bytes.slice(0, SIGNED_BYTES));
  return mac.slice(0, ID_BYTES - SIGNED_BYTES);
}

/** Decodes a click id to its 20 bytes; null if malformed. Doesn't verify the signature. */
export function clickIdBytes(text: string): Uint8Array | null {
  return text.length === ID_LENGTH ? decodeBase32(text) : null;
}

/** Encodes the 20 bytes of a click id as text. */
export function clickIdText(bytes: Uint8Array): string {
  if (bytes.length !== ID_BYTES) {
    throw new RangeError(
      `Cannot write a click id: ${bytes.length} bytes, not ${ID_BYTES}`,
    );
  }
  return encodeBase32(bytes);
}

/** Decodes and verifies a click id in either case; `keyOf` looks up a key by number. */
export function readClickId(
  text: string,
  keyOf: (key_number: number) => Uint8Array | undefined,
): ClickIdReading {
  const bytes = clickIdBytes(text);
  if (bytes === null || bytes[0]! >>> 6 !== VERSION) return { kind: "invalid" };
  const key_number = (bytes[0]! >>> 1) & 31;
  const key = keyOf(key_number);
  if (key === undefined) return { kind: "unknown_key", key_number };
  const proof = bytes.slice(SIGNED_BYTES);
  if (!constantTimeEquals(proof, proofOf(bytes, key))) {
    return { kind: "invalid" };
  }
  return {
    kind: "valid",
    id: text.toLowerCase(),
    fields: fieldsOf(bytes, key_number),
  };
}

function fieldsOf(bytes: Uint8Array, key_number: number): ClickIdFields {
  return {
    key_number,
    pays: (bytes[0]! & 1) === 1,
    time_ms: readBytes(bytes, 1, 6),
    node: readBytes(bytes, 7, 2),
    sequence: readBytes(bytes, 9, 2),
    link_id: readBytes(bytes, 11, 4),
  };
}

/** Decodes a click id without verifying it, for display only; null if malformed. */
export function peekClickId(
  text: string,
): { version: number; fields: ClickIdFields } | null {
  const bytes = clickIdBytes(text);
  if (bytes === null) return null;
  const fields = fieldsOf(bytes, (bytes[0]! >>> 1) & 31);
  return { version: bytes[0]! >>> 6, fields };
}

/** The end of the year 9999: Postgres reads no later time in our notation. */
export const TIME_MS_MAX = 253_402_300_799_999;

/** The time in a click id's bytes, in epoch milliseconds; that of a made-up id may be any. */
export function readClickTime(bytes: Uint8Array): number {
  const time_ms = Buffer.from(bytes.buffer, bytes.byteOffset).readUIntBE(1, 6);
  return Math.min(time_ms, TIME_MS_MAX);
}

/** The node number of test clicks; never leased. */
export const TEST_NODE = 0;

/**
 * Node numbers of imported clicks; never leased, since their ids carry times that are past, in which
 * leased numbers were minting.
 */
export const IMPORT_NODES = { first: 0xff00, count: 255 };

/** Whether a click is a test: it is processed in full, but nothing is booked for it. */
export function isTestClick(click: Pick<ClickIdFields, "node">): boolean {
  return click.node === TEST_NODE;
}

const NAME_BYTES = 5;
/** A version that is never signed, so no such id verifies. The low bit says that it pays. */
const UNSIGNED_HEAD = 1;
/** Not the node of test clicks, and never leased. */
const CLICKLESS_NODE = 0xffff;

/** Identifies a conversion without a click: its link and the event's name. */
interface Clickless {
  link_id: number;
  /** An order, or another name of the event. */
  name: string;
  /** Processed in full, but nothing is booked for it. */
  is_test?: boolean;
}

/**
 * Builds the 20 bytes that stand in for a missing click; deterministic per event. They parse like a
 * click id and name a link, but the version is never signed, so no postback can carry them.
 */
export function clicklessId({
  link_id,
  name,
  is_test = false,
}: Clickless): Uint8Array {
  const bytes = Buffer.alloc(ID_BYTES);
  bytes[0] = UNSIGNED_HEAD;
  bytes.writeUInt16BE(is_test ? TEST_NODE : CLICKLESS_NODE, 7);
  bytes.writeUInt32BE(link_id, 11);
  const named = hmacSha256("clickless", name);
  bytes.set(named.slice(0, NAME_BYTES), ID_BYTES - NAME_BYTES);
  return new Uint8Array(bytes);
}

/** Whether an id stands in for a missing click. */
export function isClickless(click_id: Uint8Array): boolean {
  return click_id[0] === UNSIGNED_HEAD;
}
