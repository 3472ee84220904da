import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { saying, transition } from "./transition.ts";
import type { Standing, Transition, Wish } from "./transition.ts";
import type { ConversionStatus } from "./words.ts";

const STATUSES: ConversionStatus[] = [
  "pending",
  "approved",
  "rejected",
  "reversed",
];

function standing(
  status: ConversionStatus,
  change: Partial<Standing> = {},
): Standing {
  return { status, amount_micros: 80n, said: [], ...change };
}

function wish(
  status: ConversionStatus | null,
  change: Partial<Wish> = {},
): Wish {
  return {
    status,
    amount_micros: null,
    reason: null,
    by_order: true,
    ...change,
  };
}

/** A transition in one word. */
function word(result: Transition): string {
  switch (result.kind) {
    case "change":
      return `${result.what} → ${result.status}`;
    case "duplicate":
      return result.note ?? "duplicate";
    case "refused":
      return result.refusal.code;
  }
}

describe("transition()", () => {
  test.each([
    ["pending", "pending", "duplicate"],
    ["pending", "approved", "approve → approved"],
    ["pending", "rejected", "reject → rejected"],
    ["pending", "reversed", "reject → rejected"],
    ["approved", "pending", "stale_status"],
    ["approved", "approved", "duplicate"],
    ["approved", "rejected", "reverse → reversed"],
    ["approved", "reversed", "reverse → reversed"],
    ["rejected", "pending", "stale_status"],
    ["rejected", "approved", "illegal_transition"],
    ["rejected", "rejected", "duplicate"],
    ["rejected", "reversed", "stale_status"],
    ["reversed", "pending", "stale_status"],
    ["reversed", "approved", "illegal_transition"],
    ["reversed", "rejected", "stale_status"],
    ["reversed", "reversed", "duplicate"],
  ] as const)("from %s by %s: %s", (from, to, expected) => {
    expect(word(transition(standing(from), wish(to)))).toBe(expected);
  });

  test("tells by the reason which word it was", () => {
    const reasons = (
      from: ConversionStatus,
      to: ConversionStatus,
      reason: string | null = null,
    ) => {
      const result = transition(standing(from), wish(to, { reason }));
      return result.kind === "change" ? result.reason : undefined;
    };
    expect(reasons("pending", "reversed")).toBe("reversed");
    expect(reasons("pending", "rejected")).toBe("rejected");
    expect(reasons("approved", "rejected")).toBe("rejected");
    expect(reasons("approved", "reversed")).toBeNull();
    expect(reasons("approved", "reversed", "returned")).toBe("returned");
  });

  test("what was said before changes nothing, whatever came since", () => {
    const said = [saying(wish("approved")), saying(wish(null))];
    for (const status of STATUSES) {
      for (const before of [wish("approved"), wish(null)]) {
        const result = transition(standing(status, { said }), before);
        expect(result).toEqual({ kind: "duplicate", note: null, differs: [] });
      }
    }
  });

  test("another amount amends an order that is open, and says what differs elsewhere", () => {
    const other = { amount_micros: 90n };
    for (const status of ["pending", "approved"] as const) {
      const by_order = transition(standing(status), wish(null, other));
      expect(by_order).toMatchObject({ what: "amend", amount_micros: 90n });
      const without = wish(null, { ...other, by_order: false });
      expect(transition(standing(status), without)).toMatchObject({
        kind: "duplicate",
        differs: ["amount"],
      });
    }
    for (const status of ["rejected", "reversed"] as const) {
      expect(transition(standing(status), wish(null, other))).toMatchObject({
        kind: "duplicate",
        differs: ["amount"],
      });
    }
  });

  test("no amount keeps the amount, one with an approval replaces it", () => {
    const kept = transition(standing("pending"), wish("approved"));
    expect(kept).toMatchObject({ amount_micros: 80n });
    const other = wish("approved", { amount_micros: 90n });
    expect(transition(standing("pending"), other)).toMatchObject({
      amount_micros: 90n,
    });
  });

  test("a reversing word with no amount, 0 or the one on record is the whole", () => {
    for (const amount_micros of [null, 0n, 80n]) {
      const result = transition(
        standing("approved"),
        wish("reversed", { amount_micros }),
      );
      expect(result).toMatchObject({ status: "reversed", amount_micros: 80n });
    }
    for (const amount_micros of [1n, 79n, 81n]) {
      const result = transition(
        standing("approved"),
        wish("reversed", { amount_micros }),
      );
      expect(word(result)).toBe("ambiguous_reversal");
    }
  });
});

const anyAmount = fc.option(fc.bigInt({ min: 0n, max: 10n ** 18n }));
const anyWish: fc.Arbitrary<Wish> = fc.record({
  status: fc.option(fc.constantFrom(...STATUSES)),
  amount_micros: anyAmount,
  reason: fc.option(fc.string()),
  by_order: fc.boolean(),
});

describe("transition() of any history", () => {
  test("never leaves an end, and the same word again changes nothing", () => {
    const first = fc.constantFrom(...STATUSES);
    fc.assert(
      fc.property(
        first,
        anyAmount,
        fc.array(anyWish),
        (status, amount, all) => {
          let current: Standing = { status, amount_micros: amount, said: [] };
          for (const next of all) {
            const result = transition(current, next);
            if (result.kind !== "change") continue;
            expect(["rejected", "reversed"]).not.toContain(current.status);
            const said = [...current.said, saying(next)];
            current = { ...result, said };
            expect(transition(current, next).kind).toBe("duplicate");
          }
        },
      ),
    );
  });

  test("approved only by an approval, reversed only after one", () => {
    fc.assert(
      fc.property(fc.constantFrom(...STATUSES), anyWish, (status, next) => {
        const result = transition(standing(status), next);
        if (result.kind !== "change") return;
        if (result.status === "approved" && status !== "approved") {
          expect([status, next.status]).toEqual(["pending", "approved"]);
        }
        if (result.status === "reversed") expect(status).toBe("approved");
        if (result.status === "rejected") expect(status).toBe("pending");
      }),
    );
  });
});
