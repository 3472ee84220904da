import { describe, expect, test } from "bun:test";
import { MARGIN_MIN, scorePair } from "./score_pair.ts";
import type { Member } from "./score_pair.ts";

const member: Member = {
  no: 1,
  at: 1_000,
  money: 5n,
  status: "approved",
  order: null,
  customer: null,
  goal: null,
  affiliate: null,
  campaign: null,
};
const comparable_ids = { orders: true, customers: true };
const score = (row: Partial<Member>, line: Partial<Member>) =>
  scorePair({ ...member, ...row }, { ...member, ...line }, comparable_ids);

describe("scorePair()", () => {
  test("falls with the time between the two, by how many times further they are apart", () => {
    const at = [0, 1, 10, 60, 3_600].map((s) => score({}, { at: 1_000 + s }));
    expect(at).toEqual([92, 88, 78, 67, 43]);
    const [near, far] = [score({}, { at: 1_010 }), score({}, { at: 1_100 })];
    expect((near ?? 0) - (far ?? 0)).toBeGreaterThanOrEqual(MARGIN_MIN);
  });

  test("is none where both name a different order, affiliate or goal", () => {
    expect(score({ order: "a" }, { order: "b" })).toBeNull();
    expect(score({ affiliate: 1 }, { affiliate: 2 })).toBeNull();
    expect(score({ goal: "sale" }, { goal: "lead" })).toBeNull();
    expect(score({ order: "a" }, { order: null })).toBe(92);
  });

  test("does not hold orders against each other where theirs are of another kind", () => {
    const mute = { orders: false, customers: false };
    const row = { ...member, order: "a" };
    expect(scorePair(row, { ...member, order: "b" }, mute)).toBe(92);
  });

  test("is none for times that are days apart", () => {
    expect(score({}, { at: 1_000 + 5 * 86_400 })).toBeNull();
  });
});
