import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { Minter } from "../../clicks/mod.ts";
import { ManualClock } from "../../kernel/mod.ts";
import { findClick, validClicks } from "./find_click.ts";
import { NameTable } from "../../sources/mod.ts";
import type { Parameter } from "../../sources/mod.ts";

const KEY = Buffer.from("a key that signs clicks");
const minter = new Minter({
  clock: new ManualClock(1_795_348_800_000),
  ring: { signing: () => ({ key_number: 3, key: KEY }) },
  node: () => 7,
});
const ID = minter.mint(11, true).click_id;
const OTHER = minter.mint(12, true).click_id;

function keyOf(key_number: number): Uint8Array | undefined {
  return key_number === 3 ? KEY : undefined;
}

function find(...pairs: [string, string][]) {
  const parameters = pairs.map(([name, value]): Parameter => {
    return { name, value, from: "query" };
  });
  const valid = validClicks(parameters, keyOf);
  return findClick(parameters, valid, NameTable.published);
}

function codeOf(...pairs: [string, string][]): string | undefined {
  const found = find(...pairs);
  return found.ok ? undefined : found.refusal.code;
}

function nameOf(...pairs: [string, string][]): string {
  const found = find(...pairs);
  return found.ok ? found.click.name : found.refusal.code;
}

describe("findClick()", () => {
  test("finds the click, in either case and with spaces around it", () => {
    for (const value of [ID, ID.toUpperCase(), ` ${ID}\n`]) {
      const found = find(["click_id", value]);
      expect(found).toMatchObject({
        ok: true,
        click: { name: "click_id", id: ID, fields: { link_id: 11 } },
      });
    }
  });

  test("finds it under a name that means the order elsewhere", () => {
    expect(nameOf(["transaction_id", ID])).toBe("transaction_id");
    expect(nameOf(["tid", ID], ["order_id", "7"])).toBe("tid");
  });

  test("finds it under any name, since it proves itself, where no mapped one has it", () => {
    expect(nameOf(["what", ID])).toBe("what");
    expect(nameOf(["click_id", "x"], ["what", ID])).toBe("what");
    expect(nameOf(["click_id", "{cid}"], ["what", ID])).toBe("what");
    expect(nameOf(["what", OTHER], ["cid", ID])).toBe("cid");
  });

  test("takes the same click twice for one, two for a contradiction", () => {
    expect(nameOf(["click_id", ID], ["cid", ID.toUpperCase()])).toBe(
      "click_id",
    );
    expect(codeOf(["click_id", ID], ["cid", OTHER])).toBe("ambiguous_click_id");
    expect(codeOf(["click_id", ID], ["tid", OTHER])).toBe("ambiguous_click_id");
    expect(codeOf(["a", ID], ["b", OTHER])).toBe("ambiguous_click_id");
  });

  test("says why there is none", () => {
    expect(codeOf()).toBe("missing_click_id");
    expect(codeOf(["click_id", ""])).toBe("missing_click_id");
    expect(codeOf(["order_id", "7"])).toBe("missing_click_id");
    expect(codeOf(["tid", "7"])).toBe("missing_click_id");
    expect(codeOf(["click_id", "{click_id}"])).toBe("unreplaced_macro");
    expect(codeOf(["tid", "{transaction_id}"])).toBe("unreplaced_macro");
    expect(codeOf(["click_id", ID.slice(1)])).toBe("invalid_click_id");
    expect(codeOf(["subid", "abc"])).toBe("invalid_click_id");
  });

  test("takes none of which one character was changed", () => {
    const letters = "0123456789abcdefghjkmnpqrstvwxyz";
    const anyChange = fc.tuple(fc.nat(31), fc.nat(31));
    fc.assert(
      fc.property(anyChange, ([at, letter]) => {
        const changed =
          ID.slice(0, at) + (letters[letter] ?? "") + ID.slice(at + 1);
        fc.pre(changed !== ID);
        expect(codeOf(["click_id", changed])).toBe("invalid_click_id");
        expect(codeOf(["what", changed])).toBe("missing_click_id");
      }),
    );
  });

  test("never throws, and finds nothing that was not minted", () => {
    const anyName = fc.oneof(
      fc.constantFrom("click_id", "cid", "tid", "subid", "x"),
      fc.string(),
    );
    const anyPair = fc.tuple(anyName, fc.string({ unit: "binary" }));
    fc.assert(
      fc.property(fc.array(anyPair), (pairs) => {
        const found = find(...pairs);
        expect(found.ok).toBe(false);
        if (found.ok) return;
        expect(found.refusal.detail.isWellFormed()).toBe(true);
        expect(found.refusal.detail.length).toBeLessThan(300);
      }),
    );
  });
});
