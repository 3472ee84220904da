import { readDevice } from "./enrich/mod.ts";
import type { GeoReader } from "./enrich/mod.ts";
import type { Visitor } from "./routed.ts";

/** Visitor facts, looked up when a rule or template asks. */
export function visitorOf(
  geo: GeoReader,
  ip: string,
  user_agent: string,
): Visitor {
  return {
    country: () => geo.country(ip),
    asn: () => geo.asn(ip),
    device: () => readDevice(user_agent),
    hash: () => Bun.hash.xxHash32(`${ip}\n${user_agent}`),
  };
}
