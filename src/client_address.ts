import { canonicalAddress, inCidrs } from "../modules/kernel/mod.ts";
import type { Cidr } from "../modules/kernel/mod.ts";

const HOPS_MAX = 20;
/** The longest text of a hop: an IPv6 address with brackets, quotes and a port. */
const HOP_LENGTH_MAX = 60;

/**
 * The address of whoever sent a request, without a port and in one spelling, so
 * that it may be counted by. `X-Forwarded-For` is believed from the right, hop
 * by hop, as long as each hop is a trusted proxy.
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

/** The address in `1.2.3.4:80`, `[2001:db8::1]:80`, or either without a port; null where there is none. */
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

/** An IPv4 address that a dual-stack socket shows as IPv6 is shown as itself. */
function plainAddress(address: string): string {
  return address.startsWith("::")
    ? address.replace(/^::ffff:(?=[0-9]+\.)/i, "")
    : address;
}
