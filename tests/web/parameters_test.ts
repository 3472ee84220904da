import { describe, expect, test } from "bun:test";
import {
  knownMeaning,
  mergedMapping,
  renamed,
  sentByMeaning,
} from "../../web/screens/postback/parameters.ts";

describe("knownMeaning()", () => {
  test("follows the source's mapping before the name itself", () => {
    const mapping = { order_id: ["Bill-No"], amount: ["order_id"] };
    expect(knownMeaning("bill_no", mapping)).toBe("order_id");
    expect(knownMeaning("orderid", mapping)).toBe("amount");
  });

  test("takes our own names for themselves, and knows no others", () => {
    expect(knownMeaning("Amount", {})).toBe("amount");
    expect(knownMeaning("worth", {})).toBeNull();
  });
});

describe("mergedMapping()", () => {
  test("puts a chosen name first and keeps what the source has", () => {
    const mapping = { amount: ["total", "worth"], goal: ["event"] };
    expect(
      mergedMapping(mapping, { worth: "amount", bill: "order_id" }),
    ).toEqual({
      amount: ["worth", "total"],
      goal: ["event"],
      order_id: ["bill"],
    });
  });
});

describe("renamed()", () => {
  test("sends a query and a JSON body under the chosen names", () => {
    const request = { url: "/p?bill=1&x=2", body: '{"worth":"5"}' };
    const reading = { bill: "order_id", worth: "amount" };
    expect(renamed(request, reading)).toEqual({
      query: "order_id=1&x=2",
      body: { amount: "5" },
    });
  });
});

describe("sentByMeaning()", () => {
  test("finds the parameter that a check looked at", () => {
    const request = { url: "/p?visitor=abc&Goal=sale&x=1", body: null };
    const sent = sentByMeaning(request, { click_id: ["visitor"] });
    expect([...sent]).toEqual([
      ["click_id", "visitor=abc"],
      ["goal", "Goal=sale"],
    ]);
  });
});
