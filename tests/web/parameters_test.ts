import { describe, expect, test } from "bun:test";
import {
  meaningOf,
  mergedMapping,
  piecesOf,
  sentByMeaning,
  sentParameters,
  withChoice,
} from "../../web/screens/postback/parameters.ts";

const GET = { method: "GET", url: "/p", headers: {}, body: null };

describe("piecesOf()", () => {
  test.each([
    { ...GET, url: "/p?a=1&b=%20x&&c" },
    { ...GET, method: "POST", body: "a=1&b=<img>" },
    { ...GET, method: "POST", body: `{"a": [1, {"b": "x"}], "c" : null}` },
    { ...GET, method: "POST", body: `[{ "a":12345678901234567890 }]` },
    { ...GET, method: "POST", body: "neither of them" },
  ])("keeps a request to the letter: %j", (request) => {
    const text = piecesOf(request).map((piece) => piece.text);
    const { method, url, body } = request;
    expect(text.join("")).toBe(
      `${method} ${url}\n${body === null ? "" : `\n${body}`}`,
    );
  });

  test("names parameters of the address, a form, and JSON by its paths", () => {
    const body = `{"id": 7, "lines": [{"sku": "a\\"b", "sum": 12345678901234567890}], "none": {}, "left" : "x:y"}`;
    const url = "/p?bill=B%2F1";
    expect(sentParameters({ ...GET, url, body })).toEqual([
      { name: "bill", value: "B/1" },
      { name: "id", value: "7" },
      { name: "lines[0].sku", value: 'a"b' },
      { name: "lines[0].sum", value: "12345678901234567890" },
      { name: "left", value: "x:y" },
    ]);
    expect(sentParameters({ ...GET, body: "a=1&b=2" })).toEqual([
      { name: "a", value: "1" },
      { name: "b", value: "2" },
    ]);
  });

  test("reads a list of one event like the event", () => {
    const body = `[{"a": {"b": 1}}]`;
    expect(sentParameters({ ...GET, body })).toEqual([
      { name: "a.b", value: "1" },
    ]);
  });
});

describe("meaningOf()", () => {
  const meanings = { total: "amount", id: "order_id" };

  test("is what was chosen, else what the source knows", () => {
    expect(meaningOf("worth", meanings, { worth: "amount" })).toBe("amount");
    expect(meaningOf("id", meanings, { worth: "amount" })).toBe("order_id");
    expect(meaningOf("x", meanings, {})).toBeNull();
  });

  test("is lost to the name that was chosen for it", () => {
    expect(meaningOf("total", meanings, { worth: "amount" })).toBeNull();
  });
});

describe("withChoice()", () => {
  const meanings = { total: "amount" };

  test("gives a meaning to one name, and takes it from the other", () => {
    const before = { bill: "order_id", a: "ignore" };
    expect(withChoice(before, meanings, ["ref", "order_id"])).toEqual({
      a: "ignore",
      ref: "order_id",
    });
    expect(withChoice(before, meanings, ["b", "ignore"])).toEqual({
      ...before,
      b: "ignore",
    });
  });

  test("keeps nothing for what a name means anyway", () => {
    const before = { total: "revenue" };
    expect(withChoice(before, meanings, ["total", "amount"])).toEqual({});
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

  test("takes a chosen name from the meaning that it had", () => {
    const mapping = { amount: ["Sum_Total"], goal: ["event"] };
    expect(mergedMapping(mapping, { sumtotal: "ignore" })).toEqual({
      goal: ["event"],
      ignore: ["sumtotal"],
    });
  });
});

describe("sentByMeaning()", () => {
  test("finds the parameter that a check looked at", () => {
    const request = { ...GET, url: "/p?visitor=abc&Goal=sale&x=1" };
    const meanings = { visitor: "click_id", Goal: "goal" };
    expect([...sentByMeaning(request, meanings)]).toEqual([
      ["click_id", "visitor=abc"],
      ["goal", "Goal=sale"],
    ]);
  });
});
