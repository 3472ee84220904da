import { hmacSha256 } from "../kernel/mod.ts";

const ID_BYTES = 20;
const NAME_BYTES = 5;
/** A version that is never signed: no such id proves itself. Whatever it stands for pays. */
const UNSIGNED = 1;
/** No test click, and no number that is leased. */
const NODE = 0xffff;

/** What stands where a conversion has no click: who brought it, and what tells it from others. */
export interface Clickless {
  link_id: number;
  /** An order, or whatever else names the event. */
  name: string;
}

/**
 * The 20 bytes that stand for a click where there was none, always the same for
 * the same event. It reads like a click id and names a link, but its version is
 * one that is never signed: nobody can send it in a postback.
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

/** Whether bytes stand for no click at all. */
export function isClickless(click_id: Uint8Array): boolean {
  return click_id[0] === UNSIGNED;
}
