import { canonicalAddress, inCidrs } from "../modules/kernel/mod.ts";
import type { Cidr } from "../modules/kernel/mod.ts";

const HOPS_MAX = 20;
/** Maximum length of a hop: an IPv6 address with brackets, quotes and a port. */
const HOP_LENGTH_MAX = 60;

/**
 * The client's address, without a port and in canonical form. `X-Forwarded-For` is trusted from the
 * right, hop by hop, as long as each hop is a trusted proxy.
 */
export function clientAddress(
  peer: string,
  forwarded_for: string | null,
  trusted: readonly Cidr[],
): string {
  let address = plainAddress(peer);
  if (forwarded_for === null || trusted.length === 0) return address;
  const hops = forwarded_for.split(",").slice(-HOPS_MAX);
  while (inCidrs(address, trusted)) {
    const hop = readHop(hops.pop()?.trim() ?? "");
    if (hop === null) break;
    address = hop;
  }
  return address;
}

/** Parses `1.2.3.4:80`, `[2001:db8::1]:80`, or either without a port; null if it is neither. */
function readHop(text: string): string | null {
  if (text.length > HOP_LENGTH_MAX) return null;
  const bare = /^"(.*)"$/.exec(text)?.[1] ?? text;
  const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(bare)?.[1];
  if (bracketed !== undefined) {
    return bracketed.includes(":") ? canonicalAddress(bracketed) : null;
  }
  const v4 = /^([\d.]+):\d{1,5}$/.exec(bare)?.[1];
  return canonicalAddress(v4 ?? bare);
}

/** Unmaps an IPv4 address shown as IPv6 by a dual-stack socket. */
function plainAddress(address: string): string {
  return address.startsWith("::")
    ? address.replace(/^::ffff:(?=[0-9]+\.)/i, "")
    : address;
}
