import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { parseCidrs } from "../modules/kernel/mod.ts";
import { clientAddress } from "./request_address.ts";

const TRUSTED = parseCidrs("127.0.0.0/8 10.0.0.0/8 fd00::/8");
const PROXY = "127.0.0.1";

function client(forwarded_for: string, peer = PROXY): string {
  return clientAddress(peer, forwarded_for, TRUSTED);
}

describe("clientAddress()", () => {
  test.each([
    ["198.18.0.11:1000", "198.18.0.11"],
    ["198.18.0.11", "198.18.0.11"],
    ["[2001:db8::7]:443", "2001:db8::7"],
    ["[2001:db8::7]", "2001:db8::7"],
    ["2001:db8::7", "2001:db8::7"],
    ['"[2001:db8::7]:443"', "2001:db8::7"],
    ["2001:DB8:0:0::0007", "2001:db8::7"],
    ["::ffff:198.18.0.11", "198.18.0.11"],
    ["::ffff:c612:b", "198.18.0.11"],
    ["[::ffff:198.18.0.11]:9", "198.18.0.11"],
    ["6.6.6.6, 198.18.0.11:5, 10.0.0.2:8080", "198.18.0.11"],
    ["198.18.0.11:5,[fd00::1]:80", "198.18.0.11"],
  ])("takes %s as %s", (forwarded_for, expected) => {
    expect(client(forwarded_for)).toBe(expected);
  });

  test.each([
    "unknown",
    "_hidden",
    "",
    "1.2.3",
    ":::::",
    "198.018.0.11",
    "198.18.0.11:",
    "198.18.0.11:99999x",
    "198.18.0.11:1:2",
    "[2001:db8::7",
    "[198.18.0.11]:80",
    "fe80::1%eth0",
    "9".repeat(80),
  ])(
    "passes over %j: the trusted hop before it is the last one known",
    (hop) => {
      expect(client(hop)).toBe(PROXY);
      expect(client(`${hop}, 10.0.0.9:77`)).toBe("10.0.0.9");
    },
  );

  test("believes nothing that a stranger sends", () => {
    expect(client("198.18.0.11:1000", "203.0.113.5")).toBe("203.0.113.5");
    expect(clientAddress(PROXY, "198.18.0.11", [])).toBe(PROXY);
  });

  test("a port makes nobody another client", () => {
    const port = fc.integer({ min: 0, max: 65_535 });
    fc.assert(
      fc.property(fc.ipV4(), port, (ip, number) => {
        expect(client(`${ip}:${number}`)).toBe(client(ip));
      }),
    );
    fc.assert(
      fc.property(fc.ipV6(), port, (ip, number) => {
        expect(client(`[${ip}]:${number}`)).toBe(client(ip));
        expect(client(`[${ip}]`)).toBe(client(ip));
      }),
    );
  });
});
