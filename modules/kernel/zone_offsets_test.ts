import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { firstMoment, offsetAt, offsetSpans } from "./zone_offsets.ts";
import { canonicalTimezone, dayStart } from "./zoned_time.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const at = (text: string) => Date.parse(text);
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 16);

const zones = fc.constantFrom(
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/Havana",
  "America/Boa_Vista",
  "Africa/Cairo",
  "Africa/Casablanca",
  "Africa/Monrovia",
  "Asia/Gaza",
  "Asia/Kathmandu",
  "Asia/Beirut",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Pacific/Chatham",
);
const minutes = fc
  .integer({ min: 0, max: at("2060-01-01T00:00:00Z") / MINUTE_MS })
  .map((minute) => minute * MINUTE_MS);

/** The clock of a zone as Intl prints it, to the minute, as if it were UTC. */
function printedClock(ms: number, timezone: string): number {
  const printed = new Intl.DateTimeFormat("sv-SE", {
    timeZone: timezone,
    dateStyle: "short",
    timeStyle: "short",
  }).format(ms);
  return at(`${printed.replace(" ", "T")}:00Z`);
}

describe("offsetSpans()", () => {
  test("finds two changes within a week", () => {
    // Boa Vista tried summer time for seven days.
    const spans = offsetSpans({
      from_ms: at("2000-10-01T00:00Z"),
      to_ms: at("2000-10-31T00:00Z"),
      timezone: "America/Boa_Vista",
    });
    expect(
      spans.map(({ start_ms, offset_ms }) => [
        iso(start_ms),
        offset_ms / MINUTE_MS,
      ]),
    ).toEqual([
      ["2000-10-01T00:00", -240],
      ["2000-10-08T04:00", -180],
      ["2000-10-15T03:00", -240],
    ]);
  });

  test("leaves out a change at the very end", () => {
    const range = {
      from_ms: at("2026-03-01T00:00Z"),
      timezone: "Europe/Berlin",
    };
    const change_ms = at("2026-03-29T01:00Z");
    expect(offsetSpans({ ...range, to_ms: change_ms })).toHaveLength(1);
    expect(
      offsetSpans({ ...range, to_ms: change_ms + MINUTE_MS }).map(
        ({ start_ms }) => start_ms,
      ),
    ).toEqual([range.from_ms, change_ms]);
  });

  test("covers any period, and every minute has its span's offset", () => {
    const lengths = fc.integer({ min: 1, max: 500 * 1440 });
    const parts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(
        zones,
        minutes,
        lengths,
        parts,
        (timezone, from_ms, n, at) => {
          const to_ms = from_ms + n * MINUTE_MS;
          const spans = offsetSpans({ from_ms, to_ms, timezone });
          expect(spans[0]?.start_ms).toBe(from_ms);
          expect(spans.at(-1)?.end_ms).toBe(to_ms);
          spans.forEach(({ start_ms, end_ms, offset_ms }, i) => {
            expect(end_ms).toBeGreaterThan(start_ms);
            const next = spans[i + 1];
            if (next !== undefined) {
              expect(next.start_ms).toBe(end_ms);
              expect(next.offset_ms).not.toBe(offset_ms);
            }
            const length = (end_ms - start_ms) / MINUTE_MS;
            for (const part of [0, ...at, 1]) {
              const minute = Math.min(Math.floor(part * length), length - 1);
              const ms = start_ms + minute * MINUTE_MS;
              expect(printedClock(ms, timezone)).toBe(ms + offset_ms);
            }
          });
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("firstMoment()", () => {
  test.each([
    // 02:30 doesn't exist: the clock goes from 02:00 to 03:00.
    ["America/New_York", "2026-03-08T02:30", "2026-03-08T07:00"],
    // 01:30 comes twice.
    ["America/New_York", "2026-11-01T01:30", "2026-11-01T05:30"],
    // The day begins at one.
    ["Africa/Cairo", "2026-04-24T00:00", "2026-04-23T22:00"],
    // The day doesn't exist.
    ["Pacific/Apia", "2011-12-30T12:00", "2011-12-30T10:00"],
    ["Asia/Kathmandu", "2026-11-21T00:00", "2026-11-20T18:15"],
  ])("in %s for %s is %s", (timezone, wall, moment) => {
    expect(iso(firstMoment(at(`${wall}Z`), timezone))).toBe(moment);
  });

  test("is the first minute whose clock isn't earlier", () => {
    fc.assert(
      fc.property(zones, minutes, (timezone, wall_ms) => {
        const first_ms = firstMoment(wall_ms, timezone);
        expect(printedClock(first_ms, timezone)).toBeGreaterThanOrEqual(
          wall_ms,
        );
        expect(printedClock(first_ms - MINUTE_MS, timezone)).toBeLessThan(
          wall_ms,
        );
      }),
      { numRuns: 200 },
    );
  });

  test("agrees with the start of a day", () => {
    fc.assert(
      fc.property(zones, minutes, (timezone, ms) => {
        const midnight_ms = Math.floor(ms / DAY_MS) * DAY_MS;
        const date = new Date(midnight_ms);
        expect(firstMoment(midnight_ms, timezone)).toBe(
          dayStart(
            date.getUTCFullYear(),
            date.getUTCMonth() + 1,
            date.getUTCDate(),
            timezone,
          ),
        );
      }),
      { numRuns: 200 },
    );
  });
});

test("an offset's seconds are dropped downwards", () => {
  expect(offsetAt(at("1971-01-01T00:00Z"), "Africa/Monrovia")).toBe(
    -45 * MINUTE_MS,
  );
});

test("a zone's name is put into its usual case, and nothing else is a zone", () => {
  expect(canonicalTimezone("asia/kathmandu")).toBe("Asia/Kathmandu");
  expect(canonicalTimezone("utc")).toBe("UTC");
  expect(canonicalTimezone("Europe/Kiev")).not.toBeNull();
  for (const text of ["", "+05:45", "-03", "UTC+5", "Z", "Europe/Nowhere"]) {
    expect(canonicalTimezone(text)).toBeNull();
  }
});
