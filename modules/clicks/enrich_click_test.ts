import { expect, test } from "bun:test";
import { encodeClickId } from "./click_id.ts";
import { decodeClick, encodeClick } from "./click_record.ts";
import { GeoReader, RepeatMemory } from "./enrich/mod.ts";
import { Enricher } from "./enrich_click.ts";

const KEY = new Uint8Array(32).fill(7);
const NOW_MS = Date.UTC(2026, 10, 22, 10);

function enrich(user_agent: string) {
  const enricher = new Enricher({
    geo: GeoReader.open({ country_file: null, asn_file: null }),
    repeats: new RepeatMemory({ window_ms: 1000, entries_max: 10 }),
    ip_storage: "full",
    ip_key: KEY,
  });
  const id = { key_number: 0, pays: true, node: 1, sequence: 0, link_id: 3 };
  const text = encodeClick({
    click_id: encodeClickId({ ...id, time_ms: NOW_MS }, KEY),
    time_ms: NOW_MS,
    campaign_id: 5,
    link_id: 3,
    affiliate_id: 4,
    marks: 0,
    pays: true,
    verdict: "sent",
    ip: "8.8.8.8",
    user_agent,
    referrer: null,
    known: {},
    others: {},
    flags: [],
  });
  const fields = decodeClick(text);
  return fields === null ? null : enricher.enrich(fields);
}

test("a user agent with a NUL, which Postgres refuses, is stored without it", () => {
  const odd = enrich("Mozilla\0/5.0");
  const plain = enrich("Mozilla/5.0");
  expect(odd?.new_user_agent?.user_agent).toBe("Mozilla/5.0");
  expect(odd).toEqual(plain);
});
