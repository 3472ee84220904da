import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { addReport, reportKey } from "./said.ts";
import { isLive, transition } from "./transition.ts";
import type { CurrentState, Wish } from "./transition_types.ts";
import {
  standing,
  wish,
  word,
} from "../../tests/modules/conversions/transitions.ts";
import type { ConversionStatus } from "../sources/mod.ts";

/** A conversion after a wish. */
function applied(current: CurrentState, given: Wish): CurrentState {
  const result = transition(current, given);
  if (result.kind !== "change") return current;
  const { status, said_at } = result;
  const said = addReport(current.said, reportKey(given));
  return { ...current, status, said_at, said };
}

const STATUSES: ConversionStatus[] = [
  "pending",
  "approved",
  "rejected",
  "reversed",
];

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

  test("a repeated report changes nothing, whatever came since", () => {
    const said = [reportKey(wish("approved")), reportKey(wish(null))];
    for (const status of STATUSES) {
      for (const before of [wish("approved"), wish(null)]) {
        const result = transition(standing(status, { said }), before);
        expect(result).toEqual({ kind: "duplicate", note: null, differs: [] });
      }
    }
  });

  test("a sale can't be less than what was given back of it", () => {
    const given_back = standing("approved", { refunded_micros: 30n });
    const amend = (amount_micros: bigint) =>
      word(transition(given_back, wish(null, { amount_micros })));
    expect(amend(29n)).toBe("invalid_amount");
    expect(amend(30n)).toBe("amend → approved");
  });

  test("nor can one that is approved, reinstated or reported late", () => {
    const less = { amount_micros: 29n };
    const given_back = { refunded_micros: 30n };
    const pending = standing("pending", given_back);
    expect(word(transition(pending, wish("approved", less)))).toBe(
      "invalid_amount",
    );
    const again = { ...less, amount_micros: 30n };
    expect(word(transition(pending, wish("approved", again)))).toBe(
      "approve → approved",
    );
    const ended = standing("reversed", given_back);
    const reinstating = wish("approved", { ...less, reinstate: true });
    expect(word(transition(ended, reinstating))).toBe("invalid_amount");
    const began = standing("reversed", { ...given_back, said: ["reversed|"] });
    expect(word(transition(began, wish("approved", less)))).toBe(
      "invalid_amount",
    );
  });

  test("another amount amends an order that is open, and says what differs elsewhere", () => {
    const other = { amount_micros: 90n };
    for (const status of ["pending", "approved"] as const) {
      const by_order = transition(standing(status), wish(null, other));
      expect(by_order).toMatchObject({ what: "amend", amount_micros: 90n });
      const without = wish(null, { ...other, may_amend: false });
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
  is_refund: fc.boolean(),
  reason: fc.option(fc.string()),
  may_amend: fc.boolean(),
  reversal_amount: fc.constantFrom(null, "refunded", "remaining"),
  reinstate: fc.constant(false),
  said_at: fc.integer({ min: 0, max: 5 }),
  is_time_proven: fc.boolean(),
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
          let current = standing(status, { amount_micros: amount, said_at: 0 });
          for (const next of all) {
            const result = transition(current, next);
            if (result.kind !== "change") continue;
            expect(["rejected", "reversed"]).not.toContain(current.status);
            const said = [...current.said, reportKey(next)];
            current = { ...current, ...result, said };
            expect(current.refunded_micros).toBeGreaterThanOrEqual(0n);
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

  test("ends in the same state in whatever order the words of a sale arrive, if their times are proven", () => {
    const words = ["pending", "approved", "reversed"] as const;
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    for (const order of orders) {
      let current: CurrentState | null = null;
      for (const index of order) {
        const status = words[index]!;
        const said_at = 10 + index;
        const next = wish(status, { said_at, is_time_proven: true });
        if (current === null) {
          current = standing(status, { said: [reportKey(next)], said_at });
          continue;
        }
        const result = transition(current, next);
        expect(result.kind).not.toBe("refused");
        if (result.kind !== "change") continue;
        current = {
          ...current,
          ...result,
          said: [...current.said, reportKey(next)],
        };
      }
      const end = order[0] === 0 && order[1] === 2 ? "rejected" : "reversed";
      expect([order, current?.status]).toEqual([order, end]);
    }
  });
});

describe("transition() of a part refund", () => {
  test("no words in any order leave less of a sale than was given back", () => {
    const amount = fc.option(fc.bigInt(0n, 100n), { nil: null });
    const wishes = fc.array(
      fc.record({
        status: fc.option(fc.constantFrom(...STATUSES), { nil: null }),
        amount_micros: amount,
        is_refund: fc.boolean(),
        reversal_amount: fc.constantFrom("refunded", "remaining", null),
        reinstate: fc.boolean(),
      }),
      { maxLength: 12 },
    );
    const property = fc.property(wishes, (all) => {
      let now = standing("pending");
      for (const [index, some] of all.entries()) {
        const next_wish = wish(some.status, {
          ...some,
          said_at: 2_000 + index,
        });
        const result = transition(now, next_wish);
        if (result.kind !== "change") continue;
        now = { ...now, ...result, said: [...now.said, reportKey(next_wish)] };
        const { amount_micros, refunded_micros } = now;
        expect(refunded_micros <= (amount_micros ?? 0n)).toBe(true);
      }
    });
    fc.assert(property, { numRuns: 300 });
  });

  const sale = (change: Partial<CurrentState> = {}) =>
    standing("approved", { amount_micros: 100n, ...change });
  const back = (amount: bigint, change: Partial<Wish> = {}) =>
    wish("reversed", { amount_micros: amount, ...change });
  const refunded = (current: CurrentState, given: Wish) => {
    const result = transition(current, given);
    return result.kind === "change" ? result.refunded_micros : word(result);
  };

  test("is what the source says that its amounts mean", () => {
    const total = { reversal_amount: "refunded" } as const;
    const rest = { reversal_amount: "remaining" } as const;
    expect(refunded(sale(), back(30n, total))).toBe(30n);
    expect(refunded(sale(), back(30n, rest))).toBe(70n);
    expect(refunded(sale(), back(30n))).toBe("ambiguous_reversal");
    expect(word(transition(sale(), back(30n, total)))).toBe(
      "part_reversed → approved",
    );
  });

  test("is a total so far: a second one goes on, a smaller one is older", () => {
    const total = { reversal_amount: "refunded" } as const;
    const after = sale({ refunded_micros: 30n });
    expect(refunded(after, back(50n, total))).toBe(50n);
    expect(refunded(after, back(30n, total))).toBe("duplicate");
    expect(refunded(after, back(20n, total))).toBe("older");
    expect(word(transition(after, back(100n, total)))).toBe(
      "reverse → reversed",
    );
    expect(refunded(after, back(101n, total))).toBe("invalid_amount");
  });

  test("needs a sale with an amount, and may come with a minus", () => {
    const total = { reversal_amount: "refunded" } as const;
    expect(refunded(sale({ amount_micros: null }), back(5n, total))).toBe(
      "invalid_amount",
    );
    const minus = wish(null, { amount_micros: 30n, is_refund: true });
    expect(refunded(sale(), minus)).toBe(30n);
  });
});

describe("transition() of what is over", () => {
  test("takes its predecessor once, and stays as it is", () => {
    for (const status of [null, "pending", "approved"] as const) {
      const first = standing("reversed", {
        said: ["reversed|"],
        amount_micros: null,
      });
      const before = wish(status, { amount_micros: 80n });
      const result = transition(first, before);
      expect(result).toMatchObject({
        what: "predecessor",
        status: "reversed",
        amount_micros: 80n,
        said_at: 1_000,
      });
    }
  });

  test("refuses an approval that is proven newer, unless it may be reinstated", () => {
    const first = standing("reversed", { said: ["reversed|"] });
    const newer = wish("approved", { is_time_proven: true });
    expect(word(transition(first, newer))).toBe("illegal_transition");
    const again = wish("approved", { reinstate: true });
    expect(word(transition(first, again))).toBe("reinstate → approved");
  });

  test("a repeated approval reinstates only where its time is proven newer", () => {
    const ended = standing("reversed", { said: ["approved|", "reversed|"] });
    const again = { reinstate: true };
    expect(word(transition(ended, wish("approved", again)))).toBe("duplicate");
    const proven = { ...again, is_time_proven: true };
    expect(word(transition(ended, wish("approved", proven)))).toBe(
      "reinstate → approved",
    );
  });

  test("a report from before the last change changes nothing", () => {
    const late = wish(null, { amount_micros: 90n, said_at: 999 });
    expect(word(transition(standing("approved"), late))).toBe("older");
  });

  test("a refund counts at whatever time it arrived, unless that is proven", () => {
    // Two trackers whose clocks differ took the sale and its refund.
    for (const status of ["rejected", "reversed"] as const) {
      const refund = wish(status, { said_at: 999 });
      const result = transition(standing("approved"), refund);
      expect(result).toMatchObject({ status: "reversed", said_at: 1_000 });
      const proven = { ...refund, is_time_proven: true };
      expect(word(transition(standing("approved"), proven))).toBe("older");
    }
  });

  test("an end that was judged late comes to what it would have in its order, also where approving reinstates", () => {
    // A card was declined, and paid on second try; the first word waited in another tracker's queue.
    for (const reinstate of [false, true]) {
      for (const status of ["rejected", "reversed"] as const) {
        const end = wish(status, { reinstate, said_at: 999 });
        const paid = wish("approved", { reinstate, said_at: 1_000 });
        const ended = standing("pending", { said_at: 998 });
        const in_order = [end, paid].reduce(applied, ended);
        const late = [paid, end].reduce(applied, ended);
        expect(isLive(in_order)).toBe(reinstate);
        expect(isLive(late)).toBe(reinstate);
      }
    }
    const late = wish("rejected", { reinstate: true, said_at: 999 });
    expect(word(transition(standing("approved"), late))).toBe("older");
  });

  test("a refund from before a conversion was reinstated is over", () => {
    const again = standing("approved", {
      said: ["approved|80", "reversed|", "approved|90"],
    });
    const late = wish("reversed", { amount_micros: 80n, said_at: 999 });
    expect(word(transition(again, late))).toBe("older");
    const part = standing("approved", { said: ["approved|80", "reversed|10"] });
    expect(word(transition(part, late))).toBe("reverse → reversed");
  });
});
