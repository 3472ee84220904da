import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { PLAIN_DIALECT } from "../../sources/mod.ts";
import { Trace } from "./trace.ts";
import {
  ID,
  readPairs,
  event,
  codeOf,
} from "../../../tests/modules/postbacks/event_readings.ts";

describe("readEvent() of what doesn't matter", () => {
  test("rounds decimals of more than six places, and flags it", () => {
    expect(event({ amount: "19.989999999999998" })).toMatchObject({
      amount_micros: 19_990_000n,
      flags: ["rounded"],
    });
    expect(event({ amount: "12.3456785" }).amount_micros).toBe(12_345_678n);
    expect(event({ amount: "1.5000000" }).flags).toEqual([]);
    expect(event({ amount: ".5" }).amount_micros).toBe(500_000n);
    expect(event({ amount: "5." }).amount_micros).toBe(5_000_000n);
  });

  test("reads JSON's numbers as JSON writes them", () => {
    const amount = (value: string) => {
      const pairs: [string, string][] = [["amount", value]];
      const read = readPairs([["click_id", ID], ...pairs], new Trace(), {
        is_number: true,
        dialect: { ...PLAIN_DIALECT, decimal_comma: true },
      });
      return read.ok ? read.event.amount_micros : read.refusal.code;
    };
    expect(amount("0.30000000000000004")).toBe(300_000n);
    expect(amount("1e2")).toBe(100_000_000n);
    expect(amount("1.25E+1")).toBe(12_500_000n);
    expect(amount("1e-9")).toBe(0n);
    expect(amount("1e99")).toBe("invalid_amount");
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (number) => {
        const read = amount(JSON.stringify(number));
        const expected = BigInt(Math.round(number * 1000)) * 1000n;
        if (typeof read !== "bigint") throw new Error(String(read));
        const off = read - expected;
        expect(off > -1000n && off < 1000n).toBe(true);
      }),
    );
  });

  test.each([
    "undefined",
    "NULL",
    "None",
    "NaN",
    "nil",
    "N/A",
    "(null)",
    "-",
    " ",
    "[object Object]",
  ])("takes %j for nothing, whatever it was to be", (word) => {
    const names = ["order_id", "customer_id", "amount", "currency", "status"];
    for (const name of [...names, "goal", "reason", "occurred_at", "mode"]) {
      expect(event({ [name]: word })).toMatchObject(event({}));
    }
    expect(event({ order_id: word, txid: "7" }).order_id).toBe("7");
  });

  test("takes 0 and false for no id, and for an amount and a word as they are", () => {
    expect(event({ order_id: "0", customer_id: "false" })).toMatchObject({
      order_id: null,
      customer_id: null,
    });
    expect(event({ amount: "0" }).amount_micros).toBe(0n);
    expect(codeOf({ status: "0" })).toBe("unmapped_status");
  });

  test("takes a customer's state for no status", () => {
    for (const state of ["CA", "new", "Bayern", "Sachsen-Anhalt", "x"]) {
      expect(event({ state }).status).toBeNull();
    }
    const codes = `AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO
      MT NE NV NH NJ NM NY NC ND OH OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR`;
    for (const state of codes.split(/\s+/)) {
      expect([state, event({ state }).status]).toEqual([state, null]);
      expect(event({ state: state.toLowerCase() }).status).toBeNull();
    }
    expect(event({ state: "Hold" }).status).toBe("pending");
    expect(event({ state: "returned" }).status).toBe("reversed");
    expect(codeOf({ status: "CA" })).toBe("unmapped_status");
  });

  test("takes an oid for the order only where no offer is meant", () => {
    expect(event({ oid: "A-1" }).order_id).toBe("A-1");
    expect(event({ oid: "417" }).order_id).toBeNull();
    expect(event({ oid: "9", affid: "3" }).order_id).toBeNull();
    for (let number = 1; number < 100_000; number = number * 3 + 1) {
      expect(event({ oid: `A-${number}` }).order_id).toBe(`A-${number}`);
      expect(event({ oid: `A-${number}`, affid: "3" }).order_id).toBeNull();
    }
    expect(event({ oid: "9", nid: "3", conversion_id: "c" }).order_id).toBe(
      "c",
    );
  });

  test("is what it is without them, whatever parameters come that nobody reads", () => {
    const odd = fc.constantFrom("{x}", "%E9", "\0", "x".repeat(20_000));
    const anyValue = fc.oneof(fc.string({ unit: "binary" }), odd);
    fc.assert(
      fc.property(fc.string(), anyValue, (name, value) => {
        const read = event({ order_id: "7", [`zz ${name}`]: value });
        read.unmapped = [];
        expect(read).toEqual(event({ order_id: "7" }));
      }),
    );
  });

  test("flags money under several names of one meaning that differ", () => {
    expect(event({ amount: "10", total: "12" })).toMatchObject({
      amount_micros: 10_000_000n,
      flags: ["several_amounts"],
    });
    expect(event({ total: "10.0", sum: "10" }).flags).toEqual([]);
    expect(event({ amount: "10", value: "premium" }).flags).toEqual([]);
  });

  test("refuses a placeholder in what matters, and leaves it out elsewhere", () => {
    const styles =
      "{x} {{x}} [x] <x> (x) $x ${x} %x% %%x%% %{x} ##x## #x# __X__ REPLACE %7Bx%7D";
    for (const style of styles.split(" ")) {
      const names = ["order_id", "customer_id", "goal", "amount", "currency"];
      for (const name of [...names, "status", "payout"]) {
        expect([name, codeOf({ [name]: style })]).toEqual([
          name,
          "unreplaced_macro",
        ]);
      }
      for (const name of ["reason", "adv1", "event", "occurred_at", "mode"]) {
        expect(event({ [name]: style }).flags).toEqual(["macro_dropped"]);
      }
    }
    for (const value of [
      "o-{id}",
      "{{id}}-7",
      "a${x}b",
      "##id##-1",
      "x%%id%%",
    ]) {
      expect(codeOf({ order_id: value })).toBe("unreplaced_macro");
      expect(event({ reason: value }).reason).toBe(value);
    }
    expect(event({ order_id: "o-{7}" }).order_id).toBe("o-{7}");
    expect(event({ adv1: '{"a":1}' }).adv).toEqual({ adv1: '{"a":1}' });
    expect(event({ amount: "5", payout: "{payout}" })).toMatchObject({
      amount_micros: 5_000_000n,
      flags: ["macro_dropped"],
    });
  });
});
