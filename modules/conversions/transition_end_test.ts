import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { reportKey } from "./said.ts";
import { transition } from "./transition.ts";
import type { Wish } from "./transition_types.ts";
import {
  standing,
  wish,
  word,
} from "../../tests/modules/conversions/transitions.ts";

describe("transition() of an approval after a first end", () => {
  const after = (first: "rejected" | "reversed", change: Partial<Wish>) => {
    const said = [reportKey(wish(first))];
    const approval = wish("approved", change);
    return word(transition(standing(first, { said }), approval));
  };
  const older = { said_at: 900, is_time_proven: true };
  const newer = { said_at: 1_100, is_time_proven: true };

  test("a declined card that pays is refused without reinstating, and approves with it", () => {
    for (const times of [{}, newer]) {
      expect(after("rejected", times)).toBe("illegal_transition");
      expect(after("rejected", { ...times, reinstate: true })).toBe(
        "reinstate → approved",
      );
    }
  });

  test("an older approval fills the history, where its time is proven", () => {
    for (const reinstate of [false, true]) {
      expect(after("rejected", { ...older, reinstate })).toBe(
        "predecessor → rejected",
      );
      expect(after("reversed", { ...older, reinstate })).toBe(
        "predecessor → reversed",
      );
    }
    const unproven = { said_at: 900, is_time_proven: false };
    expect(after("rejected", unproven)).not.toBe("predecessor → rejected");
  });

  test("a first refund is taken for later than the sale, unless that is proven newer or its source reinstates", () => {
    expect(after("reversed", {})).toBe("predecessor → reversed");
    expect(after("reversed", newer)).toBe("illegal_transition");
    expect(after("reversed", { ...newer, reinstate: true })).toBe(
      "reinstate → approved",
    );
  });

  test("at whatever time, only an older, proven one leaves a first rejection as it is", () => {
    const anyTime = fc.integer({ min: 0, max: 2_000 });
    fc.assert(
      fc.property(anyTime, fc.boolean(), (said_at, is_time_proven) => {
        const is_older = is_time_proven && said_at < 1_000;
        const came = after("rejected", { said_at, is_time_proven });
        expect(came === "predecessor → rejected").toBe(is_older);
      }),
    );
  });
});
