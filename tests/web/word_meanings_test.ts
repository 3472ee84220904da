import { describe, expect, test } from "bun:test";
import {
  mapOf,
  meaningTexts,
  newWord,
  partsOf,
  textOf,
} from "../../web/screens/sources/word_meanings.ts";
import type { Meaning } from "../../web/screens/sources/word_meanings.ts";

describe("the meanings of a sender's words", () => {
  test("survive being edited as texts", () => {
    const map: Record<string, Meaning> = {
      paid: "approved",
      lead: { status: "pending", goal: "lead", mode: "add" },
      upsell: { status: "approved", mode: "change" },
      gone: { status: "reversed", goal: "sale" },
    };
    const texts = meaningTexts(map);
    expect(texts).toEqual({
      paid: "approved",
      lead: "pending lead add",
      upsell: "approved - change",
      gone: "reversed sale",
    });
    expect(mapOf(texts)).toEqual(map);
    for (const text of Object.values(texts)) {
      expect(textOf(partsOf(text))).toBe(text);
    }
  });

  test("a removed word isn't sent", () => {
    expect(mapOf({ paid: "approved", gone: "", lost: undefined })).toEqual({
      paid: "approved",
    });
  });

  test("a word is added once, in lower case, and again after it was removed", () => {
    expect(newWord(" PAID ", {})).toBe("paid");
    expect(newWord("Paid", { paid: "approved" })).toBeNull();
    expect(newWord("paid", { paid: "" })).toBe("paid");
    expect(newWord("  ", {})).toBeNull();
  });
});
