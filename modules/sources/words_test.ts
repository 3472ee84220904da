import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { statusOfWord } from "./words.ts";
import type { ConversionStatus } from "./words.ts";

/** The published words, and those seen in statements. */
const PUBLISHED: [ConversionStatus, string][] = [
  [
    "approved",
    "approved approve confirmed confirm accepted accept sale paid success completed complete valid validated verified payable",
  ],
  [
    "pending",
    "pending hold on_hold wait waiting new lead processing created open under_review unconfirmed",
  ],
  [
    "rejected",
    "void voided denied disapproved rejected reject declined decline cancelled canceled cancel trash fail failed spam double fraud invalid not_approved",
  ],
  [
    "reversed",
    "reversed refund refunded chargeback charge_back return returned clawback",
  ],
];

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

  test.each([
    ["on-hold", "pending"],
    ["On Hold", "pending"],
    ["charge-back", "reversed"],
    ["CHARGE  BACK", "reversed"],
    ["not - approved", "rejected"],
  ] as const)("reads %j, however its parts are separated", (word, status) => {
    expect(statusOfWord(word)).toBe(status);
  });

  test("reads any word with any separators in any case", () => {
    const words = PUBLISHED.flatMap(([status, list]) =>
      list.split(" ").map((word) => [word, status] as const),
    );
    const separator = fc.stringMatching(/^[ _\t-]{1,3}$/);
    fc.assert(
      fc.property(
        fc.constantFrom(...words),
        separator,
        fc.boolean(),
        ([word, status], between, is_upper) => {
          const sent = word.split("_").join(between);
          expect(statusOfWord(is_upper ? sent.toUpperCase() : sent)).toBe(
            status,
          );
        },
      ),
    );
  });

  test("knows no digits: they mean different things on every platform", () => {
    for (const digits of ["0", "1", "2", "3", "-1", "1.0", "200"]) {
      expect(statusOfWord(digits)).toBeUndefined();
    }
  });

  test.each([
    "",
    "approved!",
    "approved,pending",
    "yes",
    "no",
    "constructor",
    "__proto__",
    "аpproved",
  ])("knows no %j", (word) => {
    expect(statusOfWord(word)).toBeUndefined();
  });

  test("knows nothing with a letter more", () => {
    const words = PUBLISHED.flatMap(([, list]) => list.split(" "));
    fc.assert(
      fc.property(fc.constantFrom(...words), (word) => {
        expect(statusOfWord(`${word}x`)).toBeUndefined();
        expect(statusOfWord(`x${word}`)).toBeUndefined();
      }),
    );
  });
});
