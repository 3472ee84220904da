import { describe, expect, test } from "bun:test";
import { Problem } from "../kernel/mod.ts";
import { readRange, readTimezone } from "./read_range.ts";

const now_ms = Date.parse("2026-11-28T20:00:30Z");

function read(
  range: { from?: string; to?: string; period?: string },
  timezone = "Asia/Kathmandu",
): string[] {
  const { from_ms, to_ms } = readRange(range, { now_ms, timezone });
  return [from_ms, to_ms].map((ms) => new Date(ms).toISOString().slice(0, 16));
}

describe("readRange()", () => {
  test("begins a day at its midnight in the zone", () => {
    expect(read({ from: "2026-11-20", to: "2026-11-21" })).toEqual([
      "2026-11-19T18:15",
      "2026-11-20T18:15",
    ]);
    const spring = { from: "2026-04-24", to: "2026-04-25" };
    expect(read(spring, "Africa/Cairo")).toEqual([
      "2026-04-23T22:00",
      "2026-04-24T21:00",
    ]);
  });

  test("takes moments as they are", () => {
    const from = "2026-11-28T10:00:00+05:45";
    expect(read({ from, to: "2026-11-28T05:00:00Z" })).toEqual([
      "2026-11-28T04:15",
      "2026-11-28T05:00",
    ]);
  });

  test("takes a plus that an address has turned into a blank", () => {
    const from = "2026-11-28T10:00:00 05:45";
    const to = "2026-11-28T10:00:00 05:30";
    expect(read({ from, to })).toEqual(
      read({ from: from.replace(" ", "+"), to: to.replace(" ", "+") }),
    );
  });

  test("takes the last thirty days with today, where it already is the 29th", () => {
    const today_ends = "2026-11-29T18:15";
    expect(read({})).toEqual(["2026-10-30T18:15", today_ends]);
    expect(read({ from: "2026-11-29" })).toEqual([
      "2026-11-28T18:15",
      today_ends,
    ]);
    expect(read({ to: "2026-03-31" })).toEqual([
      "2026-02-28T18:15",
      "2026-03-30T18:15",
    ]);
  });

  test("takes periods by name, on the zone's clock", () => {
    const days = (period: string) =>
      read({ period }).map((utc) => {
        expect(utc).toEndWith("T18:15");
        const next_ms = Date.parse(`${utc}:00Z`) + 86_400_000;
        return new Date(next_ms).toISOString().slice(0, 10);
      });
    // In Kathmandu it is Sunday, the 29th.
    for (const [period, from, to] of [
      ["today", "2026-11-29", "2026-11-30"],
      ["yesterday", "2026-11-28", "2026-11-29"],
      ["last_7_days", "2026-11-23", "2026-11-30"],
      ["last_30_days", "2026-10-31", "2026-11-30"],
      ["this_week", "2026-11-23", "2026-11-30"],
      ["last_week", "2026-11-16", "2026-11-23"],
      ["this_month", "2026-11-01", "2026-12-01"],
      ["last_month", "2026-10-01", "2026-11-01"],
      ["this_year", "2026-01-01", "2027-01-01"],
      ["last_year", "2025-01-01", "2026-01-01"],
    ] as const) {
      expect([period, ...days(period)]).toEqual([period, from, to]);
    }
    expect(read({ period: "today" }, "America/New_York")).toEqual([
      "2026-11-28T05:00",
      "2026-11-29T05:00",
    ]);
  });

  test.each([
    [{ period: "last_week", from: "2026-11-28" }, "period", "combined"],
    [{ period: "tomorrow" }, "period", "must be one of today, yesterday,"],
    [{ from: "2026-11-28T10:00:30Z" }, "from", "must be a whole minute"],
    [{ to: "2026-11-28T10:00:00.001Z" }, "to", "must be a whole minute"],
    [{ from: "2026-11-02", to: "2026-11-02" }, "from", "must be before `to`"],
    [{ from: "2027-01-01" }, "from", "`to`, by default the end of today"],
    [{ from: "2026-02-30" }, "from", "must be a day"],
    [{ from: "yesterday" }, "from", "must be a day"],
    [{ from: "1066-10-14" }, "from", "must lie in the years 1970 to 2199"],
    [{ to: "9999-12-31" }, "to", "must lie in the years 1970 to 2199"],
  ])("refuses %p, and says of %s: %s", (range, field, message) => {
    try {
      read(range);
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      expect([error.status, error.code]).toEqual([422, "invalid_request"]);
      expect(error.errors?.map((one) => one.field)).toEqual([field]);
      expect(error.detail).toContain(message);
    }
  });
});

describe("readTimezone()", () => {
  test("takes old names, and any case", () => {
    for (const name of ["Asia/Katmandu", "Asia/Calcutta", "Europe/Kiev"]) {
      const timezone = readTimezone(name);
      expect(timezone).not.toBe("UTC");
      expect(readTimezone(name.toLowerCase())).toBe(timezone);
    }
    expect(readTimezone("asia/kathmandu")).toBe("Asia/Kathmandu");
  });

  test.each(["+05:45", "-03:00", "+05", "UTC+5", "", "Nepal Time", "Mars/X"])(
    "refuses %p",
    (text) => {
      expect(() => readTimezone(text)).toThrow(Problem);
    },
  );
});
