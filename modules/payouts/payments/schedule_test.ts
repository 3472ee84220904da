import { describe, expect, test } from "bun:test";
import { isoTime } from "../../kernel/mod.ts";
import { dueSlot, nextRun } from "./schedule.ts";

function next(schedule: string | null, now: string, timezone = "UTC") {
  const at = nextRun(schedule, Date.parse(now), timezone);
  return at === null ? null : isoTime(at);
}

function due(schedule: string, now: string, timezone = "UTC") {
  const slot = dueSlot(schedule, Date.parse(now), timezone);
  return slot === null ? null : [isoTime(slot.at), isoTime(slot.up_to)];
}

describe("nextRun()", () => {
  test("is the coming Monday, and the one after it on a Monday", () => {
    expect(next("weekly", "2026-11-22T10:00:00Z")).toBe(
      "2026-11-23T00:00:00.000Z",
    );
    expect(next("weekly", "2026-11-23T00:00:00Z")).toBe(
      "2026-11-30T00:00:00.000Z",
    );
  });

  test("keeps every other Monday over the end of a year", () => {
    const mondays: string[] = [];
    let at = "2026-12-01T12:00:00Z";
    for (let index = 0; index < 4; index++) {
      at = next("biweekly", at) ?? "";
      mondays.push(at.slice(0, 10));
    }
    expect(mondays).toEqual([
      "2026-12-07",
      "2026-12-21",
      "2027-01-04",
      "2027-01-18",
    ]);
  });

  test.each([
    ["monthly", "2026-01-31T23:00:00Z", "2026-02-01"],
    ["monthly", "2026-12-31T23:59:59Z", "2027-01-01"],
    ["net15", "2026-01-31T12:00:00Z", "2026-02-15"],
    ["net15", "2026-02-15T00:00:00Z", "2026-03-15"],
    // 31 January and 30 days, in a year without and in one with a leap day.
    ["net30", "2026-02-10T00:00:00Z", "2026-03-02"],
    ["net30", "2028-02-10T00:00:00Z", "2028-03-01"],
    ["net30", "2026-03-02T00:00:00Z", "2026-03-30"],
    ["net30", "2026-03-31T00:00:00Z", "2026-04-30"],
  ])("%s from %s is %s", (schedule, now, day) => {
    expect(next(schedule, now)).toBe(`${day}T00:00:00.000Z`);
  });

  test("begins with the day of the zone, in summer and in winter", () => {
    expect(next("monthly", "2026-03-15T00:00:00Z", "Europe/Berlin")).toBe(
      "2026-03-31T22:00:00.000Z",
    );
    expect(next("monthly", "2026-10-15T00:00:00Z", "Europe/Berlin")).toBe(
      "2026-10-31T23:00:00.000Z",
    );
    // In Auckland it is already the first.
    expect(next("monthly", "2026-10-31T12:00:00Z", "Pacific/Auckland")).toBe(
      "2026-11-30T11:00:00.000Z",
    );
  });

  test("is the first moment of a day whose midnight the clock leaves out or strikes twice", () => {
    // Beirut skipped midnight on Sunday 30 March 2025.
    expect(next("net30", "2025-03-20T00:00:00Z", "Asia/Beirut")).toBe(
      "2025-03-29T22:00:00.000Z",
    );
    // Havana has midnight twice on Sunday 1 November 2026; the first counts.
    expect(next("monthly", "2026-10-20T00:00:00Z", "America/Havana")).toBe(
      "2026-11-01T04:00:00.000Z",
    );
    // Asuncion skipped midnight on Sunday 1 October 2023.
    expect(next("monthly", "2023-09-20T00:00:00Z", "America/Asuncion")).toBe(
      "2023-10-01T04:00:00.000Z",
    );
  });

  test("plans nothing for who is paid by hand", () => {
    for (const schedule of [null, "manual", "daily"]) {
      expect(next(schedule, "2026-11-22T10:00:00Z")).toBeNull();
    }
  });
});

describe("dueSlot()", () => {
  test("is the last one, at its very moment too, with the month that it pays for", () => {
    expect(due("monthly", "2026-11-01T00:00:00Z")).toEqual([
      "2026-11-01T00:00:00.000Z",
      "2026-11-01T00:00:00.000Z",
    ]);
    expect(due("net15", "2026-11-14T23:59:59Z")).toEqual([
      "2026-10-15T00:00:00.000Z",
      "2026-10-01T00:00:00.000Z",
    ]);
    expect(due("net30", "2026-03-15T00:00:00Z")).toEqual([
      "2026-03-02T00:00:00.000Z",
      "2026-02-01T00:00:00.000Z",
    ]);
  });

  test("comes before the next one, with none between, at any time of a year", () => {
    for (const schedule of [
      "weekly",
      "biweekly",
      "monthly",
      "net15",
      "net30",
    ]) {
      for (let day = 0; day < 366; day += 3) {
        const now = Date.UTC(2026, 0, 1, 13) + day * 86_400_000;
        const slot = dueSlot(schedule, now, "America/New_York");
        const at = nextRun(schedule, slot?.at ?? 0, "America/New_York");
        expect(slot?.at).toBeLessThanOrEqual(now);
        expect(at).toBe(nextRun(schedule, now, "America/New_York"));
      }
    }
  });
});
