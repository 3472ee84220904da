import { encodeBase32, hmacSha256 } from "../../kernel/mod.ts";
import { readAddressBytes, writeAddress } from "./address_bytes.ts";

const IPV4_KEPT_BYTES = 3;
const IPV6_KEPT_BYTES = 6;
const HASH_BYTES = 16;

/**
 * The stored form of an address: full, truncated to its network (IPv4 /24, IPv6 /48), or a keyed
 * hash, which can't be brute-forced without the key. Empty if the address can't be parsed.
 */
export function storedAddress(
  ip: string,
  mode: "full" | "truncated" | "hashed",
  key: Uint8Array,
): string {
  const bytes = readAddressBytes(ip);
  if (bytes === null) return "";
  switch (mode) {
    case "full":
      return writeAddress(bytes);
    case "truncated": {
      const kept = bytes.length === 4 ? IPV4_KEPT_BYTES : IPV6_KEPT_BYTES;
      return writeAddress(bytes.fill(0, kept));
    }
    case "hashed": {
      const mac = hmacSha256(key, Uint8Array.from(bytes));
      return encodeBase32(mac.slice(0, HASH_BYTES));
    }
  }
}
