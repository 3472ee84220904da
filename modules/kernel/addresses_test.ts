import { describe, expect, test } from "bun:test";
import { inCidrs, isPublicAddress, parseCidrs } from "./addresses.ts";

describe("parseCidrs()", () => {
  test("reads lists by comma or space, single addresses among them", () => {
    const cidrs = parseCidrs(" 10.0.0.0/8,192.168.1.7 \n2001:db8::/32, ::1 ");
    expect(cidrs.map((cidr) => `${cidr.address}/${cidr.bits}`)).toEqual([
      "10.0.0.0/8",
      "192.168.1.7/32",
      "2001:db8::/32",
      "::1/128",
    ]);
    expect(parseCidrs(" , ")).toEqual([]);
  });

  test.each([
    "10.0.0.0/33",
    "10.0.0.0/",
    "10.0.0.0/a",
    "10.0.0/8",
    "010.0.0.1",
    "0x7f.0.0.1",
    "127.1",
    "2130706433",
    "256.0.0.1",
    "::/129",
    "::ffff:10.0.0.0/95",
    "::g",
    "localhost",
    "10.0.0.0/8/8",
    "/8",
  ])("throws on %j and names it", (wrong) => {
    const read = () => parseCidrs(`127.0.0.1, ${wrong} ::1`);
    expect(read).toThrow(RangeError);
    expect(read).toThrow(`"${wrong}"`);
  });
});

describe("inCidrs()", () => {
  const cidrs = parseCidrs("10.1.2.3/8 2001:db8::/32 ::ffff:192.168.0.0/112");

  test.each([
    ["10.255.0.1", true],
    ["11.0.0.1", false],
    ["::ffff:10.0.0.1", true],
    ["::ffff:a00:1", true],
    ["::ffff:11.0.0.1", false],
    ["::10.0.0.1", false],
    ["2001:db8:ffff::1", true],
    ["2001:DB8::1", true],
    ["2001:db9::1", false],
    ["192.168.77.1", true],
    ["192.169.0.1", false],
    ["", false],
    ["10.1", false],
    ["012.0.0.1", false],
    ["not an address", false],
  ])("%s: %p", (ip, expected) => {
    expect(inCidrs(ip, cidrs)).toBe(expected);
  });

  test("an IPv6 range holds no IPv4 address, and the other way round", () => {
    expect(inCidrs("10.0.0.1", parseCidrs("::/0"))).toBe(false);
    expect(inCidrs("2001:db8::1", parseCidrs("0.0.0.0/0"))).toBe(false);
  });
});

describe("isPublicAddress()", () => {
  test.each([
    "8.8.8.8",
    "1.1.1.1",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.0",
    "169.253.255.255",
    "172.15.255.255",
    "172.32.0.0",
    "192.167.255.255",
    "192.169.0.0",
    "198.17.255.255",
    "198.20.0.0",
    "223.255.255.255",
    "2606:4700:4700::1111",
    "2a00:1450:4001:81b::200e",
    "2001:4860:4860::8888",
  ])("%s is public", (ip) => {
    expect(isPublicAddress(ip)).toBe(true);
  });

  test.each([
    ["0.0.0.0", "unspecified"],
    ["0.1.2.3", "this network"],
    ["10.0.0.1", "private"],
    ["172.16.0.1", "private"],
    ["172.31.255.255", "private"],
    ["192.168.0.1", "private"],
    ["100.64.0.1", "CGNAT"],
    ["100.127.255.255", "CGNAT"],
    ["127.0.0.1", "loopback"],
    ["127.255.255.254", "loopback"],
    ["169.254.1.1", "link-local"],
    ["169.254.169.254", "metadata"],
    ["100.100.100.200", "metadata"],
    ["192.0.0.192", "metadata"],
    ["168.63.129.16", "metadata"],
    ["192.0.0.1", "protocol assignments"],
    ["192.0.2.1", "documentation"],
    ["198.51.100.1", "documentation"],
    ["203.0.113.1", "documentation"],
    ["192.88.99.1", "6to4 relay"],
    ["198.18.0.1", "benchmark"],
    ["198.19.255.255", "benchmark"],
    ["224.0.0.1", "multicast"],
    ["239.255.255.255", "multicast"],
    ["240.0.0.1", "reserved"],
    ["255.255.255.255", "broadcast"],
    ["::", "unspecified"],
    ["::1", "loopback"],
    ["fe80::1", "link-local"],
    ["fe80::1%eth0", "link-local"],
    ["febf::1", "link-local"],
    ["fec0::1", "site-local"],
    ["fc00::1", "unique-local"],
    ["fd00:ec2::254", "metadata"],
    ["ff02::1", "multicast"],
    ["2001:db8::1", "documentation"],
    ["3fff::1", "documentation"],
    ["2001:2::1", "benchmark"],
    ["2001:10::1", "ORCHID"],
    ["100::1", "discard"],
    ["4000::1", "not assigned"],
    ["5f00::1", "segment routing"],
    ["::ffff:127.0.0.1", "mapped"],
    ["::ffff:8.8.8.8", "mapped"],
    ["::ffff:7f00:1", "mapped"],
    ["0:0:0:0:0:ffff:127.0.0.1", "mapped"],
    ["::127.0.0.1", "compatible"],
    ["::8.8.8.8", "compatible"],
    ["2002:7f00:1::", "6to4"],
    ["2002:808:808::", "6to4"],
    ["64:ff9b::7f00:1", "NAT64"],
    ["64:ff9b::8.8.8.8", "NAT64"],
    ["64:ff9b:1::7f00:1", "local NAT64"],
    ["2001:0:808:808::1", "Teredo"],
    ["2606:4700::1%eth0", "with a zone"],
    ["", "unparsable"],
    ["localhost", "unparsable"],
    ["8.8.8", "unparsable"],
    ["010.8.8.8", "unparsable"],
    ["134744072", "unparsable"],
    ["0x8.8.8.8", "unparsable"],
    ["[2606:4700::1]", "unparsable"],
    ["8.8.8.8:80", "unparsable"],
    [" 8.8.8.8", "unparsable"],
    ["8.8.8.8\0", "unparsable"],
  ])("%j is not (%s)", (ip) => {
    expect(isPublicAddress(ip)).toBe(false);
  });
});
