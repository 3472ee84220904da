import { describe, expect, test } from "bun:test";
import { CANONICAL_NAMES, NameTable } from "../names.ts";
import type { CanonicalName } from "../names.ts";
import { PRESET_NAMES, PRESETS } from "./presets.ts";
import type { PresetName } from "./presets.ts";

describe("PRESETS", () => {
  test("no name means two things on one platform, and every mapped name is one of ours", () => {
    for (const name of PRESET_NAMES) {
      const { mapping } = PRESETS[name];
      const table = new NameTable(mapping);
      for (const [canonical, spellings] of Object.entries(mapping)) {
        expect(CANONICAL_NAMES as string[]).toContain(canonical);
        for (const spelling of spellings) {
          const said = table.read([
            { name: spelling, value: "v", from: "query" },
          ]);
          const values = said.of(canonical as CanonicalName);
          expect(values.map(({ value }) => value)).toEqual(["v"]);
        }
      }
    }
  });

  test("every status word is held in the lower case in which it is looked up", () => {
    for (const name of PRESET_NAMES) {
      for (const word of Object.keys(PRESETS[name].status_map)) {
        expect(word).toBe(word.toLowerCase());
      }
    }
  });

  test.each([
    ["everflow", "oid", "order_id"],
    ["tune", "offer_id", "order_id"],
    ["scaleo", "aff_click_id", "click_id"],
    ["voluum", "subid", "click_id"],
    ["impact", "State", "status"],
    ["affise", "timestamp", "occurred_at"],
    ["cake", "ect", "amount"],
    ["keitaro", "cost", "amount"],
  ] as const)("%s: %s is no %s", (preset, name, canonical) => {
    const table = new NameTable(PRESETS[preset].mapping);
    const said = table.read([{ name, value: "1", from: "query" }]);
    expect(said.of(canonical)).toEqual([]);
  });

  const words: [PresetName, string][] = [
    ["affise", "1 approved, 2 pending, 3 rejected, 5 pending"],
    [
      "keitaro",
      "lead pending, sale approved, rebill approved, rejected rejected",
    ],
    ["post_affiliate_pro", "a approved, p pending, d rejected"],
    [
      "scaleo",
      "pending pending, hold pending, approved approved, rejected rejected, trash rejected",
    ],
  ];
  test.each(words)("%s: its status words are %s", (preset, expected) => {
    const map = Object.entries(PRESETS[preset].status_map);
    const read = map.map(([word, { status }]) => `${word} ${status}`);
    expect(read.join(", ")).toBe(expected);
  });
});
