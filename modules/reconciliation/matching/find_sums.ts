/** An amount that equals the sum of several amounts on the other side. */
export interface Sum {
  /** The side with the single amount. */
  one_is: "row" | "line";
  one: number;
  several: number[];
}

/** Maximum parts of a sum. */
const PARTS_MAX = 4;

/**
 * Finds the only way in which an amount on one side is the sum of several on the
 * other. Returns null if there is none, or more than one, which may be chance.
 */
export function findOnlySum(
  rows: readonly bigint[],
  lines: readonly bigint[],
): Sum | null {
  const found = [
    ...sumsOf(rows, lines).map((sum): Sum => ({ one_is: "row", ...sum })),
    ...sumsOf(lines, rows).map((sum): Sum => ({ one_is: "line", ...sum })),
  ];
  return found.length === 1 ? (found[0] ?? null) : null;
}

function sumsOf(
  ones: readonly bigint[],
  parts: readonly bigint[],
): { one: number; several: number[] }[] {
  return ones.flatMap((total, one) =>
    subsets(parts, total, 0, []).map((several) => ({ one, several })),
  );
}

function subsets(
  parts: readonly bigint[],
  left: bigint,
  from: number,
  chosen: readonly number[],
): number[][] {
  if (left === 0n) return chosen.length > 1 ? [[...chosen]] : [];
  if (left < 0n || chosen.length === PARTS_MAX) return [];
  return parts.flatMap((part, at) =>
    at >= from && part > 0n
      ? subsets(parts, left - part, at + 1, [...chosen, at])
      : [],
  );
}
