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
  // A range written in mapped form is meant for the IPv4 addresses in it, which is how they are compared.
  const mapped = address instanceof IPv4 && ip.includes(":");
  const bits_max = address instanceof IPv4 ? 32 : 128;
  const offset = mapped ? MAPPED_BITS : 0;
  const bits = bits_text === undefined ? bits_max : Number(bits_text) - offset;
  if (bits < 0 || bits > bits_max) {
    throw new RangeError(`Cannot read "${item}" as a CIDR: prefix length`);
  }
  return { address, bits };
}

/** Reads an address in its full form only (no octal, hex or short IPv4); a mapped one as its IPv4. */
function parseAddress(ip: string): IPv4 | IPv6 | null {
  if (IPv4.isValidFourPartDecimal(ip)) return IPv4.parse(ip);
  const groups = inGroups(ip);
  if (!groups.includes(":") || !IPv6.isValid(groups)) return null;
  const address = IPv6.parse(groups);
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

/** Writes an IPv4 tail as two groups: ipaddr.js takes `::10.0.0.1` for the mapped form, which it is not. */
function inGroups(ip: string): string {
  const tail_at = ip.lastIndexOf(":") + 1;
  const tail = ip.slice(tail_at);
  if (!IPv4.isValidFourPartDecimal(tail)) return ip;
  const [a = 0, b = 0, c = 0, d = 0] = IPv4.parse(tail).octets;
  const high = (a * 256 + b).toString(16);
  const low = (c * 256 + d).toString(16);
  return `${ip.slice(0, tail_at)}${high}:${low}`;
}

/** The one spelling of an address, so that it may be compared as text; null where the text is none. */
export function canonicalAddress(ip: string): string | null {
  if (ip.includes("%")) return null;
  return parseAddress(ip)?.toString() ?? null;
}

/** Tells whether an address is in one of the ranges; an IPv4-mapped IPv6 address counts as its IPv4. */
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

/** What of IPv4 isn't the public internet (IANA's special-purpose registry), and Azure's metadata host. */
const NOT_PUBLIC_V4 = parseCidrs(`
  0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12
  192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15
  198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 168.63.129.16/32
`);

/**
 * Global unicast is all of IPv6 that may be public: unique-local, link-local, multicast, NAT64, mapped and
 * compatible forms lie outside it. Within it are protocol assignments (with Teredo), documentation and 6to4.
 */
const GLOBAL_V6 = parseCidrs("2000::/3");
const NOT_PUBLIC_V6 = parseCidrs("2001::/23 2001:db8::/32 2002::/16 3fff::/20");

/**
 * Tells whether an address is on the public internet, so that a postback may be sent there. Any address that
 * wraps another (mapped, compatible, 6to4, NAT64, Teredo) is refused: what it reaches is for a router to say.
 */
export function isPublicAddress(ip: string): boolean {
  if (IPv4.isValidFourPartDecimal(ip)) return !inCidrs(ip, NOT_PUBLIC_V4);
  if (ip.includes("%")) return false;
  return inCidrs(ip, GLOBAL_V6) && !inCidrs(ip, NOT_PUBLIC_V6);
}

const ADDRESS_CHARS_MAX = 64;

/** Whom an address belongs to: whoever has one IPv6 address has all 64 bits below it. */
export function networkOf(ip: string): string {
  if (IPv4.isValidFourPartDecimal(ip) || !IPv6.isValid(ip)) {
    return ip.slice(0, ADDRESS_CHARS_MAX);
  }
  const address = IPv6.parse(ip);
  return address.isIPv4MappedAddress()
    ? address.toIPv4Address().toString()
    : `${address.parts.slice(0, 4).join(":")}::/64`;
}
