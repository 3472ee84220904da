import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { dayStart, localDate, parseZonedTime } from "../kernel/mod.ts";
import { bucketsOf, comparedRange } from "./calendar.ts";
import type { Comparable } from "./calendar.ts";

const MINUTE_MS = 60_000;
const at = (text: string) => Date.parse(text);
const LATER = at("2040-01-01T00:00Z");

/** A time on a zone's clock, such as `2026-11-28 10:00`. */
function local(text: string, timezone: string): number {
  const full = text.length === 10 ? `${text} 00:00` : text;
  return parseZonedTime(`${full}:00`, timezone) ?? NaN;
}

/** A time as the zone's clock shows it. */
function shown(ms: number, timezone: string): string {
  return new Intl.DateTimeFormat("sv-SE", {
    timeZone: timezone,
    dateStyle: "short",
    timeStyle: "short",
  }).format(ms);
}

/** The compared period of one between two local times, as local times. */
function compared(
  compare: Comparable["compare"],
  timezone: string,
  [from, to, now]: readonly [from: string, to: string, now?: string],
): string[] {
  const found = comparedRange(
    {
      from_ms: local(from, timezone),
      to_ms: local(to, timezone),
      timezone,
      compare,
    },
    now === undefined ? LATER : local(now, timezone),
  );
  if (found === null) return [];
  return [shown(found.from_ms, timezone), shown(found.to_ms, timezone)];
}

test("a report that asks for no comparison has none", () => {
  expect(compared(null, "UTC", ["2026-03-01", "2026-04-01"])).toEqual([]);
});

describe("the period before", () => {
  test.each(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"])(
    "March in %s is 29 January to 28 February: as many days, over the change of the clock",
    (zone) => {
      expect(
        compared("previous_period", zone, ["2026-03-01", "2026-04-01"]),
      ).toEqual(["2026-01-29 00:00", "2026-03-01 00:00"]);
    },
  );

  test.each([
    // Whole days of 23 and 25 hours.
    ["2026-03-08", "2026-03-09", "2026-03-07 00:00", "2026-03-08 00:00"],
    ["2026-11-01", "2026-11-02", "2026-10-31 00:00", "2026-11-01 00:00"],
    ["2026-11-02", "2026-11-03", "2026-11-01 00:00", "2026-11-02 00:00"],
    // Whole days from one time of day to the same.
    [
      "2026-03-08 10:00",
      "2026-03-09 10:00",
      "2026-03-07 10:00",
      "2026-03-08 10:00",
    ],
    // Day's start until some time: the same part of the days before.
    ["2026-03-09", "2026-03-09 06:00", "2026-03-08 00:00", "2026-03-08 06:00"],
    ["2026-03-09", "2026-03-10 06:00", "2026-03-07 00:00", "2026-03-08 06:00"],
    // Anything else: as long, directly before.
    [
      "2026-03-09 10:00",
      "2026-03-09 14:00",
      "2026-03-09 06:00",
      "2026-03-09 10:00",
    ],
  ])("of %s to %s is %s to %s", (from, to, before_from, before_to) => {
    expect(compared("previous_period", "America/New_York", [from, to])).toEqual(
      [before_from, before_to],
    );
  });

  test.each([
    // Until ten o'clock today: until ten o'clock yesterday, also where that day was shorter.
    [
      "Asia/Kathmandu",
      ["2026-11-28", "2026-11-29", "2026-11-28 10:00"],
      ["2026-11-27 00:00", "2026-11-27 10:00"],
    ],
    [
      "America/New_York",
      ["2026-03-08", "2026-03-09", "2026-03-08 10:00"],
      ["2026-03-07 00:00", "2026-03-07 10:00"],
    ],
    [
      "America/New_York",
      ["2026-03-09", "2026-03-10", "2026-03-09 10:00"],
      ["2026-03-08 00:00", "2026-03-08 10:00"],
    ],
    // 02:30 didn't exist the day before.
    [
      "America/New_York",
      ["2026-03-09", "2026-03-10", "2026-03-09 02:30"],
      ["2026-03-08 00:00", "2026-03-08 03:00"],
    ],
    // The 15th of a month of 31 days.
    [
      "Europe/Berlin",
      ["2026-03-01", "2026-04-01", "2026-03-15 10:00"],
      ["2026-01-29 00:00", "2026-02-12 10:00"],
    ],
    // Not begun yet: whole.
    [
      "Europe/Berlin",
      ["2026-03-02", "2026-03-03", "2026-03-01 10:00"],
      ["2026-03-01 00:00", "2026-03-02 00:00"],
    ],
    // The day after the one without midnight.
    [
      "Africa/Cairo",
      ["2026-04-25", "2026-04-26"],
      ["2026-04-24 01:00", "2026-04-25 00:00"],
    ],
    [
      "Africa/Cairo",
      ["2026-04-24 01:00", "2026-04-25"],
      ["2026-04-23 00:00", "2026-04-24 01:00"],
    ],
  ] as const)("in %s of %p is %p", (zone, period, before) => {
    expect(compared("previous_period", zone, period)).toEqual([...before]);
  });

  test("is empty where the zone had no such day", () => {
    const found = compared("previous_period", "Pacific/Apia", [
      "2011-12-31",
      "2012-01-01",
    ]);
    expect(found).toEqual(["2011-12-31 00:00", "2011-12-31 00:00"]);
  });

  test("counts a minute that has begun", () => {
    const range = {
      from_ms: at("2026-11-28T00:00Z"),
      to_ms: at("2026-11-29T00:00Z"),
      timezone: "UTC",
      compare: "previous_period" as const,
    };
    const now_ms = at("2026-11-28T00:00:00.001Z");
    expect(comparedRange(range, now_ms)).toEqual({
      from_ms: at("2026-11-27T00:00Z"),
      to_ms: at("2026-11-27T00:01Z"),
    });
  });

  test("of any days has as many and ends where they begin", () => {
    const zones = fc.constantFrom(
      "Europe/Berlin",
      "America/New_York",
      "Africa/Cairo",
      "Asia/Kathmandu",
      "Australia/Lord_Howe",
    );
    const moments = fc.integer({
      min: at("2013-01-01T00:00Z"),
      max: at("2035-01-01T00:00Z"),
    });
    const counts = fc.integer({ min: 1, max: 100 });
    fc.assert(
      fc.property(zones, moments, counts, (timezone, ms, days) => {
        const { year, month, day } = localDate(ms, timezone);
        const from_ms = dayStart(year, month, day, timezone);
        const to_ms = dayStart(year, month, day + days, timezone);
        const compare = "previous_period" as const;
        const range = { from_ms, to_ms, timezone, compare };
        const before = comparedRange(range, LATER);
        expect(before).toEqual({
          from_ms: dayStart(year, month, day - days, timezone),
          to_ms: from_ms,
        });
        const { from_ms: begin_ms } = before ?? { from_ms: NaN };
        const earlier = { from_ms: begin_ms, to_ms: from_ms, timezone };
        expect(bucketsOf("day", earlier)).toHaveLength(days);
      }),
      { numRuns: 60 },
    );
  });
});

