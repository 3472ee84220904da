import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { dayStart, localDate, parseTime, Problem } from "../kernel/mod.ts";
import { bucketsOf, hourOfDay, weekday } from "./calendar.ts";
import type { TimeUnit } from "./calendar.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const at = (text: string) => Date.parse(text);
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 16);

/** The first moment of a day written as `2026-11-28`. */
function start(day: string, timezone: string): number {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  return dayStart(year, month, date, timezone);
}

/** The buckets between two days, the last not included. */
function between(unit: TimeUnit, timezone: string, from: string, to: string) {
  const from_ms = start(from, timezone);
  return bucketsOf(unit, { from_ms, to_ms: start(to, timezone), timezone });
}

const labels = (buckets: { label: string }[]) =>
  buckets.map(({ label }) => label);
const hours = (buckets: { start_ms: number; end_ms: number }[]) =>
  buckets.map(({ start_ms, end_ms }) => (end_ms - start_ms) / HOUR_MS);

describe("hours where the clock changes", () => {
  test("New York has 23 of them in spring and 25 in autumn, the two at 1 apart", () => {
    const zone = "America/New_York";
    const spring = between("hour", zone, "2026-03-08", "2026-03-09");
    expect(spring).toHaveLength(23);
    expect(labels(spring).slice(1, 3)).toEqual([
      "2026-03-08T01:00:00-05:00",
      "2026-03-08T03:00:00-04:00",
    ]);
    const autumn = between("hour", zone, "2026-11-01", "2026-11-02");
    expect(autumn).toHaveLength(25);
    expect(
      autumn.slice(1, 3).map(({ start_ms, label }) => [iso(start_ms), label]),
    ).toEqual([
      ["2026-11-01T05:00", "2026-11-01T01:00:00-04:00"],
      ["2026-11-01T06:00", "2026-11-01T01:00:00-05:00"],
    ]);
    expect(new Set(labels(autumn)).size).toBe(25);
    expect(autumn.map(hourOfDay).slice(0, 4)).toEqual([0, 1, 1, 2]);
  });

  test("Lord Howe moves by half an hour", () => {
    const zone = "Australia/Lord_Howe";
    const autumn = between("hour", zone, "2026-04-05", "2026-04-06");
    expect(autumn).toHaveLength(25);
    expect(
      autumn.slice(1, 4).map(({ label, ...hour }) => [label, hours([hour])[0]]),
    ).toEqual([
      ["2026-04-05T01:00:00+11:00", 1],
      ["2026-04-05T01:30:00+10:30", 0.5],
      ["2026-04-05T02:00:00+10:30", 1],
    ]);
    const spring = between("hour", zone, "2026-10-04", "2026-10-05");
    expect(spring).toHaveLength(24);
    expect(
      spring.slice(1, 3).map(({ label, ...hour }) => [label, hours([hour])[0]]),
    ).toEqual([
      ["2026-10-04T01:00:00+10:30", 1],
      ["2026-10-04T02:30:00+11:00", 0.5],
    ]);
    expect(spring.map(hourOfDay)).toEqual(
      Array.from({ length: 24 }, (_, i) => i),
    );
    expect(hours(between("day", zone, "2026-04-05", "2026-04-06"))).toEqual([
      24.5,
    ]);
    expect(hours(between("day", zone, "2026-10-04", "2026-10-05"))).toEqual([
      23.5,
    ]);
  });

  test.each([
    ["Africa/Cairo", "2026-04-24", "2026-04-23T22:00", 23],
    ["Asia/Beirut", "2026-03-29", "2026-03-28T22:00", 23],
  ])("%s has no midnight on %s", (zone, day, begin, length) => {
    const days = between(
      "day",
      zone,
      iso(at(day) - DAY_MS).slice(0, 10),
      "2026-06-01",
    );
    const found = days.filter(({ label }) => label === day);
    expect(found.map(({ start_ms }) => iso(start_ms))).toEqual([begin]);
    expect(hours(found)).toEqual([length]);
    expect(days[2]?.label).toBe(iso(at(day) + DAY_MS).slice(0, 10));
    const [first] = between("hour", zone, day, "2026-06-01");
    expect(first?.label.slice(0, 13)).toBe(`${day}T01`);
  });

  test("Apia skips a day: it has no row, and its neighbours are whole", () => {
    const zone = "Pacific/Apia";
    const days = between("day", zone, "2011-12-29", "2012-01-01");
    expect(labels(days)).toEqual(["2011-12-29", "2011-12-31"]);
    expect(hours(days)).toEqual([24, 24]);
    const skipped = between("hour", zone, "2011-12-29", "2012-01-01");
    expect(labels(skipped).slice(23, 25)).toEqual([
      "2011-12-29T23:00:00-10:00",
      "2011-12-31T00:00:00+14:00",
    ]);
  });

  test("Havana has midnight twice: the day begins once", () => {
    const days = between("day", "America/Havana", "2026-10-31", "2026-11-03");
    expect(labels(days)).toEqual(["2026-10-31", "2026-11-01", "2026-11-02"]);
    expect(hours(days)).toEqual([24, 25, 24]);
  });
});

