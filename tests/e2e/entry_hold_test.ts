import { expect, test } from "bun:test";
import { isOnHold } from "../../web/screens/money/entry_hold.ts";

const NOW_MS = Date.parse("2026-11-29T12:00:00Z");
const LATER = "2026-12-06T00:00:00.000Z";
const BEFORE = "2026-11-20T00:00:00.000Z";

test("money is on hold until its day, unless it was released or there is none", () => {
  for (const [payable, payable_from, released_at, is_held] of [
    ["-42.00", LATER, null, true],
    ["-42.00", LATER, BEFORE, false],
    ["-42.00", BEFORE, null, false],
    ["-42.00", null, null, false],
    ["0.00", LATER, null, false],
  ] as const) {
    const entry = { payable, payable_from, released_at };
    expect([entry, isOnHold(entry, NOW_MS)]).toEqual([entry, is_held]);
  }
});
