/** One that equals the sum of several on the other side. */
export interface Sum {
  /** On which side the one is. */
  one_is: "row" | "line";
  one: number;
  several: number[];
}

/** So many parts at most are looked for. */
const PARTS_MAX = 4;

/**
 * The one way in which one side's money is the sum of several of the other; null
 * where there is none, or more than one: then it may be chance.
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
