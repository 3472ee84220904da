import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { statusOfWord } from "./words.ts";
import type { ConversionStatus } from "./words.ts";

/** The words as they are published. */
const PUBLISHED: [ConversionStatus, string][] = [
  [
    "approved",
    "approved approve confirmed confirm accepted accept sale paid success completed",
  ],
  ["pending", "pending hold wait waiting new lead processing created"],
  [
    "rejected",
    "rejected reject declined decline cancelled canceled cancel trash fail failed spam double fraud invalid",
  ],
  [
    "reversed",
    "reversed refund refunded chargeback charge_back return returned",
  ],
];
const ALL = PUBLISHED.flatMap(([, words]) => words.split(" "));

describe("statusOfWord()", () => {
  test.each(PUBLISHED)(
    "reads every word for %s, in any case",
    (status, words) => {
      for (const word of words.split(" ")) {
        expect(statusOfWord(word)).toBe(status);
        expect(statusOfWord(` ${word.toUpperCase()}\t`)).toBe(status);
      }
    },
  );

  test("knows no digits: they mean different things on every platform", () => {
    for (const digits of ["0", "1", "2", "3", "-1", "1.0", "200"]) {
      expect(statusOfWord(digits)).toBeUndefined();
    }
  });

  test.each([
    "",
    "approved!",
    "approved,pending",
    "charge-back",
    "constructor",
    "__proto__",
    "аpproved",
  ])("knows no %j", (word) => {
    expect(statusOfWord(word)).toBeUndefined();
  });

  test("knows nothing else, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (word) => {
        fc.pre(!ALL.includes(word.trim().toLowerCase()));
        expect(statusOfWord(word)).toBeUndefined();
      }),
    );
  });
});
