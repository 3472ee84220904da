import { describe, expect, test } from "bun:test";
import type { BaseManifest } from "./base_manifest.ts";
import { checkReaches, planRestore, replayedRange } from "./plan_restore.ts";
import type { ArchivedLine } from "./read_archive.ts";

const MINUTE_MS = 60_000;
const DAY_MS = Date.parse("2026-11-29T00:00:00Z");
const MEGABYTE = 1_048_576;

function at(minutes: number): string {
  return new Date(DAY_MS + minutes * MINUTE_MS).toISOString();
}

function segment(number: number): string {
  return `00000001${number.toString(16).toUpperCase().padStart(16, "0")}`;
}

/** A base backup that took a minute, and the segment of its first. */
function baseOf(line: string, minute: number): BaseManifest {
  return {
    ...{ format: 1, id: `base-${minute}`, line },
    ...{ begun_at: at(minute), made_at: at(minute + 1) },
    ...{ tallyho: "0.1.0", postgres: "18.4", timeline: "00000001" },
    segment_bytes: 16 * MEGABYTE,
    ...{ start_segment: segment(minute), stop_segment: segment(minute + 1) },
    ...{ backup_label: "", directories: [], files: [], parts: 0 },
    ...{ size_bytes: 0, settings: {}, key_check: null, keys: null },
  };
}

/** A line with a segment each minute, which came at its end. */
function lineOf(
  id: string,
  { bases, from, to }: { bases: number[]; from: number; to: number },
  missing: readonly number[] = [],
): ArchivedLine {
  const numbers = Array.from({ length: to - from }, (_, index) => from + index);
  const segments = numbers
    .filter((number) => !missing.includes(number))
    .map((number) => {
      const modified_ms = DAY_MS + (number + 1) * MINUTE_MS;
      return [segment(number), { modified_ms }] as const;
    });
  return {
    ...{ id, begun_at: at(from), segments: new Map(segments), unreadable: [] },
    bases: bases.map((minute) => baseOf(id, minute)),
  };
}

function plan(
  lines: ArchivedLine[],
  minute: number | null,
  line: string | null = null,
  base_id: string | null = null,
) {
  const at_ms = minute === null ? null : DAY_MS + minute * MINUTE_MS;
  const { base, segments } = planRestore(lines, {
    ...{ at_ms, line, base: base_id },
  });
  const names = segments.map(({ name }) => name);
  return [base.line, base.id, names[0], names.at(-1), names.length];
}

const day = lineOf("day", { bases: [10, 60, 120], from: 9, to: 180 });

describe("planRestore()", () => {
  test("takes the newest base backup that was finished by then, and the WAL to the end of the next", () => {
    expect(plan([day], 75)).toEqual([
      ...["day", "base-60", segment(60), segment(121), 62],
    ]);
    expect(plan([day], 60.5)[1]).toBe("base-10");
    expect(plan([day], 61)[1]).toBe("base-60");
    expect(plan([day], null)).toEqual([
      ...["day", "base-120", segment(120), segment(179), 60],
    ]);
  });

  test("is replayed to about the segment that came after the time, or to the last", () => {
    for (const [minute, last] of [
      [75, 74],
      [61, 61],
      [null, 179],
    ] as const) {
      const at_ms = minute === null ? null : DAY_MS + minute * MINUTE_MS;
      const whole = planRestore([day], { at_ms, line: null, base: null });
      const { from, to } = replayedRange(whole, at_ms);
      const first = minute === null ? 120 : 60;
      expect([from, to]).toEqual([
        BigInt(first * 16 * MEGABYTE),
        BigInt((last + 1) * 16 * MEGABYTE),
      ]);
    }
  });

  test("says which times there are for one that isn't", () => {
    const has = `The archive does not have that time: it has ${at(11)} to about ${at(180)} (line day)`;
    expect(() => plan([day], 5)).toThrow(has);
    expect(() => plan([day], 181)).toThrow(has);
  });

  test("goes up to a segment that is missing, and says how far that is", () => {
    const torn = lineOf("torn", { bases: [10, 60], from: 9, to: 180 }, [90]);
    expect(plan([torn], 89)).toEqual([
      ...["torn", "base-60", segment(60), segment(89), 30],
    ]);
    const until = `The segment ${segment(90)} of the archive is missing: it goes up to about ${at(90)}`;
    expect(() => plan([torn], 120)).toThrow(until);
    expect(() => plan([torn], null)).toThrow(until);
    const early = lineOf("early", { bases: [10, 60], from: 9, to: 180 }, [61]);
    expect(() => plan([early], 75)).toThrow(
      `its base backup of ${at(61)} can't be restored; say a time before that`,
    );
    expect(plan([early], 45)[1]).toBe("base-10");
  });

  test("takes the only line that has the time, and asks where two have it", () => {
    const next = lineOf("next", { bases: [201], from: 200, to: 300 });
    expect(plan([day, next], 75)[0]).toBe("day");
    expect(plan([day, next], 250)[0]).toBe("next");
    expect(plan([day, next], null)[0]).toBe("next");
    const drill = lineOf("drill", { bases: [101], from: 100, to: 150 });
    for (const minute of [140, null]) {
      expect(() => plan([day, drill], minute)).toThrow(
        /^Several lines have that time: .*\(line day\); .*\(line drill\)\. Say which with --line$/,
      );
      expect(plan([day, drill], minute, "day")[0]).toBe("day");
    }
    expect(() => plan([day], 75, "night")).toThrow(
      'There is no line "night" in the archive: it has day',
    );
  });

  test("an earlier base backup is taken where it is asked for", () => {
    expect(plan([day], 130, null, "base-60")).toEqual([
      ...["day", "base-60", segment(60), segment(179), 120],
    ]);
    expect(() => plan([day], 75, null, "base-120")).toThrow(
      'There is no base backup "base-120" before that time: there is base-10, base-60',
    );
  });

  test("the latest is never that of an older line, unless it is asked for", () => {
    const bare = lineOf("bare", { bases: [], from: 200, to: 300 });
    expect(() => plan([day, bare], null)).toThrow(
      `The newest line, bare, has no base backup, so that nothing since ${at(200)} can be restored`,
    );
    expect(plan([day, bare], null, "day")[1]).toBe("base-120");
    expect(plan([day, bare], 75)[0]).toBe("day");
  });

  test("a damaged segment is said with how far the ones before it go", () => {
    const at_ms = DAY_MS + 75 * MINUTE_MS;
    const whole = planRestore([day], { at_ms, line: null, base: null });
    const upTo = (count: number) => {
      const segments = whole.segments.slice(0, count);
      checkReaches(
        { ...whole, segments, missing: segment(60 + count) },
        at_ms,
        "is damaged",
      );
    };
    expect(() => upTo(14)).toThrow(
      `The segment ${segment(74)} of the archive is damaged: it goes up to about ${at(74)}`,
    );
    upTo(15);
  });
});
