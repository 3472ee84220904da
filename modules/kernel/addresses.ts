import { IPv4, IPv6 } from "ipaddr.js";

/** A range of addresses. */
export interface Cidr {
  readonly address: IPv4 | IPv6;
  readonly bits: number;
}

const MAPPED_BITS = 96;

/** Reads a list of CIDRs or single addresses, separated by commas or spaces. */
export function parseCidrs(text: string): Cidr[] {
  return text
    .split(/[\s,]+/)
    .filter((item) => item !== "")
    .map(parseCidr);
}

function parseCidr(item: string): Cidr {
  const [, ip = "", bits_text] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(item) ?? [];
  const address = parseAddress(ip);
  if (address === null) {
    throw new RangeError(`Cannot read "${item}" as a CIDR`);
  }
  // A range in IPv4-mapped form means its IPv4 addresses; those are what gets compared.
  const mapped = address instanceof IPv4 && ip.includes(":");
  const bits_max = address instanceof IPv4 ? 32 : 128;
  const offset = mapped ? MAPPED_BITS : 0;
  const bits = bits_text === undefined ? bits_max : Number(bits_text) - offset;
  if (bits < 0 || bits > bits_max) {
    throw new RangeError(`Cannot read "${item}" as a CIDR: prefix length`);
  }
  return { address, bits };
}

/** Parses an address in full form only (no octal, hex or short IPv4); a mapped one becomes IPv4. */
function parseAddress(ip: string): IPv4 | IPv6 | null {
  if (IPv4.isValidFourPartDecimal(ip)) return IPv4.parse(ip);
  const groups = inGroups(ip);
  if (!groups.includes(":") || !IPv6.isValid(groups)) return null;
  const address = IPv6.parse(groups);
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

/** Rewrites an IPv4 tail as two hex groups: ipaddr.js mistakes `::10.0.0.1` for the mapped form. */
function inGroups(ip: string): string {
  const tail_at = ip.lastIndexOf(":") + 1;
  const tail = ip.slice(tail_at);
  if (!IPv4.isValidFourPartDecimal(tail)) return ip;
  const [a = 0, b = 0, c = 0, d = 0] = IPv4.parse(tail).octets;
  const high = (a * 256 + b).toString(16);
  const low = (c * 256 + d).toString(16);
  return `${ip.slice(0, tail_at)}${high}:${low}`;
}

/**
 * The canonical spelling of an address, so it can be compared as text; null if it isn't an address.
 */
export function canonicalAddress(ip: string): string | null {
  if (ip.includes("%")) return null;
  return parseAddress(ip)?.toString() ?? null;
}

/** Whether an address is in one of the ranges; an IPv4-mapped IPv6 address counts as its IPv4. */
export function inCidrs(ip: string, cidrs: readonly Cidr[]): boolean {
  const address = parseAddress(ip);
  return address !== null && cidrs.some((cidr) => holds(cidr, address));
}

function holds(cidr: Cidr, address: IPv4 | IPv6): boolean {
  if (address instanceof IPv4) {
    return (
      cidr.address instanceof IPv4 && address.match(cidr.address, cidr.bits)
    );
  }
  return cidr.address instanceof IPv6 && address.match(cidr.address, cidr.bits);
}

/** Non-public IPv4 (IANA's special-purpose registry), plus Azure's metadata host. */
const NOT_PUBLIC_V4 = parseCidrs(`
  0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12
  192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15
  198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 168.63.129.16/32
`);

/**
 * Only global unicast IPv6 can be public: unique-local, link-local, multicast, NAT64, mapped and
 * compatible addresses lie outside it. The exclusions within it are protocol assignments (including
 * Teredo), documentation and 6to4.
 */
const GLOBAL_V6 = parseCidrs("2000::/3");
const NOT_PUBLIC_V6 = parseCidrs("2001::/23 2001:db8::/32 2002::/16 3fff::/20");

/**
 * Whether an address is on the public internet, so a postback may be sent there. Addresses that
 * wrap another (mapped, compatible, 6to4, NAT64, Teredo) are refused: routers decide what they
 * reach.
 */
export function isPublicAddress(ip: string): boolean {
  if (IPv4.isValidFourPartDecimal(ip)) return !inCidrs(ip, NOT_PUBLIC_V4);
  if (ip.includes("%")) return false;
  return inCidrs(ip, GLOBAL_V6) && !inCidrs(ip, NOT_PUBLIC_V6);
}

const ADDRESS_CHARS_MAX = 64;

/** The network an address counts under: an IPv6 holder has the whole /64. */
export function networkOf(ip: string): string {
  if (IPv4.isValidFourPartDecimal(ip) || !IPv6.isValid(ip)) {
    return ip.slice(0, ADDRESS_CHARS_MAX);
  }
  const address = IPv6.parse(ip);
  return address.isIPv4MappedAddress()
    ? address.toIPv4Address().toString()
    : `${address.parts.slice(0, 4).join(":")}::/64`;
}