test("what any period is compared with lies before it and never runs backwards", () => {
  const compares = fc.constantFrom(
    "previous_period" as const,
    "previous_year" as const,
  );
  // Around a change of the clock, where an end may look earlier than its start.
  const minutes = fc
    .integer({ min: -1500, max: 1500 })
    .map((minute) => at("2026-11-01T06:00Z") + minute * MINUTE_MS);
  fc.assert(
    fc.property(
      compares,
      minutes,
      minutes,
      minutes,
      (compare, a, b, now_ms) => {
        fc.pre(a !== b);
        const [from_ms, to_ms] = [Math.min(a, b), Math.max(a, b)];
        const timezone = "America/New_York";
        const range = { from_ms, to_ms, timezone, compare };
        const before = comparedRange(range, now_ms) ?? range;
        expect(before.to_ms).toBeGreaterThanOrEqual(before.from_ms);
        expect(before.to_ms).toBeLessThanOrEqual(from_ms);
      },
    ),
    { numRuns: 500 },
  );
});

describe("the year before", () => {
  test.each([
    [["2026-03-01", "2026-04-01"], "2025-03-01 00:00", "2025-04-01 00:00"],
    [["2029-02-01", "2029-03-01"], "2028-02-01 00:00", "2028-03-01 00:00"],
    // 29 February is compared with the 28th.
    [["2028-02-29", "2028-03-01"], "2027-02-28 00:00", "2027-03-01 00:00"],
    [
      ["2028-02-29", "2028-03-01", "2028-02-29 10:00"],
      "2027-02-28 00:00",
      "2027-02-28 10:00",
    ],
    // At the end of a period it adds nothing, and the 28th is kept whole.
    [["2028-02-01", "2028-02-29"], "2027-02-01 00:00", "2027-03-01 00:00"],
    [["2028-02-28", "2028-02-29"], "2027-02-28 00:00", "2027-03-01 00:00"],
    [
      ["2028-02-01", "2028-03-01", "2028-02-29 10:00"],
      "2027-02-01 00:00",
      "2027-03-01 00:00",
    ],
    [
      ["2026-11-01", "2026-12-01", "2026-11-28 10:30"],
      "2025-11-01 00:00",
      "2025-11-28 10:30",
    ],
    [
      ["2026-11-28 08:00", "2026-11-28 12:00"],
      "2025-11-28 08:00",
      "2025-11-28 12:00",
    ],
  ] as const)("of %p is %s to %s", (period, from, to) => {
    expect(compared("previous_year", "Europe/Berlin", period)).toEqual([
      from,
      to,
    ]);
  });
});
