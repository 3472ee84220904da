import { describe, expect, test } from "bun:test";
import { createHmac } from "node:crypto";
import fc from "fast-check";
import { decodeBase32 } from "../../kernel/mod.ts";
import { storedAddress } from "./stored_address.ts";

const KEY = Buffer.from("a key of this network for addresses");
const MODES = ["full", "truncated", "hashed"] as const;

describe("storedAddress()", () => {
  test.each([
    ["203.0.113.77", "203.0.113.77", "203.0.113.0"],
    ["::ffff:203.0.113.77", "203.0.113.77", "203.0.113.0"],
    ["2001:DB8:AB:CD::1", "2001:db8:ab:cd::1", "2001:db8:ab::"],
    ["2001:0:0:1::1", "2001:0:0:1::1", "2001::"],
    ["::1", "::1", "::"],
  ])("keeps %s as %s, or cut as %s", (ip, full, truncated) => {
    expect(storedAddress(ip, "full", KEY)).toBe(full);
    expect(storedAddress(ip, "truncated", KEY)).toBe(truncated);
  });

  test("hashes with HMAC-SHA256 over the address's bytes, for hashes live in the table", () => {
    const hash = storedAddress("203.0.113.77", "hashed", KEY);
    const mac = createHmac("sha256", KEY)
      .update(Uint8Array.of(203, 0, 113, 77))
      .digest();
    expect(Buffer.from(decodeBase32(hash)!)).toEqual(mac.subarray(0, 16));
    expect(hash).toHaveLength(26);
  });

  test("gives every spelling of an address one hash, and other keys others", () => {
    const hash = storedAddress("2001:db8::1", "hashed", KEY);
    for (const ip of ["2001:DB8:0::1", "2001:db8:0:0:0:0:0:1"]) {
      expect(storedAddress(ip, "hashed", KEY)).toBe(hash);
    }
    expect(storedAddress("2001:db8::1", "hashed", Buffer.from("x"))).not.toBe(
      hash,
    );
  });

  test("tells no two addresses of a network apart once cut", () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(fc.ipV4(), octet, (ip, last) => {
        const other = ip.replace(/\d+$/, String(last));
        const cut = storedAddress(ip, "truncated", KEY);
        expect(storedAddress(other, "truncated", KEY)).toBe(cut);
        expect(storedAddress(cut, "truncated", KEY)).toBe(cut);
      }),
    );
  });

  test("hashes other addresses to other hashes", () => {
    const pair = fc.uniqueArray(fc.ipV4(), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(pair, ([one = "", other = ""]) => {
        const hash = storedAddress(one, "hashed", KEY);
        expect(storedAddress(other, "hashed", KEY)).not.toBe(hash);
      }),
    );
  });

  test.each(["", "unknown", "1.2.3", "fe80::1%eth0", "<script>", "1.2.3.4:80"])(
    "stores nothing for %j",
    (ip) => {
      for (const mode of MODES) expect(storedAddress(ip, mode, KEY)).toBe("");
    },
  );
});
