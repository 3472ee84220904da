import { describe, expect, test } from "bun:test";
import { plainComments } from "./comments.ts";
import { placesOf } from "./sample.ts";

describe("plainComments()", () => {
  test("finds doc comments that name nothing", () => {
    const text = `/** What it needs. */
/**
 * Told of each click.
 */
  /** So often it is tried. */
/** Gives the sum. */
// What a line says.`;
    expect(placesOf(plainComments, { "src/a.ts": text })).toEqual([
      "src/a.ts:1",
      "src/a.ts:2",
      "src/a.ts:5",
      "src/a.ts:6",
      "src/a.ts:7",
    ]);
  });

  test("leaves plain ones, strings and other comments alone", () => {
    const text = `/** Solely for tests. */
// The first line, and
// what follows it.
const a = "/** What it is. */";
/** Returns what it found. */`;
    expect(placesOf(plainComments, { "src/a.ts": text })).toEqual([]);
  });
});
