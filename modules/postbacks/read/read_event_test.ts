import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { REFUSALS, CANONICAL_NAMES } from "../../sources/mod.ts";
import { Trace } from "./trace.ts";
import {
  CLICKED_AT,
  RECEIVED_AT,
  ID,
  readPairs,
  event,
  codeOf,
} from "../../../tests/modules/postbacks/event_readings.ts";

describe("readEvent()", () => {
  test("reads only the click if there is nothing else", () => {
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
    const read_event = event({
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
    expect(read_event).toMatchObject({
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
    const amounts = { amount: "80", revenue: "20", payout: "12.5" };
    expect(event(amounts)).toMatchObject({
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
      const one = event({ reason: text, customer_id: text, adv1: text });
      for (const read of [one.reason, one.customer_id, one.adv?.adv1]) {
        expect(read).toBe(text.slice(0, 500).toWellFormed());
      }
    }
  });
});
