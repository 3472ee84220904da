import { describe, expect, test } from "bun:test";
import { encodeClickId } from "./click_id.ts";
import { decodeClick, encodeClick } from "./click_record.ts";
import type { ClickRecord } from "./click_record.ts";
import { GeoReader, MARK, markNames, RepeatMemory } from "./enrich/mod.ts";
import { Enricher } from "./enrich_click.ts";

const KEY = new Uint8Array(32).fill(7);
const NOW_MS = Date.UTC(2026, 10, 22, 10);
const BROWSER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0.0.0";
const WINDOW_MS = 1000;

function newEnricher(): Enricher {
  return new Enricher({
    geo: GeoReader.open({ country_file: null, asn_file: null }),
    repeats: new RepeatMemory({ window_ms: WINDOW_MS, entries_max: 10 }),
    ip_storage: "full",
    ip_key: KEY,
  });
}

function enrich(enricher: Enricher, change: Partial<ClickRecord>) {
  const time_ms = change.time_ms ?? NOW_MS;
  const id = { key_number: 0, pays: true, node: 1, sequence: 0, link_id: 3 };
  const text = encodeClick({
    click_id: encodeClickId({ ...id, time_ms }, KEY),
    time_ms,
    campaign_id: 5,
    link_id: 3,
    affiliate_id: 4,
    marks: 0,
    pays: true,
    verdict: "sent",
    ip: "73.1.2.3",
    user_agent: BROWSER,
    referrer: null,
    known: {},
    others: {},
    flags: [],
    ...change,
  });
  const fields = decodeClick(text);
  return fields === null ? null : enricher.enrich(fields);
}

test("a user agent with a NUL, which Postgres refuses, is stored without it", () => {
  const odd = enrich(newEnricher(), { user_agent: "Mozilla\0/5.0" });
  const plain = enrich(newEnricher(), { user_agent: "Mozilla/5.0" });
  expect(odd?.new_user_agent?.user_agent).toBe("Mozilla/5.0");
  expect(odd).toEqual(plain);
});

describe("the mark of a visitor", () => {
  const ROBOT = "curl/8.5.0";
  const marksOf = (enricher: Enricher, change: Partial<ClickRecord>) => {
    const marks = enrich(enricher, change)?.line.split("\t")[5];
    return markNames(Number(marks));
  };

  test.each([
    ["was refused", { verdict: "capped" }, BROWSER, []],
    ["is a bot's", {}, ROBOT, ["bot"]],
    ["is a prefetch", { marks: MARK.prefetch }, BROWSER, ["prefetch"]],
    ["is a test", { marks: MARK.test }, BROWSER, ["test"]],
  ])(
    "is not used up by a click that %s, which is a repeat only if the visitor is known",
    (_, change, user_agent, own) => {
      const enricher = newEnricher();
      const click = { ...change, user_agent };
      const valid = { user_agent };
      expect(marksOf(enricher, click)).toEqual(own);
      expect(marksOf(enricher, click)).toEqual(own);
      if (user_agent === ROBOT) return;
      expect(marksOf(enricher, valid)).toEqual(["unique"]);
      expect(marksOf(enricher, click)).toEqual(["repeat", ...own]);
      expect(marksOf(enricher, valid)).toEqual(["repeat"]);
      const time_ms = NOW_MS + WINDOW_MS;
      expect(marksOf(enricher, { ...click, time_ms })).toEqual(own);
      expect(marksOf(enricher, { ...valid, time_ms })).toEqual(["unique"]);
    },
  );

  test("is one of the visitor on the campaign", () => {
    const enricher = newEnricher();
    expect(marksOf(enricher, {})).toEqual(["unique"]);
    expect(marksOf(enricher, { ip: "9.9.9.9" })).toEqual(["unique"]);
    expect(marksOf(enricher, { campaign_id: 6 })).toEqual(["unique"]);
    expect(marksOf(enricher, { pays: false })).toEqual(["repeat"]);
  });

  test("comes with that of a data centre, which makes no click invalid", () => {
    const enricher = newEnricher();
    const click = { marks: MARK.data_centre };
    expect(marksOf(enricher, click)).toEqual(["unique", "data_centre"]);
    expect(marksOf(enricher, click)).toEqual(["repeat", "data_centre"]);
    // A row of the shipped list: no file of AS numbers is there.
    const listed = { ip: "1.12.0.1" };
    expect(marksOf(enricher, listed)).toEqual(["unique", "data_centre"]);
  });
});
