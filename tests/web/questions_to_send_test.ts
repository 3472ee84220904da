import { describe, expect, test } from "bun:test";
import { questionsToSend } from "../../web/screens/affiliates/questions_to_send.ts";

const keysOf = (...labels: string[]) =>
  questionsToSend(
    labels.map((label) => ({ key: null, label, required: false })),
  ).map(({ key }) => key);

describe("questionsToSend()", () => {
  test("keeps the key of a question that is worded anew", () => {
    const question = { key: "traffic", label: " Where from? ", required: true };
    expect(questionsToSend([question])).toEqual([
      { key: "traffic", label: "Where from?", required: true },
    ]);
  });

  test("gives a new question a key from its words", () => {
    expect(keysOf("Wo werben Sie für uns?")).toEqual(["wo_werben_sie_fur_uns"]);
  });

  test("gives no key twice, and one to every script", () => {
    expect(keysOf("Site?", "Site", "網站", "2 sites")).toEqual([
      "site",
      "site_2",
      "question",
      "question_2",
    ]);
    const kept = { key: "site", label: "Page", required: false };
    const fresh = { key: null, label: "Site", required: false };
    expect(questionsToSend([fresh, kept])[0]?.key).toBe("site_2");
  });

  test("gives no key that is longer than the API takes", () => {
    const [first, second] = keysOf("a".repeat(60), "a".repeat(60));
    expect([first?.length, second?.length]).toEqual([40, 40]);
    expect(second).toEndWith("_2");
  });
});
