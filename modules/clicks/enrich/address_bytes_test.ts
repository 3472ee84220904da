import { describe, expect, test } from "bun:test";
import { isIPv4, isIPv6 } from "node:net";
import fc from "fast-check";
import { IPv6 } from "ipaddr.js";
import { readAddressBytes, writeAddress } from "./address_bytes.ts";

function rewritten(ip: string): string | null {
  const bytes = readAddressBytes(ip);
  return bytes === null ? null : writeAddress(bytes);
}

/** Without dotted tails: the URL parser refuses some valid ones. */
const hexOnly = fc.ipV6().filter((ip) => !ip.includes("."));

const nearly = fc.string({
  unit: fc.constantFrom(..."0123456789abcdefF:.:.::%/ "),
  maxLength: 46,
});

describe("readAddressBytes()", () => {
  test("reads the same bytes as another implementation", () => {
    fc.assert(
      fc.property(hexOnly, (ip) => {
        const canonical = new URL(`http://[${ip}]/`).hostname.slice(1, -1);
        const other = IPv6.parse(canonical);
        const bytes = other.isIPv4MappedAddress()
          ? other.toByteArray().slice(12)
          : other.toByteArray();
        expect(readAddressBytes(ip)).toEqual(bytes);
      }),
    );
    fc.assert(
      fc.property(fc.ipV4(), (ip) => {
        expect(readAddressBytes(ip)).toEqual(ip.split(".").map(Number));
      }),
    );
  });

  test("reads a dotted tail as the two groups that it is", () => {
    const octet = fc.nat({ max: 255 });
    fc.assert(
      fc.property(octet, octet, octet, octet, (a, b, c, d) => {
        const high = (a * 256 + b).toString(16);
        const low = (c * 256 + d).toString(16);
        const groups = readAddressBytes(`2001:db8::7:${high}:${low}`);
        expect(groups).toHaveLength(16);
        expect(readAddressBytes(`2001:db8::7:${a}.${b}.${c}.${d}`)).toEqual(
          groups,
        );
      }),
    );
  });

  test("takes exactly what the platform takes for an address, without zones", () => {
    fc.assert(
      fc.property(fc.oneof(nearly, fc.ipV4(), fc.ipV6()), (text) => {
        const is_address = isIPv4(text) || isIPv6(text);
        const expected = is_address && !text.includes("%");
        expect([text, readAddressBytes(text) !== null]).toEqual([
          text,
          expected,
        ]);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ...["", ".", "1.2.3", "1.2.3.4.5", "1..2.3", ".1.2.3", "1.2.3.4."],
    ...["01.2.3.4", "00.0.0.0", "256.0.0.1", "0x1.2.3.4", "1.2.3.-4"],
    ...[":", ":::", "::1::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", ":1", "1:"],
    ...["12345::", "::1.2.3", "1.2.3.4::", "::1.2.3.4:5", "1:2:3:4:5:6:7:8::"],
    ...["1:2:3:4:5:6:7:1.2.3.4", "fe80::1%eth0", "::٣", "1".repeat(100_000)],
  ])("refuses %.20j", (text) => {
    expect(readAddressBytes(text)).toBeNull();
  });
});

describe("writeAddress()", () => {
  test.each([
    ["1.2.3.4", "1.2.3.4"],
    ["::FFFF:1.2.3.4", "1.2.3.4"],
    ["0:0:0:0:0:ffff:102:304", "1.2.3.4"],
    ["::1.2.3.4", "::102:304"],
    ["::", "::"],
    ["0:0:0:0:0:0:0:1", "::1"],
    ["2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
    ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
    ["2001:0:0:1::", "2001:0:0:1::"],
    ["1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"],
  ])("writes %s as %s", (ip, canonical) => {
    expect(rewritten(ip)).toBe(canonical);
  });

  test("writes what URLs write, and reads back the same", () => {
    fc.assert(
      fc.property(hexOnly, (ip) => {
        const canonical = new URL(`http://[${ip}]/`).hostname.slice(1, -1);
        const text = rewritten(ip) ?? "";
        if (text.includes(":")) expect(text).toBe(canonical);
        expect(rewritten(text)).toBe(text);
      }),
    );
  });
});
