import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { CANONICAL_NAMES, foldName, mayHoldClick, valuesOf } from "./names.ts";
import type { CanonicalName } from "./names.ts";
import type { Parameter } from "./raw_postback.ts";

function given(...pairs: [string, string][]): Parameter[] {
  return pairs.map(([name, value]) => ({ name, value, from: "query" }));
}

function values(name: CanonicalName, ...pairs: [string, string][]): string[] {
  return valuesOf(given(...pairs), name).map(({ value }) => value);
}

/** What senders write in place of each name, as it is published. */
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

describe("valuesOf()", () => {
  test.each(ALIASES)(
    "reads %s from %s, however it is spelled",
    (name, alias) => {
      const dashed = alias.replaceAll("_", "-");
      const spellings = [alias, alias.toUpperCase(), dashed, `_${alias}_`];
      for (const spelling of spellings) {
        expect(values(name, [spelling, "x"])).toEqual(["x"]);
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
    const [value] = valuesOf(given([long, "1"]), "amount");
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

describe("mayHoldClick()", () => {
  test.each([
    "click_id",
    "ClickID",
    "cid",
    "sub-id",
    "transaction_id",
    "TransactionId",
    "tid",
  ])("is true for %s", (name) => {
    expect(mayHoldClick(name)).toBe(true);
  });

  test.each(["", "order_id", "amount", "click", "goal", "__proto__", "sub1"])(
    "is false for %j",
    (name) => {
      expect(mayHoldClick(name)).toBe(false);
    },
  );
});

test("foldName() makes no difference of case, _ and -", () => {
  expect(foldName("Order-ID")).toBe(foldName("ORDER_id"));
  expect(foldName("order.id")).not.toBe(foldName("order_id"));
});