describe("days of a zone", () => {
  test("Kathmandu's begin, like its hours, at a quarter past", () => {
    const zone = "Asia/Kathmandu";
    const [first, second] = between("day", zone, "2026-11-20", "2026-11-22");
    expect(first).toEqual({
      start_ms: at("2026-11-19T18:15Z"),
      end_ms: at("2026-11-20T18:15Z"),
      label: "2026-11-20",
    });
    expect(second?.start_ms).toBe(first?.end_ms ?? 0);
    for (const hour of between("hour", zone, "2026-11-20", "2026-11-22")) {
      expect(iso(hour.start_ms).slice(14)).toBe("15");
      expect(at(hour.label)).toBe(hour.start_ms);
    }
  });

  test.each([
    ["2026-11-20T18:14:59.999Z", "2026-11-20"],
    // Below a millisecond is cut off, never rounded into the next day.
    ["2026-11-20T18:14:59.9996Z", "2026-11-20"],
    ["2026-11-20T18:15:00.000Z", "2026-11-21"],
  ])("Kathmandu's of %s is %s", (text, label) => {
    const ms = parseTime(text) ?? NaN;
    const days = between("day", "Asia/Kathmandu", "2026-11-01", "2026-12-01");
    const found = days.filter((day) => day.start_ms <= ms && ms < day.end_ms);
    expect(labels(found)).toEqual([label]);
  });

  test("New York's follow its clock through the change", () => {
    const zone = "America/New_York";
    const days = between("day", zone, "2026-03-07", "2026-03-11");
    expect(days.map(({ start_ms }) => iso(start_ms))).toEqual([
      "2026-03-07T05:00",
      "2026-03-08T05:00",
      "2026-03-09T04:00",
      "2026-03-10T04:00",
    ]);
  });

  test("an old name of a zone has the same ones", () => {
    for (const [old, name] of [
      ["Asia/Katmandu", "Asia/Kathmandu"],
      ["Asia/Calcutta", "Asia/Kolkata"],
      ["Europe/Kiev", "Europe/Kyiv"],
    ] as const) {
      for (const unit of ["hour", "day", "week", "month"] as const) {
        expect(between(unit, old, "2026-03-01", "2026-05-01")).toEqual(
          between(unit, name, "2026-03-01", "2026-05-01"),
        );
      }
    }
  });

  test("a month asked for by its first days has all of them and nothing more", () => {
    const zone = "Europe/Berlin";
    const days = between("day", zone, "2026-03-01", "2026-04-01");
    expect(days).toHaveLength(31);
    expect(days.at(-1)?.end_ms).toBe(start("2026-04-01", zone));
    const months = between("month", zone, "2026-03-01", "2026-04-01");
    expect(months).toEqual([
      {
        start_ms: start("2026-03-01", zone),
        end_ms: start("2026-04-01", zone),
        label: "2026-03",
      },
    ]);
  });
});

