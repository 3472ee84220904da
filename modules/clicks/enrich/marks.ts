/** Bit flags of a click; stored, so never renumber them. */
export const MARK = {
  unique: 1,
  repeat: 2,
  bot: 4,
  prefetch: 8,
  test: 16,
  data_centre: 32,
} as const;

/** Marks of clicks that are not valid, whatever their verdict. */
export const NOT_VALID = MARK.bot | MARK.prefetch | MARK.test;

/** Names of the set marks, in order. */
export function markNames(bits: number): string[] {
  return Object.entries(MARK)
    .filter(([, bit]) => (bits & bit) !== 0)
    .map(([name]) => name);
}
