/**
 * Which of many tests stand (Benjamini and Hochberg): among those, the expected share of false ones
 * is at most `share`. `tests` are all that were made: those without a p-value here count as likely
 * by chance. Returns for each p-value whether it does.
 */
export function standing(
  p_values: readonly number[],
  { share, tests }: { share: number; tests: number },
): boolean[] {
  const made = Math.max(tests, p_values.length);
  const sorted = p_values.toSorted((a, b) => a - b);
  let limit = -1;
  for (const [index, p] of sorted.entries()) {
    if (p <= ((index + 1) / made) * share) limit = p;
  }
  return p_values.map((p) => p <= limit);
}