describe("weeks and months", () => {
  test("a week over New Year is whole and counts to the year of its Thursday", () => {
    const weeks = between("week", "Asia/Kathmandu", "2026-12-28", "2027-01-11");
    expect(labels(weeks)).toEqual(["2026-W53", "2027-W01"]);
    expect(hours(weeks)).toEqual([168, 168]);
  });

  test.each([
    ["2024-12-30", "2025-W01"],
    ["2027-01-03", "2026-W53"],
    ["2026-01-01", "2026-W01"],
    ["2026-11-28", "2026-W48"],
    ["2021-01-03", "2020-W53"],
    ["2000-01-02", "1999-W52"],
  ])("%s is in %s", (day, week) => {
    const next = iso(at(day) + DAY_MS).slice(0, 10);
    expect(labels(between("week", "UTC", day, next))).toEqual([week]);
  });

  test("Monday is 1 and Sunday 7, by day and by hour", () => {
    const days = between("day", "Asia/Kathmandu", "2026-11-23", "2026-11-30");
    expect(days.map(weekday)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const sunday = between(
      "hour",
      "Asia/Kathmandu",
      "2026-11-29",
      "2026-11-30",
    );
    expect(new Set(sunday.map(weekday))).toEqual(new Set([7]));
  });

  test("the edges of a period cut a bucket, but not its label", () => {
    const range = {
      from_ms: at("2026-11-28T10:30Z"),
      to_ms: at("2026-11-28T11:20Z"),
      timezone: "UTC",
    };
    expect(bucketsOf("hour", range)).toEqual([
      {
        start_ms: range.from_ms,
        end_ms: at("2026-11-28T11:00Z"),
        label: "2026-11-28T10:00:00+00:00",
      },
      {
        start_ms: at("2026-11-28T11:00Z"),
        end_ms: range.to_ms,
        label: "2026-11-28T11:00:00+00:00",
      },
    ]);
    for (const [unit, label] of [
      ["day", "2026-11-28"],
      ["week", "2026-W48"],
      ["month", "2026-11"],
    ] as const) {
      const { from_ms, to_ms } = range;
      expect(bucketsOf(unit, range)).toEqual([
        { start_ms: from_ms, end_ms: to_ms, label },
      ]);
    }
  });
});

test("more than eleven years of hours are refused", () => {
  const ask = () => between("hour", "UTC", "2010-01-01", "2026-01-01");
  expect(ask).toThrow(Problem);
  expect(ask).toThrow(/11 years/);
});

const zones = fc.constantFrom(
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/Havana",
  "America/Sao_Paulo",
  "Africa/Cairo",
  "Africa/Casablanca",
  "Asia/Gaza",
  "Asia/Kathmandu",
  "Asia/Beirut",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Pacific/Chatham",
);
const ranges = fc
  .record({
    timezone: zones,
    from: fc.integer({
      min: at("1990-01-01T00:00Z") / MINUTE_MS,
      max: at("2040-01-01T00:00Z") / MINUTE_MS,
    }),
    minutes: fc.integer({ min: 1, max: 400 * 1440 }),
  })
  .map(({ timezone, from, minutes }) => ({
    timezone,
    from_ms: from * MINUTE_MS,
    to_ms: (from + minutes) * MINUTE_MS,
  }));
const units = fc.constantFrom<TimeUnit>("hour", "day", "week", "month");

describe("the buckets of any period", () => {
  test("cover it without gaps, in order, each under its own label", () => {
    fc.assert(
      fc.property(units, ranges, (unit, range) => {
        const buckets = bucketsOf(unit, range);
        const edges = buckets.map(({ start_ms }) => start_ms);
        expect(edges[0]).toBe(range.from_ms);
        expect(buckets.map(({ end_ms }) => end_ms)).toEqual([
          ...edges.slice(1),
          range.to_ms,
        ]);
        expect(buckets.every((one) => one.start_ms < one.end_ms)).toBe(true);
        expect(new Set(labels(buckets)).size).toBe(buckets.length);
        if (unit === "hour") {
          // A label is the moment at which its hour begins.
          const begins = buckets.map(({ label }) => at(label));
          expect(begins.slice(1)).toEqual(edges.slice(1));
        }
      }),
      { numRuns: 60 },
    );
  });

  test("hold what Intl prints of each moment", () => {
    fc.assert(
      fc.property(
        units,
        ranges,
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        (unit, range, part) => {
          const length = range.to_ms - range.from_ms;
          const ms = range.from_ms + Math.floor(part * length);
          const bucket = bucketsOf(unit, range).find(
            ({ start_ms, end_ms }) => start_ms <= ms && ms < end_ms,
          );
          const printed = new Intl.DateTimeFormat("sv-SE", {
            timeZone: range.timezone,
            dateStyle: "short",
            timeStyle: "short",
          }).format(ms);
          const label = bucket?.label ?? "";
          if (unit === "month") expect(label).toBe(printed.slice(0, 7));
          if (unit === "day") expect(label).toBe(printed.slice(0, 10));
          if (unit === "week") expect(label).toBe(weekByCounting(printed));
          if (unit === "hour") {
            expect(label.slice(0, 13)).toBe(
              printed.slice(0, 13).replace(" ", "T"),
            );
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  test("sum up: hours to days, days to weeks and to months", () => {
    fc.assert(
      fc.property(ranges, (range) => {
        const starts = (unit: TimeUnit) =>
          bucketsOf(unit, range).map(({ start_ms }) => start_ms);
        const of_hours = new Set(starts("hour"));
        const of_days = new Set(starts("day"));
        expect(starts("day").every((ms) => of_hours.has(ms))).toBe(true);
        expect(starts("week").every((ms) => of_days.has(ms))).toBe(true);
        expect(starts("month").every((ms) => of_days.has(ms))).toBe(true);
        for (const ms of starts("day").slice(1)) {
          const { year, month, day } = localDate(ms, range.timezone);
          expect(dayStart(year, month, day, range.timezone)).toBe(ms);
        }
      }),
      { numRuns: 15 },
    );
  });

  test("are those of a longer one, cut", () => {
    fc.assert(
      fc.property(units, ranges, fc.nat(5000), (unit, range, more) => {
        const { from_ms, to_ms } = range;
        const longer = bucketsOf(unit, {
          ...range,
          from_ms: from_ms - more * MINUTE_MS,
          to_ms: to_ms + more * MINUTE_MS,
        });
        const cut = longer
          .map(({ start_ms, end_ms, label }) => ({
            start_ms: Math.max(start_ms, from_ms),
            end_ms: Math.min(end_ms, to_ms),
            label,
          }))
          .filter(({ start_ms, end_ms }) => start_ms < end_ms);
        expect(bucketsOf(unit, range)).toEqual(cut);
      }),
      { numRuns: 40 },
    );
  });
});

/** The ISO week of a printed day: weeks are counted from the first one that holds a Thursday. */
function weekByCounting(printed: string): string {
  let thursday = at(printed.slice(0, 10));
  while (new Date(thursday).getUTCDay() !== 1) thursday -= DAY_MS;
  thursday += 3 * DAY_MS;
  const year = new Date(thursday).getUTCFullYear();
  let week = 0;
  for (let day = Date.UTC(year, 0, 1); day <= thursday; day += DAY_MS) {
    if (new Date(day).getUTCDay() === 4) week += 1;
  }
  return `${year}-W${String(week).padStart(2, "0")}`;
}
