import { hmacSha256 } from "../kernel/mod.ts";

const ID_BYTES = 20;
const NAME_BYTES = 5;
/** A version that is never signed, so no such id verifies. The low bit says that it pays. */
const UNSIGNED = 1;
/** Not the node of test clicks, and never leased. */
const NODE = 0xffff;

/** Identifies a conversion without a click: its link and the event's name. */
export interface Clickless {
  link_id: number;
  /** An order, or another name of the event. */
  name: string;
}

/**
 * Builds the 20 bytes that stand in for a missing click; deterministic per event. They parse like a
 * click id and name a link, but the version is never signed, so no postback can carry them.
 */
export function clicklessId({ link_id, name }: Clickless): Uint8Array {
  const bytes = Buffer.alloc(ID_BYTES);
  bytes[0] = UNSIGNED;
  bytes.writeUInt16BE(NODE, 7);
  bytes.writeUInt32BE(link_id, 11);
  const named = hmacSha256("clickless", name);
  bytes.set(named.slice(0, NAME_BYTES), ID_BYTES - NAME_BYTES);
  return new Uint8Array(bytes);
}

/** Whether an id stands in for a missing click. */
export function isClickless(click_id: Uint8Array): boolean {
  return click_id[0] === UNSIGNED;
}
