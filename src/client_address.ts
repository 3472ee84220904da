import { inCidrs } from "../modules/kernel/mod.ts";
import type { Cidr } from "../modules/kernel/mod.ts";

const HOPS_MAX = 20;

/**
 * The address of whoever sent a request. `X-Forwarded-For` is believed from the
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
    const hop = hops.pop()?.trim() ?? "";
    if (!/^[0-9A-Fa-f.:]{2,45}$/.test(hop)) break;
    address = plainAddress(hop);
  }
  return address;
}

/** An IPv4 address that a dual-stack socket shows as IPv6 is shown as itself. */
function plainAddress(address: string): string {
  return address.startsWith("::")
    ? address.replace(/^::ffff:(?=[0-9]+\.)/i, "")
    : address;
}
