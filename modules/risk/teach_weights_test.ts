import { describe, expect, test } from "bun:test";
import { proposedPercent } from "./teach_weights.ts";

describe("proposedPercent()", () => {
  test.each([
    // Few decisions teach nothing.
    [{ decided: 29, fraud: 0 }, 100, 100],
    // All were clear: less, by a step at a time, and never nothing.
    [{ decided: 200, fraud: 0 }, 100, 75],
    [{ decided: 200, fraud: 0 }, 40, 25],
    // Half right: towards half.
    [{ decided: 200, fraud: 100 }, 100, 75],
    [{ decided: 200, fraud: 100 }, 60, 56],
    // Nearly always right: more, up to the most.
    [{ decided: 300, fraud: 299 }, 100, 125],
    [{ decided: 300, fraud: 299 }, 120, 125],
    // As aimed at: as it is.
    [{ decided: 100, fraud: 91 }, 100, 100],
    [{ decided: 100, fraud: 91 }, 10, 10],
    [{ decided: 100, fraud: 91 }, 150, 150],
    // Misses the aim, and weighs less than it would be given: never more.
    [{ decided: 100, fraud: 45 }, 25, 25],
    [{ decided: 100, fraud: 45 }, 10, 10],
    [{ decided: 100, fraud: 45 }, 0, 0],
    [{ decided: 100, fraud: 0 }, 0, 0],
    // Right, and weighs more than is ever proposed: never less.
    [{ decided: 300, fraud: 299 }, 150, 150],
  ])("of %p at %p percent is %p", (counts, now, expected) => {
    expect(proposedPercent(counts, now)).toBe(expected);
  });
});
