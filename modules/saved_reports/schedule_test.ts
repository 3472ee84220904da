import { describe, expect, test } from "bun:test";
import { dueTimes } from "./schedule.ts";

function due(schedule: string, now: string, timezone = "Asia/Kathmandu") {
  const { last_ms, next_ms } = dueTimes(
    { schedule, hour: 8, timezone },
    Date.parse(now),
  );
  return [last_ms, next_ms].map((ms) =>
    new Date(ms).toISOString().slice(0, 16),
  );
}

describe("dueTimes()", () => {
  test("are at the hour of each day, Monday or first of a month in the zone", () => {
    // A Saturday; 08:00 in Kathmandu is 02:15 in UTC.
    const now = "2026-11-28T02:14:59Z";
    expect(due("daily", now)).toEqual(["2026-11-27T02:15", "2026-11-28T02:15"]);
    expect(due("weekly", now)).toEqual([
      "2026-11-23T02:15",
      "2026-11-30T02:15",
    ]);
    expect(due("monthly", now)).toEqual([
      "2026-11-01T02:15",
      "2026-12-01T02:15",
    ]);
  });

  test("are over at the hour itself", () => {
    const now = "2026-11-30T02:15:00Z";
    expect(due("weekly", now)).toEqual([
      "2026-11-30T02:15",
      "2026-12-07T02:15",
    ]);
    expect(due("monthly", "2026-12-01T02:14:00Z")).toEqual([
      "2026-11-01T02:15",
      "2026-12-01T02:15",
    ]);
    expect(due("monthly", "2026-12-31T23:00:00Z")).toEqual([
      "2026-12-01T02:15",
      "2027-01-01T02:15",
    ]);
  });

  test("keep the hour of the clock when it changes", () => {
    expect(due("daily", "2026-03-28T12:00:00Z", "Europe/Berlin")).toEqual([
      "2026-03-28T07:00",
      "2026-03-29T06:00",
    ]);
    const { last_ms, next_ms } = dueTimes(
      { schedule: "daily", hour: 2, timezone: "Europe/Berlin" },
      Date.parse("2026-03-29T12:00:00Z"),
    );
    expect([last_ms, next_ms]).toEqual([
      Date.parse("2026-03-29T01:00:00Z"),
      Date.parse("2026-03-30T00:00:00Z"),
    ]);
  });
});
