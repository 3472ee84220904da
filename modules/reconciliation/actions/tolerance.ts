import type { Tolerance } from "../../../db/schema/mod.ts";
import { parseAmount, parsePercent } from "../../kernel/mod.ts";
import type { Micros } from "../../kernel/mod.ts";

/** A hundred percent, as `parsePercent` counts. */
const WHOLE = 100_000_000n;

/**
 * Whether the difference of a row is tolerated: by amount or percent, whichever
 * allows more.
 */
export function isWithinTolerance(
  { row_amount, row_percent }: Tolerance,
  ours: Micros,
  theirs: Micros,
): boolean {
  const apart = magnitude(ours - theirs);
  const micros = row_amount === undefined ? null : parseAmount(row_amount);
  if (micros !== null && apart <= micros) return true;
  const millionths =
    row_percent === undefined ? null : parsePercent(row_percent);
  return millionths !== null && apart * WHOLE <= magnitude(ours) * millionths;
}

function magnitude(value: Micros): Micros {
  return value < 0n ? -value : value;
}
