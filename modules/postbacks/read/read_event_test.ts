import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { Minter } from "../../clicks/mod.ts";
import { ManualClock } from "../../kernel/mod.ts";
import { REFUSALS, PLAIN_DIALECT, CANONICAL_NAMES } from "../../sources/mod.ts";
import { findClick, validClicks } from "../judge/find_click.ts";
import type { Parameter } from "../../sources/mod.ts";
import { readEvent } from "./read_event.ts";
import { Trace } from "./trace.ts";

const CLICKED_AT = Date.UTC(2026, 10, 22, 10, 0, 0, 250);
const RECEIVED_AT = CLICKED_AT + 3_600_000;
const KEY = Buffer.from("a key that signs clicks");
const minter = new Minter({
  clock: new ManualClock(CLICKED_AT),
  signing: () => ({ key_number: 0, key: KEY }),
  node: () => 1,
});
const ID = minter.mint(5, true).click_id;

function readPairs(
  pairs: [string, string][],
  trace = new Trace(),
  { dialect = PLAIN_DIALECT, is_signed = false, is_number = false } = {},
) {
  const parameters = pairs.map(([name, value]): Parameter => {
    return {
      name,
      value,
      from: "query",
      ...(is_number ? { is_number } : {}),
    };
  });
  const valid = validClicks(parameters, () => KEY);
  const input = {
    found: findClick(parameters, valid, dialect.names),
    dialect,
    currency: "USD",
    mode: null,
    received_at: RECEIVED_AT,
    is_signed,
    offer_id: "417",
  };
  return readEvent(parameters, input, trace);
}

function event(given: Record<string, string>) {
  const read = readPairs([["click_id", ID], ...Object.entries(given)]);
  if (!read.ok) throw new Error(`${read.refusal.code}: ${read.refusal.detail}`);
  return read.event;
}

function codeOf(given: Record<string, string>): string | undefined {
  const read = readPairs([["click_id", ID], ...Object.entries(given)]);
  return read.ok ? undefined : read.refusal.code;
}

describe("readEvent()", () => {
  test("reads nothing but the click where nothing else is said", () => {
    expect(event({})).toMatchObject({
      click_id: ID,
      click: { link_id: 5, time_ms: CLICKED_AT },
      goal: null,
      event: null,
      order_id: null,
      customer_id: null,
      amount_micros: null,
      revenue_micros: null,
      payout_micros: null,
      currency: null,
      status: null,
      raw_status: null,
      reason: null,
      occurred_at: null,
      mode: "upsert",
      adv: null,
      flags: [],
    });
  });

  test("reads all that a postback can say", () => {
    const said = event({
      goal_id: "sale",
      event: "purchase",
      orderid: " A-1 ",
      customer_id: "c9",
      total: "80.00",
      cur: "usd",
      conv_status: "Refunded",
      reason: "sent back",
      timestamp: "2026-11-22 10:30:00",
      mode: " Change ",
      adv1: "x",
      adv10: "y",
      adv11: "z",
    });
    expect(said).toMatchObject({
      goal: "sale",
      event: "purchase",
      order_id: "A-1",
      customer_id: "c9",
      amount_micros: 80_000_000n,
      currency: "USD",
      status: "reversed",
      raw_status: "Refunded",
      reason: "sent back",
      occurred_at: Date.UTC(2026, 10, 22, 10, 30),
      mode: "change",
      adv: { adv1: "x", adv10: "y" },
    });
  });
});

describe("readEvent() of money", () => {
  test("takes one money name for the amount, whichever it is", () => {
    for (const name of ["amount", "sum", "revenue", "commission", "payout"]) {
      const { amount_micros, flags } = event({ [name]: "12.5" });
      expect([amount_micros, flags]).toEqual([12_500_000n, []]);
    }
  });

  test("takes several that differ for what they say, and flags it", () => {
    const said = { amount: "80", revenue: "20", payout: "12.5" };
    expect(event(said)).toMatchObject({
      amount_micros: 80_000_000n,
      revenue_micros: 20_000_000n,
      payout_micros: 12_500_000n,
      flags: ["several_amounts"],
    });
    const same = event({ amount: "12.50", payout: "12.5" });
    expect([same.amount_micros, same.flags]).toEqual([12_500_000n, []]);
    const without = event({ revenue: "20", payout: "12.5" });
    expect(without.amount_micros).toBeNull();
  });

  test.each(["12,34", "1e9", "-5", ".", "1.5.2", "1".repeat(13), "0x10"])(
    "refuses %j under any of its names",
    (value) => {
      for (const name of ["amount", "value", "commission", "payout"]) {
        expect(codeOf({ [name]: value })).toBe("invalid_amount");
      }
    },
  );
});

