import { expect, test } from "bun:test";
import fc from "fast-check";
import {
  daily,
  explain,
} from "../../../tests/modules/reports/discrepancy_cases.ts";
import { explainAll } from "./explain_all.ts";
import { quarterOf } from "./zones.ts";

const count = fc.nat({ max: 9 });
const parts = fc.record(
  {
    unique: count,
    repeats: count,
    bots: count,
    capped: count,
    geo: count,
    prefetches: count,
    tests: count,
  },
  { requiredKeys: [] },
);
const statuses = fc.record(
  { approved: count, pending: count, rejected: count, reversed: count },
  { requiredKeys: [] },
);
const FIRST = quarterOf(Date.parse("2026-10-23T00:00:00Z"));
const momentsWith = (of: fc.Arbitrary<Record<string, number>>) =>
  fc
    .array(fc.tuple(fc.nat({ max: 6 * 96 - 1 }), of), { maxLength: 40 })
    .map((all) => new Map(all.map(([at, counts]) => [FIRST + at, counts])));
const world = fc.record({
  days: fc.subarray(["2026-10-24", "2026-10-25", "2026-10-26", "2026-10-27"], {
    minLength: 1,
  }),
  theirs: fc.array(
    fc.record({ clicks: fc.nat({ max: 60 }), conversions: fc.option(count) }),
    { minLength: 4, maxLength: 4 },
  ),
  timezone: fc.constantFrom("UTC", "Europe/Berlin", "Asia/Kathmandu"),
  clicks: momentsWith(parts),
  conversion: momentsWith(statuses),
  click: momentsWith(statuses),
  approval: momentsWith(statuses),
});

test("the parts of each day add up to its difference, whatever the figures", () => {
  fc.assert(
    fc.property(world, ({ days, theirs, timezone, clicks, ...conversions }) => {
      const asked = {
        days: days.map((day, at) => ({ day, ...theirs[at]! })),
        timezones: [timezone] as const,
        ours: { clicks, conversions },
      };
      const found = explainAll(asked);
      const counted = {
        clicks: ["unique", "repeats"],
        conversions: ["approved", "pending"],
      };
      for (const subject of ["clicks", "conversions"] as const) {
        for (const day of found[subject]?.days ?? []) {
          const { ours, explained, zone, late, unexplained } = day;
          const we = counted[subject].reduce(
            (sum, part) => sum + (ours[part] ?? 0),
            0,
          );
          const added = Object.values(explained).reduce((a, b) => a + b, 0);
          expect(day.difference).toBe(day.theirs - we);
          expect(added + zone + late + unexplained).toBe(day.difference);
        }
      }
      expect(found.clicks.days.reduce((sum, { late }) => sum + late, 0)).toBe(
        0,
      );
      expect(explainAll(asked)).toEqual(found);
    }),
  );
});

test("what a tool counts explains all where several days differ, whichever parts it counts", () => {
  const optional = ["repeats", "bots", "refused", "prefetches", "tests"];
  fc.assert(
    fc.property(
      fc.subarray(optional),
      fc.array(parts, { minLength: 3, maxLength: 3 }),
      (counts, given) => {
        const clicks = daily(...given);
        const plain = explain({ theirs: [0, 0, 0], clicks }).clicks.days;
        const theirs = plain.map(({ ours }) =>
          ["unique", ...counts].reduce(
            (sum, part) => sum + (ours[part] ?? 0),
            0,
          ),
        );
        const { days } = explain({ theirs, clicks }).clicks;
        if (days.filter(({ difference }) => difference !== 0).length < 2)
          return;
        expect(days.map(({ unexplained }) => unexplained)).toEqual([0, 0, 0]);
      },
    ),
  );
});
