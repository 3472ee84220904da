import { expect, test } from "bun:test";
import { isDataCentre } from "./data_centre.ts";

/** An address that no list has. */
const ELSEWHERE = "203.0.113.9";

test.each([
  ["Amazon", 16509],
  ["Google Cloud", 396982],
  ["Microsoft", 8075],
  ["OVH", 16276],
  ["Hetzner", 24940],
  ["DigitalOcean", 14061],
  ["M247", 9009],
])("isDataCentre() knows the system of %s", (_name, asn) => {
  expect(isDataCentre(ELSEWHERE, asn)).toBe(true);
});

test.each([
  ["Comcast", 7922],
  ["Deutsche Telekom", 3320],
  ["Orange", 3215],
  ["T-Mobile US", 21928],
  ["Reliance Jio", 55836],
  ["iCloud Private Relay over Akamai", 36183],
  ["Cloudflare WARP", 13335],
  ["an unknown network", null],
])("isDataCentre() lets %s pass as people", (_name, asn) => {
  expect(isDataCentre(ELSEWHERE, asn)).toBe(false);
});

// Rows of the shipped list, each with the addresses at its edges.
test.each([
  ["1.12.0.0/14", ["1.12.0.0", "1.15.255.255"], ["1.11.255.255", "1.16.0.0"]],
  ["1.44.96.0/24", ["1.44.96.0", "1.44.96.255"], ["1.44.95.255", "1.44.97.0"]],
  [
    "2001:418:1401:4::/64",
    ["2001:418:1401:4::", "2001:418:1401:4:ffff:ffff:ffff:ffff"],
    ["2001:418:1401:3:ffff:ffff:ffff:ffff", "2001:418:1401:5::"],
  ],
  [
    "2001:310::/32",
    ["2001:310::1", "2001:0310:ffff::"],
    ["2001:30f:ffff::", "2001:311::"],
  ],
])(
  "isDataCentre() knows %s, and not its neighbours",
  (_row, inside, around) => {
    const isListed = (ip: string) => isDataCentre(ip, null);
    expect([...inside, ...around].map(isListed)).toEqual([
      ...inside.map(() => true),
      ...around.map(() => false),
    ]);
  },
);

test.each([
  ["iCloud Private Relay", "172.224.226.1"],
  ["iCloud Private Relay over IPv6", "2a02:26f7:c000::1"],
  ["a mapped address of Deutsche Telekom", "::ffff:84.128.0.1"],
  ["a private network", "10.0.0.1"],
  ["the first address", "0.0.0.0"],
  ["the last address", "255.255.255.255"],
  ["no address", "unknown"],
])("isDataCentre() lets %s pass without an AS number", (_name, ip) => {
  expect(isDataCentre(ip, null)).toBe(false);
});

test("isDataCentre() knows a listed address in its mapped form", () => {
  expect(isDataCentre("::ffff:1.12.0.1", null)).toBe(true);
});

test("isDataCentre() believes the AS number of a network where people's traffic exits", () => {
  expect(isDataCentre("1.12.0.1", 13335)).toBe(false);
});
