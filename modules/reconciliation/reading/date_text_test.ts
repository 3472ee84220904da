import { expect, test } from "bun:test";
import fc from "fast-check";
import { orderEvidence, readDate } from "./date_text.ts";
import type { DateOrder } from "./date_text.ts";

function read(text: string, order: DateOrder = "ymd"): string {
  const reading = readDate(text, order);
  if (!reading.ok) return reading.problem;
  const written = new Date(reading.at_ms).toISOString();
  return reading.has_zone ? written : written.replace("Z", "");
}

test.each([
  ["2026-10-12T13:14:15Z", "2026-10-12T13:14:15.000Z"],
  ["2026-10-12T13:14:15.250+02:00", "2026-10-12T11:14:15.250Z"],
  ["2026-10-12 13:14:15 -0330", "2026-10-12T16:44:15.000Z"],
  ["2026-10-12 13:14:15 UTC", "2026-10-12T13:14:15.000Z"],
  ["2026-10-12 13:14:15", "2026-10-12T13:14:15.000"],
  ["2026-10-12 13:14", "2026-10-12T13:14:00.000"],
  ["2026-10-12", "2026-10-12T00:00:00.000"],
  ["2026/10/12 3:04 PM", "2026-10-12T15:04:00.000"],
  ["20261012", "2026-10-12T00:00:00.000"],
  ["12 Oct 2026 13:14:15", "2026-10-12T13:14:15.000"],
  ["12-Oct-2026", "2026-10-12T00:00:00.000"],
  ["Oct 12, 2026, 1:14 PM", "2026-10-12T13:14:00.000"],
  ["October 12th, 2026", "2026-10-12T00:00:00.000"],
  ["Mon, 12 Oct 2026 13:14:15 +0200", "2026-10-12T11:14:15.000Z"],
  ["1792000000", "2026-10-14T17:46:40.000Z"],
  ["1792000000500", "2026-10-14T17:46:40.500Z"],
  ["46307", "2026-10-12T00:00:00.000"],
  ["46307.5", "2026-10-12T12:00:00.000"],
  ["46307.55156250000", "2026-10-12T13:14:15.000"],
])("readDate() reads %p", (text, expected) => {
  expect(read(text)).toBe(expected);
});

test.each<[string, DateOrder, string]>([
  ["12/10/2026", "dmy", "2026-10-12T00:00:00.000"],
  ["12/10/2026", "mdy", "2026-12-10T00:00:00.000"],
  ["12.10.2026 13:14", "dmy", "2026-10-12T13:14:00.000"],
  ["10/12/2026 12:00 AM", "mdy", "2026-10-12T00:00:00.000"],
  ["10-12-2026 12:30:05 p.m.", "mdy", "2026-10-12T12:30:05.000"],
])("readDate() reads %p as %s", (text, order, expected) => {
  expect(read(text, order)).toBe(expected);
});

test.each([
  ["31/02/26", "there is no such day"],
  ["2026-02-30", "there is no such day"],
  ["2026-13-01", "there is no such day"],
  ["2026-10-12 24:00:00", "there is no such time of day"],
  ["2026-10-12 13:00 PM", "there is no such time of day"],
  ["2026-10-12 13:00 EST", '"EST" does not say how far from UTC it is'],
  ["12 Foo 2026", '"Foo" is no month'],
  ["2126-10-12", "its year is not within 1990 to 2100"],
  ["2026-10/12", "it is no time"],
  ["yesterday", "it is no time"],
  ["", "it is no time"],
])("readDate() refuses %p: %s", (text, problem) => {
  expect(read(text)).toBe(problem);
});

test("readDate() reads back a moment printed in any of many ways", () => {
  const moment = fc.integer({
    min: Date.UTC(1991, 0, 1) / 1000,
    max: Date.UTC(2099, 11, 31) / 1000,
  });
  const two = (value: number) => String(value).padStart(2, "0");
  fc.assert(
    fc.property(
      moment,
      fc.constantFrom("/", ".", "-"),
      fc.constantFrom<DateOrder>("ymd", "dmy", "mdy"),
      fc.boolean(),
      (seconds, mark, order, is_twelve) => {
        const date = new Date(seconds * 1000);
        const parts = {
          y: String(date.getUTCFullYear()),
          m: two(date.getUTCMonth() + 1),
          d: two(date.getUTCDate()),
        };
        const day = [...order].map((part) => parts[part as "y"]).join(mark);
        const hour = date.getUTCHours();
        const clock = `${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
        const time = is_twelve
          ? `${hour % 12 === 0 ? 12 : hour % 12}:${clock} ${hour < 12 ? "AM" : "PM"}`
          : `${two(hour)}:${clock}`;
        const reading = readDate(`${day} ${time}`, order);
        expect(reading).toEqual({
          ok: true,
          at_ms: seconds * 1000,
          has_zone: false,
        });
      },
    ),
    { numRuns: 1_000 },
  );
});

test("readDate() takes any text without throwing", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (text) => {
      readDate(text, "dmy");
    }),
  );
});

test.each([
  ["13/10/2026", "dmy"],
  ["10/13/2026", "mdy"],
  ["10/12/2026", "ambiguous"],
  ["10/10/2026", "same"],
  ["2026-10-12", "same"],
  ["abc", "no_date"],
])("orderEvidence() of %p is %p", (text, expected) => {
  expect(orderEvidence(text)).toBe(expected as never);
});

test.each<[string, "dmy" | "mdy", string]>([
  ["20-Nov-26", "dmy", "2026-11-20T00:00:00.000Z"],
  ["11/20/26", "mdy", "2026-11-20T00:00:00.000Z"],
  ["20.11.26 14:30", "dmy", "2026-11-20T14:30:00.000Z"],
  ["20 Nov 26", "mdy", "2026-11-20T00:00:00.000Z"],
])("readDate(%p) by %p has a year of this century", (text, order, iso) => {
  const reading = readDate(text, order);
  expect(reading).toEqual({
    ok: true,
    at_ms: Date.parse(iso),
    has_zone: false,
  });
});
