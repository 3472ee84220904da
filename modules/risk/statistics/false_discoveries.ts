/**
 * Which of many tests stand (Benjamini and Hochberg): among those, the expected share of false ones
 * is at most `share`. Returns for each p-value whether it does.
 */
export function standing(
  p_values: readonly number[],
  share: number,
): boolean[] {
  const sorted = p_values.toSorted((a, b) => a - b);
  let limit = -1;
  for (const [index, p] of sorted.entries()) {
    if (p <= ((index + 1) / sorted.length) * share) limit = p;
  }
  return p_values.map((p) => p <= limit);
}
