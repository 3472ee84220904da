import { describe, expect, test } from "bun:test";
import { Problem } from "../kernel/mod.ts";
import { readValues } from "./read_values.ts";

describe("readValues()", () => {
  test("splits at commas that aren't escaped", () => {
    expect(readValues("sub1", "a,b")).toEqual(["a", "b"]);
    expect(readValues("sub1", "a\\,b,c")).toEqual(["a,b", "c"]);
    expect(readValues("sub1", "a\\\\,b")).toEqual(["a\\", "b"]);
    expect(readValues("sub1", "C:\\dir\\")).toEqual(["C:\\dir\\"]);
    expect(readValues("sub1", "")).toEqual([""]);
  });

  test("tells what has none from a text of that name", () => {
    expect(readValues("sub1", "(none)")).toEqual([null]);
    expect(readValues("sub1", '"(none)"')).toEqual(["(none)"]);
    expect(readValues("sub1", '"(other)"')).toEqual(["(other)"]);
    expect(readValues("sub1", '""(none)""')).toEqual(['"(none)"']);
    expect(readValues("sub1", '"quoted"')).toEqual(['"quoted"']);
    expect(readValues("campaign", "(none),7")).toEqual([null, "7"]);
  });

  test("has nothing that was folded", () => {
    expect(readValues("sub1", "(other)")).toEqual([]);
  });

  test("takes what rows have, and refuses anything else by the dimension's name", () => {
    expect(readValues("hour", "2026-11-28T10:00:00+05:45")).toHaveLength(1);
    expect(readValues("week", "2026-W48")).toEqual(["2026-W48"]);
    expect(readValues("country", "de")).toEqual(["DE"]);
    expect(readValues("os", "iOS,(none)")).toEqual(["ios", null]);
    expect(readValues("browser", "Safari")).toEqual(["safari"]);
    // As an address has it whose plus nobody wrote as %2B.
    expect(readValues("hour", "2026-11-28T10:00:00 05:45")).toEqual([
      "2026-11-28T10:00:00+05:45",
    ]);
    for (const [dimension, text] of [
      ["campaign", "0"],
      ["campaign", "2147483648"],
      ["affiliate", "7,"],
      ["hour", "2026-11-28T10:00:00Z"],
      ["hour", "2026-02-31T10:00:00+05:45"],
      ["hour", "2026-11-28T24:30:00+05:45"],
      ["week", "2026-W00"],
      ["week", "2026-W54"],
      ["device", "phone"],
      ["os", "Windows 11"],
      ["day", "2026-02-30"],
      ["weekday", "8"],
      ["country", "DEU"],
      ["verdict", "kept"],
      ["status", "held"],
      ["sub1", "x".repeat(1_025)],
      ["sub1", ",".repeat(200)],
    ] as const) {
      let refused: unknown;
      try {
        readValues(dimension, text);
      } catch (error) {
        refused = error;
      }
      expect(refused).toBeInstanceOf(Problem);
      const { status, errors } = refused as Problem;
      expect([status, errors?.[0]?.field]).toEqual([422, dimension]);
    }
  });
});
