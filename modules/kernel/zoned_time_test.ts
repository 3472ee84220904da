import { describe, expect, test } from "bun:test";
import { isoTime } from "./clock.ts";
import { parseZonedTime } from "./zoned_time.ts";

function utc(text: string, timezone: string): string | null {
  const at = parseZonedTime(text, timezone);
  return at === null ? null : isoTime(at);
}

describe("parseZonedTime()", () => {
  test.each([
    ["2026-11-22 10:00:00", "UTC", "2026-11-22T10:00:00.000Z"],
    ["2026-11-22 10:00:00", "Europe/Berlin", "2026-11-22T09:00:00.000Z"],
    ["2026-07-22 10:00:00", "Europe/Berlin", "2026-07-22T08:00:00.000Z"],
    ["2026-11-22 10:00:00", "America/New_York", "2026-11-22T15:00:00.000Z"],
    ["2026-11-22 00:30:00", "Asia/Kathmandu", "2026-11-21T18:45:00.000Z"],
    ["2026-12-31 23:59:59", "Pacific/Kiritimati", "2026-12-31T09:59:59.000Z"],
  ])("reads %s in %s", (text, zone, expected) => {
    expect(utc(text, zone)).toBe(expected);
  });

  test("takes the earlier of a time that is struck twice", () => {
    const expected = "2026-10-25T00:30:00.000Z";
    expect(utc("2026-10-25 02:30:00", "Europe/Berlin")).toBe(expected);
  });

  test("reads a time that the clock leaves out by the offset before it", () => {
    const expected = "2026-03-29T01:30:00.000Z";
    expect(utc("2026-03-29 02:30:00", "Europe/Berlin")).toBe(expected);
  });

  test.each(["2026-02-30 10:00:00", "2026-11-22", "2026-11-22T10:00:00", ""])(
    "is null for %j",
    (text) => {
      expect(parseZonedTime(text, "Europe/Berlin")).toBeNull();
    },
  );
});