describe("readEvent() of an order id", () => {
  test("trims and normalizes it, so that one order is one", () => {
    expect(event({ order_id: " Cafe\u0301 " }).order_id).toBe("Café");
    expect(event({ order_id: "a" }).order_id).not.toBe(
      event({ order_id: "A" }).order_id,
    );
    expect(event({ order_id: "   " }).order_id).toBeNull();
  });

  test("never cuts it: 255 characters pass, 256 don't", () => {
    expect(event({ order_id: "x".repeat(255) }).order_id).toHaveLength(255);
    expect(codeOf({ order_id: "x".repeat(256) })).toBe("malformed");
  });

  test("refuses one that was not UTF-8 when it came", () => {
    expect(codeOf({ order_id: "Caf\ufffd" })).toBe("malformed");
  });

  test("is none where it is the click id", () => {
    for (const value of [ID, ID.toUpperCase(), ` ${ID} `]) {
      expect(event({ transaction_id: value }).order_id).toBeNull();
    }
    expect(event({ transaction_id: "T-7" }).order_id).toBe("T-7");
  });
});

describe("readEvent() of a time", () => {
  test("takes the click's own second, and 300 s of a fast clock", () => {
    const clicked = { occurred_at: "2026-11-22T10:00:00Z" };
    expect(event(clicked).occurred_at).toBe(CLICKED_AT - 250);
    const ahead = String(RECEIVED_AT + 300_000);
    expect(event({ occurred_at: ahead }).occurred_at).toBe(Number(ahead));
  });

  const WRONG = [
    "2026-11-22T09:59:54Z",
    String(CLICKED_AT - 6000),
    String(RECEIVED_AT + 300_001),
    "today",
    "1",
    "0000-01-01T00:00:00Z",
  ];

  const readAt = (at: string, trace: Trace, is_signed = false) => {
    const pairs = { click_id: ID, occurred_at: at };
    return readPairs(Object.entries(pairs), trace, { is_signed });
  };

  test("leaves one before the click, in the future, or none at all out where it is not signed", () => {
    for (const at of WRONG) {
      const trace = new Trace();
      const read = readAt(at, trace);
      expect(read).toMatchObject({ ok: true, event: { occurred_at: null } });
      const step = trace.steps.find((one) => one.step === "occurred_at");
      expect(step).toMatchObject({ ok: true });
    }
  });

  test("leaves out any time that lies years away, where it is not signed", () => {
    const years = fc.integer({ min: 2, max: 60 }).map((of) => of * 365);
    fc.assert(
      fc.property(years, fc.boolean(), (days, is_before) => {
        const now = Date.UTC(2026, 10, 22);
        const at = now + (is_before ? -days : days) * 86_400_000;
        const read = readAt(new Date(at).toISOString(), new Trace());
        expect(read).toMatchObject({ ok: true, event: { occurred_at: null } });
      }),
    );
  });

  test("refuses the same where it is signed, and so counts", () => {
    for (const at of WRONG) {
      const read = readAt(at, new Trace(), true);
      expect(read).toMatchObject({
        ok: false,
        refusal: { code: "invalid_time" },
      });
    }
  });
});

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
        const said = event({ order_id: "7", [`zz ${name}`]: value });
        said.unmapped = [];
        expect(said).toEqual(event({ order_id: "7" }));
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

describe("readEvent() of anything", () => {
  const anyName = fc.oneof(
    fc.constantFrom<string>(...CANONICAL_NAMES, "total", "adv1", "adv10", "x"),
    fc.string({ unit: "binary" }),
  );
  const anyValue = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("1", "12.50", "usd", "sale", "approved", "{x}", ID, ""),
    fc.stringMatching(/^[a-z😀]{50,70}$/u),
  );
  const anyPairs = fc.array(fc.tuple(anyName, anyValue), { maxLength: 12 });

  test("never throws; a refusal is of the closed set, and the trace ends with it", () => {
    fc.assert(
      fc.property(anyPairs, fc.boolean(), (pairs, has_click) => {
        const trace = new Trace();
        const click: [string, string][] = has_click ? [["click_id", ID]] : [];
        const read = readPairs([...click, ...pairs], trace);
        const last = trace.steps.at(-1);
        if (read.ok) {
          expect(trace.steps.every(({ ok }) => ok)).toBe(true);
          expect(JSON.stringify(read.event.adv).isWellFormed()).toBe(true);
          return;
        }
        expect(Object.keys(REFUSALS)).toContain(read.refusal.code);
        expect(read.refusal.detail.isWellFormed()).toBe(true);
        expect(read.refusal.detail.length).toBeLessThan(400);
        expect(last).toMatchObject({
          ok: false,
          expected: read.refusal.code,
          found: read.refusal.detail,
        });
      }),
    );
  });

  test("reads texts no longer than they may be, and whole characters only", () => {
    for (const before of [498, 499, 500, 700]) {
      const text = `${"x".repeat(before)}\u{1f600}`;
      const said = event({ reason: text, customer_id: text, adv1: text });
      for (const read of [said.reason, said.customer_id, said.adv?.adv1]) {
        expect(read).toBe(text.slice(0, 500).toWellFormed());
      }
    }
  });
});
