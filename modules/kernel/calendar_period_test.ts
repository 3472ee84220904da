import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { periodEnd, periodStart, isTimezone } from "./zoned_time.ts";

const at = (text: string) => Date.parse(text);
const iso = (ms: number | null) =>
  ms === null ? null : new Date(ms).toISOString();

function day(text: string, timezone: string) {
  const now_ms = at(text);
  return [
    iso(periodStart(now_ms, "day", timezone)),
    iso(periodEnd(now_ms, "day", timezone)),
  ];
}

describe("a period of a day", () => {
  test.each([
    // Days of 23 and 25 hours at daylight-saving changes.
    [
      "Europe/Berlin",
      "2026-03-29T12:00:00Z",
      "2026-03-28T23:00:00.000Z",
      "2026-03-29T22:00:00.000Z",
    ],
    [
      "Europe/Berlin",
      "2026-10-25T12:00:00Z",
      "2026-10-24T22:00:00.000Z",
      "2026-10-25T23:00:00.000Z",
    ],
    [
      "America/New_York",
      "2026-03-08T07:30:00Z",
      "2026-03-08T05:00:00.000Z",
      "2026-03-09T04:00:00.000Z",
    ],
    [
      "America/New_York",
      "2026-11-02T04:59:59Z",
      "2026-11-01T04:00:00.000Z",
      "2026-11-02T05:00:00.000Z",
    ],
    [
      "Asia/Kolkata",
      "2026-11-22T18:29:59Z",
      "2026-11-21T18:30:00.000Z",
      "2026-11-22T18:30:00.000Z",
    ],
    // Apia skipped the 30th.
    [
      "Pacific/Apia",
      "2011-12-30T09:59:59Z",
      "2011-12-29T10:00:00.000Z",
      "2011-12-30T10:00:00.000Z",
    ],
    [
      "Pacific/Apia",
      "2011-12-30T10:00:00Z",
      "2011-12-30T10:00:00.000Z",
      "2011-12-31T10:00:00.000Z",
    ],
    // Beirut's clock skips midnight, so the day begins at one.
    [
      "Asia/Beirut",
      "2022-03-27T12:00:00Z",
      "2022-03-26T22:00:00.000Z",
      "2022-03-27T21:00:00.000Z",
    ],
    // Havana has midnight twice; the day begins at the first.
    [
      "America/Havana",
      "2026-11-01T12:00:00Z",
      "2026-11-01T04:00:00.000Z",
      "2026-11-02T05:00:00.000Z",
    ],
    [
      "UTC",
      "2026-12-31T23:59:59.999Z",
      "2026-12-31T00:00:00.000Z",
      "2027-01-01T00:00:00.000Z",
    ],
  ])("in %s at %s goes from %s to %s", (timezone, now, from, to) => {
    expect(day(now, timezone)).toEqual([from, to]);
  });
});

describe("a period of a month", () => {
  test.each([
    [
      "Europe/Berlin",
      "2026-03-31T21:59:59Z",
      "2026-02-28T23:00:00.000Z",
      "2026-03-31T22:00:00.000Z",
    ],
    [
      "Asia/Kolkata",
      "2026-12-31T19:00:00Z",
      "2026-12-31T18:30:00.000Z",
      "2027-01-31T18:30:00.000Z",
    ],
    [
      "Pacific/Apia",
      "2011-12-15T00:00:00Z",
      "2011-12-01T10:00:00.000Z",
      "2011-12-31T10:00:00.000Z",
    ],
    [
      "America/New_York",
      "2028-02-29T12:00:00Z",
      "2028-02-01T05:00:00.000Z",
      "2028-03-01T05:00:00.000Z",
    ],
  ])("in %s at %s goes from %s to %s", (timezone, now, from, to) => {
    const now_ms = at(now);
    expect(iso(periodStart(now_ms, "month", timezone))).toBe(from);
    expect(iso(periodEnd(now_ms, "month", timezone))).toBe(to);
  });
});

test("the period that never ends begins at 0", () => {
  expect(periodStart(at("2026-11-22T10:00:00Z"), "total", "UTC")).toBe(0);
  expect(periodEnd(at("2026-11-22T10:00:00Z"), "total", "UTC")).toBeNull();
});

test("any moment lies within its period, and the next begins where it ends", () => {
  const zones = fc.constantFrom(
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Pacific/Apia",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
  );
  const moments = fc.integer({
    min: at("2000-01-01T00:00:00Z"),
    max: at("2037-01-01T00:00:00Z"),
  });
  const periods = fc.constantFrom("day" as const, "month" as const);
  fc.assert(
    fc.property(zones, moments, periods, (timezone, now_ms, period) => {
      const start_ms = periodStart(now_ms, period, timezone);
      const end_ms = periodEnd(now_ms, period, timezone) ?? Infinity;
      expect(start_ms).toBeLessThanOrEqual(now_ms);
      expect(end_ms).toBeGreaterThan(now_ms);
      expect(periodStart(start_ms, period, timezone)).toBe(start_ms);
      expect(periodStart(end_ms - 1, period, timezone)).toBe(start_ms);
      expect(periodStart(end_ms, period, timezone)).toBe(end_ms);
    }),
    { numRuns: 60 },
  );
});

test("a zone is known by its IANA name", () => {
  expect(isTimezone("Europe/Berlin")).toBe(true);
  expect(isTimezone("UTC")).toBe(true);
  for (const text of [
    "",
    "Berlin",
    "+02:00",
    "Europe/Berlin ",
    "../etc",
    "x".repeat(99),
  ]) {
    expect(isTimezone(text)).toBe(false);
  }
});
