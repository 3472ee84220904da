import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { NameTable } from "../sources/mod.ts";
import { readQuestion } from "./read_question.ts";

const CLICK = "81k0000000000000000000000000000a";
const UUID = "019a9e5c-1000-7000-8000-0123456789ab";
const own = new NameTable({ order_id: ["bestellung"] });
const read = (q: string) =>
  readQuestion(q, {
    ofSource: (key) => (key === "shopkey" ? own : undefined),
    ofLink: (slug) =>
      slug === "own" ? new Map([["myref", "click_ref"]]) : null,
  });

describe("readQuestion()", () => {
  test("takes an id alone for whatever it may be", () => {
    expect(read(" A-17\u200b ")).toEqual({
      click_ids: [],
      uuids: [],
      slugs: ["a-17"],
      orders: ["A-17"],
      click_refs: ["A-17"],
      customers: ["A-17"],
    });
    expect(read(CLICK.toUpperCase()).click_ids).toEqual([CLICK]);
    expect(read(UUID.toUpperCase()).uuids).toEqual([UUID]);
  });

  test.each([
    [
      `https://t.example/c/AbC?click_ref=r%2F1`,
      { slugs: ["abc"], click_refs: ["r/1"] },
    ],
    [
      "https://t.example/c/own?myref=mine",
      { slugs: ["own"], click_refs: ["mine"] },
    ],
    [`/c/abc?aff_click_id=r2`, { click_refs: ["r2"] }],
    [`t.example/c/abc`, { slugs: ["abc"] }],
    [`https://shop.example/landing?click_id=${CLICK}`, { click_ids: [CLICK] }],
    [`https://shop.example/p/${CLICK.toUpperCase()}`, { click_ids: [CLICK] }],
    [
      `https://go.example/?to=${encodeURIComponent(`https://shop.example/?x=${CLICK}`)}`,
      { click_ids: [CLICK] },
    ],
    [
      encodeURIComponent(
        `https://t.example/v1/postback?click_id=${CLICK}&txid=A 1`,
      ),
      { click_ids: [CLICK] },
    ],
    [
      `https://t.example/v1/postback?cid=my-ref&txid=A%201&customer_id=c7`,
      { orders: ["A 1"], customers: ["c7"], click_refs: ["my-ref"] },
    ],
    [
      `https://t.example/v1/postback/shopkey?bestellung=B-1`,
      { orders: ["B-1"] },
    ],
    [
      `?click_id=${CLICK}&order_id=A-1`,
      { click_ids: [CLICK], orders: ["A-1"] },
    ],
    [`order_id=A-1&amount=5`, { orders: ["A-1"] }],
    [`https://t.example/api/v1/deliveries/${UUID}`, { uuids: [UUID] }],
  ])("reads %s", (q, expected) => {
    const question: Record<string, readonly string[]> = { ...read(q) };
    for (const [kind, values] of Object.entries(expected)) {
      expect([kind, question[kind]]).toEqual([
        kind,
        expect.arrayContaining(values),
      ]);
    }
  });

  test("never throws, and looks for a bounded number of things without NUL", () => {
    const anything = fc.oneof(
      fc.string({ unit: "binary", maxLength: 2048 }),
      fc.webUrl({ withQueryParameters: true }),
      fc
        .array(fc.tuple(fc.constantFrom("order_id", "cid", "u"), fc.string()), {
          maxLength: 300,
        })
        .map(
          (pairs) =>
            `https://t.example/?${new URLSearchParams(pairs).toString()}`,
        ),
    );
    fc.assert(
      fc.property(anything, (q) => {
        for (const values of Object.values(read(q))) {
          expect(values.length).toBeLessThanOrEqual(10);
          expect(values.join("")).not.toContain("\0");
        }
      }),
      { numRuns: 200 },
    );
  });
});
