import list_file from "./data_centre_list/ranges.bin.zst" with { type: "file" };
import { readFileSync } from "node:fs";
import { readAddressBytes } from "./address_bytes.ts";

const HEADER_BYTES = 8;

/** Ascending bounds: where a range of addresses begins, and the first address after it. */
interface Bounds {
  ipv4: Uint32Array;
  /** Of the upper halves: no listed network is smaller than a /64. */
  ipv6: BigUint64Array;
}

let read: Bounds | undefined;

/** Whether the shipped list of data centres and VPNs has an address. */
export function isListedDataCentre(ip: string): boolean {
  const bytes = readAddressBytes(ip);
  if (bytes === null) return false;
  const { ipv4, ipv6 } = (read ??= readBounds());
  if (bytes.length === 4) {
    const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
    return isWithin(ipv4, value);
  }
  const half = Buffer.from(bytes).readBigUInt64BE(0);
  return isWithin(ipv6, half);
}

function readBounds(): Bounds {
  const packed = Bun.zstdDecompressSync(readFileSync(list_file));
  const bytes = Uint8Array.from(packed).buffer;
  const [ipv4_count = 0] = new Uint32Array(bytes, 0, 1);
  const ipv4 = new Uint32Array(bytes, HEADER_BYTES, ipv4_count);
  const ipv6 = new BigUint64Array(bytes, HEADER_BYTES + ipv4.byteLength);
  return { ipv4, ipv6 };
}

/** An address is in a range if the number of bounds up to it is odd. */
function isWithin<T extends number | bigint>(
  bounds: ArrayLike<T>,
  value: T,
): boolean {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const bound = bounds[middle];
    if (bound !== undefined && bound <= value) low = middle + 1;
    else high = middle;
  }
  return low % 2 === 1;
}
