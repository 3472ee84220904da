import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { CANONICAL_NAMES, foldName, NameTable } from "./names.ts";
import type { CanonicalName } from "./names.ts";
import type { Parameter } from "./raw_postback.ts";

function given(...pairs: [string, string][]): Parameter[] {
  return pairs.map(([name, value]) => ({ name, value, from: "query" }));
}

function values(name: CanonicalName, ...pairs: [string, string][]): string[] {
  const read = NameTable.published.read(given(...pairs));
  return read.of(name).map(({ value }) => value);
}

/** The published aliases of each name. */
const PUBLISHED: Partial<Record<CanonicalName, string>> = {
  click_id: "clickid cid subid sub_id aff_click_id clickref irclickid",
  goal: "goal_id goal_alias",
  event: "event event_name et type",
  order_id:
    "orderid order txid transactionid trans_id tid action_id conversionref invoice_id postback_id lead_id oid conversion_id",
  amount: "sale_amount total price value sum",
  revenue: "revenue_amount commission",
  currency: "cur ccy currency_code",
  status: "conv_status cnv_status pstatus dispositioncode state",
  occurred_at: "datetime timestamp event_time eventdate conversion_time",
};
const ALIASES = Object.entries(PUBLISHED).flatMap(([name, aliases]) =>
  aliases
    .split(" ")
    .map((alias): [CanonicalName, string] => [name as CanonicalName, alias]),
);

describe("NameTable.read()", () => {
  test.each(ALIASES)(
    "reads %s from %s, however it is spelled",
    (name, alias) => {
      const dashed = alias.replaceAll("_", "-");
      const spellings = [alias, alias.toUpperCase(), dashed, `_${alias}_`];
      for (const spelling of spellings) {
        const word = alias === "state" ? "approved" : "x";
        expect(values(name, [spelling, word])).toEqual([word]);
      }
    },
  );

  test("prefers the canonical name, then the published order", () => {
    expect(values("amount", ["total", "2"], ["amount", "1"])).toEqual(["1"]);
    expect(values("amount", ["sum", "3"], ["total", "2"])).toEqual(["2"]);
    expect(values("order_id", ["tid", "2"], ["order", "1"])).toEqual(["1"]);
  });

  test("takes an empty value for absent", () => {
    expect(values("amount", ["amount", ""], ["total", "2"])).toEqual(["2"]);
    expect(values("amount", ["amount", ""])).toEqual([]);
    expect(values("amount")).toEqual([]);
  });

  test("gives every value of a name that contradicts itself, and the same one once", () => {
    const twice = [
      ["amount", "1"],
      ["amount", "2"],
    ] as [string, string][];
    expect(values("amount", ...twice, ["total", "3"])).toEqual(["1", "2"]);
    expect(values("amount", ["amount", "1"], ["amount", "1"])).toEqual(["1"]);
    expect(values("amount", ["Amount", "1"], ["AMOUNT", "2"])).toEqual([
      "1",
      "2",
    ]);
  });

  test("shows a name that folding lets be of any length no longer than 60", () => {
    const long = `amount${"_".repeat(5000)}`;
    const [value] = NameTable.published.read(given([long, "1"])).of("amount");
    expect(value).toEqual({ name: long.slice(0, 60), value: "1" });
  });

  test("gives only values that are there, none of them empty", () => {
    const anyName = fc.oneof(
      fc.constantFrom(...ALIASES.map(([, alias]) => alias)),
      fc.string(),
    );
    const anyPair = fc.tuple(anyName, fc.constantFrom<string>("", "1", "2"));
    const anyCanonical = fc.constantFrom(...CANONICAL_NAMES);
    fc.assert(
      fc.property(fc.array(anyPair), anyCanonical, (pairs, canonical) => {
        const found = values(canonical, ...pairs);
        expect(new Set(found).size).toBe(found.length);
        const there = pairs.map(([, value]) => value);
        for (const value of found) {
          expect(value).not.toBe("");
          expect(there).toContain(value);
        }
      }),
    );
  });
});

describe("NameTable.mayHoldClick()", () => {
  test.each([
    "click_id",
    "ClickID",
    "cid",
    "sub-id",
    "transaction_id",
    "TransactionId",
    "tid",
  ])("is true for %s", (name) => {
    expect(NameTable.published.mayHoldClick(name)).toBe(true);
  });

  test.each(["", "order_id", "amount", "click", "goal", "__proto__", "sub1"])(
    "is false for %j",
    (name) => {
      expect(NameTable.published.mayHoldClick(name)).toBe(false);
    },
  );
});

test("foldName() makes no difference of case, _ and -", () => {
  expect(foldName("Order-ID")).toBe(foldName("ORDER_id"));
  expect(foldName("order.id")).not.toBe(foldName("order_id"));
});

describe("NameTable of a source", () => {
  const table = new NameTable({
    amount: ["payout", "sum"],
    order_id: ["tid"],
    click_id: ["r"],
  });
  const read = (...pairs: [string, string][]) => table.read(given(...pairs));
  const said = (name: CanonicalName, ...pairs: [string, string][]) =>
    read(...pairs)
      .of(name)
      .map(({ value }) => value);

  test("reads its own names first, then ours, and no published ones beside them", () => {
    expect(said("amount", ["amount", "1"], ["sum", "2"])).toEqual(["2"]);
    expect(said("amount", ["amount", "1"])).toEqual(["1"]);
    expect(said("amount", ["total", "1"])).toEqual([]);
    expect(said("order_id", ["oid", "7"])).toEqual([]);
  });

  test("gives a name that it has mapped to nothing else", () => {
    expect(said("payout", ["payout", "5"])).toEqual([]);
    expect(said("amount", ["payout", "5"])).toEqual(["5"]);
  });

  test("leaves names alone that it says nothing of", () => {
    expect(said("status", ["conv_status", "x"])).toEqual(["x"]);
  });

  test("knows where a click may be, and what means nothing here", () => {
    expect([table.mayHoldClick("R"), table.mayHoldClick("cid")]).toEqual([
      true,
      false,
    ]);
    const { others } = read(["foo", "1"], ["ts", "1"], ["bar", ""]);
    expect(others).toEqual(["foo"]);
  });
});
