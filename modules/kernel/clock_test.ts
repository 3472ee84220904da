import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { isoTime, ManualClock, parseTime, systemClock } from "./clock.ts";

const NOON = 1_795_348_800_000; // 2026-11-22T12:00:00Z

describe("parseTime()", () => {
  test.each([
    ["2026-11-22T12:00:00Z", NOON],
    ["2026-11-22t12:00:00z", NOON],
    ["2026-11-22T12:00:00.5Z", NOON + 500],
    ["2026-11-22T12:00:00.123456789Z", NOON + 123],
    ["2026-11-22T14:00:00+02:00", NOON],
    ["2026-11-22T06:30:00-05:30", NOON],
    ["2026-11-23T11:59:00+23:59", NOON],
    ["2026-11-22 12:00:00", NOON],
    ["2026-11-22 12:00:00Z", NOON],
    ["1795348800", NOON],
    ["1795348800.25", NOON + 250],
    ["1795348800250", NOON + 250],
    ["2024-02-29T00:00:00Z", 1_709_164_800_000],
    ["1969-12-31T23:59:59.999Z", -1],
    ["0099-01-01T00:00:00Z", -59_042_995_200_000],
  ])("reads %s", (text, ms) => {
    expect(parseTime(text)).toBe(ms);
  });

  test.each([
    "",
    "2026-02-30T00:00:00Z",
    "2025-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-00-01T00:00:00Z",
    "2026-01-00T00:00:00Z",
    "2026-11-22T24:00:00Z",
    "2026-11-22T12:60:00Z",
    "2026-11-22T12:00:60Z",
    "2026-11-22T12:00:00+24:00",
    "2026-11-22T12:00:00+01:60",
    "2026-11-22T12:00:00+0100",
    "2026-11-22T12:00:00",
    "2026-11-22 12:00:00.5",
    "2026-11-22",
    "2026-11-22T12:00Z",
    "2026-11-22T12:00:00.Z",
    " 2026-11-22T12:00:00Z",
    "2026-11-22T12:00:00Z\n",
    "22.11.2026 12:00:00",
    "Nov 22 2026",
    "179534880",
    "17953488000",
    "-1795348800",
    "1795348800.",
    "1795348800250.5",
    "0000-12-31T23:59:59Z",
    "0001-01-01T00:00:00+01:00",
    "９026-11-22T12:00:00Z",
  ])("refuses %j rather than guess", (text) => {
    expect(parseTime(text)).toBeNull();
  });

  test("reads back every time that isoTime() writes", () => {
    const anyTime = fc.integer({
      min: -62_135_596_800_000,
      max: 253_402_300_799_999,
    });
    fc.assert(
      fc.property(anyTime, (ms) => {
        expect(parseTime(isoTime(ms))).toBe(ms);
      }),
    );
  });
});

test("isoTime() writes RFC 3339 in UTC with milliseconds", () => {
  expect(isoTime(NOON)).toBe("2026-11-22T12:00:00.000Z");
});

test("isoTime() throws where RFC 3339 has no year for it", () => {
  expect(() => isoTime(253_402_300_800_000)).toThrow(RangeError);
  expect(() => isoTime(-62_135_596_800_001)).toThrow(RangeError);
  expect(() => isoTime(Number.NaN)).toThrow(RangeError);
});

test("ManualClock moves only when set", () => {
  const clock = new ManualClock(NOON);
  expect(clock.nowMs()).toBe(NOON);
  clock.advance(1500);
  expect(clock.nowMs()).toBe(NOON + 1500);
  clock.set(7);
  expect(clock.nowMs()).toBe(7);
});

test("systemClock tells the time of the machine", () => {
  const before_ms = performance.timeOrigin + performance.now();
  expect(Math.abs(systemClock.nowMs() - before_ms)).toBeLessThan(60_000);
});
