import { Problem, canonicalAddress, inCidrs } from "../modules/kernel/mod.ts";
import type { Cidr } from "../modules/kernel/mod.ts";

/** For a request without a host, as HTTP/1.0 allows. */
const NO_HOST = "http://localhost";
/** After `http://` and at least one character of host. */
const HOST_AT = 7;

/**
 * Where the path begins in a request's URL. All readers of paths use this, so that none disagrees
 * whatever the host is.
 */
export function pathAt(url: string): number {
  return url.indexOf("/", HOST_AT);
}

/** The path in the URL of a request, as it was sent. */
export function pathOf(url: string): string {
  const end = url.indexOf("?", HOST_AT);
  return url.slice(pathAt(url), end === -1 ? undefined : end);
}

/** The request with an absolute URL; a Problem if its Host is invalid or duplicated. */
export function addressed(request: Request): Request | Problem {
  const host = request.headers.get("host");
  const { url } = request;
  if (host === null && url.startsWith("/")) {
    return new Request(`${NO_HOST}${url}`, request);
  }
  // Duplicate Host headers are joined by a comma: a proxy in front of us may have used either.
  if (url.startsWith("http://") && !host?.includes(",")) return request;
  const detail = "The Host header is missing, doubled, or names no host";
  return new Problem(400, "malformed", detail, CLOSING);
}

/** Closes the connection instead of reading the rest of the body. */
export const CLOSING = { headers: { connection: "close" } } as const;

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

/** Whether a peer's `X-Forwarded-For` is believed. */
export function isTrusted(peer: string, trusted: readonly Cidr[]): boolean {
  return trusted.length > 0 && inCidrs(plainAddress(peer), trusted);
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
