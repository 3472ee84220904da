import { expect, test } from "bun:test";
import { isDataCentre } from "./data_centre.ts";

test.each([
  ["Amazon", 16509],
  ["Google Cloud", 396982],
  ["Microsoft", 8075],
  ["OVH", 16276],
  ["Hetzner", 24940],
  ["DigitalOcean", 14061],
  ["M247", 9009],
])("isDataCentre() knows %s", (_name, asn) => {
  expect(isDataCentre(asn)).toBe(true);
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
  expect(isDataCentre(asn)).toBe(false);
});
