import ipaddr from "ipaddr.js";

const { IPv4: IPV4, IPv6: IPV6 } = ipaddr;
const IPV4_BITS = 32n;
/** IPv6 networks are kept by their upper half: nobody is given less than a /64. */
const IPV6_BITS = 64n;
const COMPRESSION_LEVEL = 19;

/** Networks as texts such as `1.12.0.0/14`. */
export interface NetworkTexts {
  networks: readonly string[];
  /** Networks whose addresses are left out, although a listed network has them. */
  except: readonly string[];
}

interface Range {
  start: bigint;
  /** The first address after it. */
  end: bigint;
}

/**
 * Packs networks into the form that `data_centre_ranges.ts` reads: how many bounds of IPv4 there
 * are, then the bounds of IPv4 and of IPv6, compressed. Throws a RangeError for a malformed line.
 */
export function packRanges({ networks, except }: NetworkTexts): Uint8Array {
  const bounds = [IPV4_BITS, IPV6_BITS].map((bits) =>
    subtract(
      merge(rangesOf(networks, bits)),
      merge(rangesOf(except, bits)),
    ).flatMap(({ start, end }) => [start, end]),
  );
  const [ipv4 = [], ipv6 = []] = bounds;
  const packed = Buffer.alloc(8 + ipv4.length * 4 + ipv6.length * 8);
  packed.writeUInt32LE(ipv4.length, 0);
  for (const [at, bound] of ipv4.entries()) {
    packed.writeUInt32LE(Number(bound), 8 + at * 4);
  }
  for (const [at, bound] of ipv6.entries()) {
    packed.writeBigUInt64LE(bound, 8 + ipv4.length * 4 + at * 8);
  }
  return Bun.zstdCompressSync(packed, { level: COMPRESSION_LEVEL });
}

function rangesOf(networks: readonly string[], bits: bigint): Range[] {
  return networks.flatMap((text) => {
    const read = readNetwork(text);
    return read.bits === bits ? [read.range] : [];
  });
}

function readNetwork(text: string): { bits: bigint; range: Range } {
  const [, address = "", length] =
    /^([0-9a-f.:]+)(?:\/(\d{1,3}))?$/i.exec(text) ?? [];
  if (!IPV4.isValidFourPartDecimal(address) && !IPV6.isValid(address)) {
    throw new RangeError(`"${text}" is no network`);
  }
  const bytes = ipaddr.parse(address).toByteArray();
  const is_ipv4 = bytes.length === 4;
  const bits = is_ipv4 ? IPV4_BITS : IPV6_BITS;
  const whole = is_ipv4 ? 32 : 128;
  const prefix = length === undefined ? whole : Number(length);
  if (prefix > whole || prefix === 0) {
    throw new RangeError(`"${text}" has a prefix out of range`);
  }
  const kept = bytes.slice(0, Number(bits) / 8);
  const value = kept.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const size = 1n << (bits - BigInt(Math.min(prefix, Number(bits))));
  const start = (value / size) * size;
  return { bits, range: { start, end: start + size } };
}

function merge(ranges: Range[]): Range[] {
  const merged: Range[] = [];
  for (const range of ranges.toSorted((a, b) => (a.start < b.start ? -1 : 1))) {
    const last = merged.at(-1);
    if (last === undefined || range.start > last.end) merged.push({ ...range });
    else if (range.end > last.end) last.end = range.end;
  }
  return merged;
}

/** Both are merged, so one pass over each is enough. */
function subtract(ranges: readonly Range[], holes: readonly Range[]): Range[] {
  const left: Range[] = [];
  let first_hole = 0;
  for (const { start, end } of ranges) {
    while ((holes[first_hole]?.end ?? end) < start) first_hole += 1;
    let from = start;
    for (const hole of holes.slice(first_hole)) {
      if (hole.start >= end) break;
      if (hole.start > from) left.push({ start: from, end: hole.start });
      if (hole.end > from) from = hole.end;
    }
    if (from < end) left.push({ start: from, end });
  }
  return left;
}
