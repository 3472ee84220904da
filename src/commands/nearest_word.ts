/** Typing errors in a word of this many characters. */
const CHARS_PER_ERROR = 3;
/** Longer words are nobody's typing error. */
const CHARS_MAX = 40;

/** The word that was probably meant; null if none is near. */
export function nearestWord(
  given: string,
  words: readonly string[],
): string | null {
  if (given.length > CHARS_MAX) return null;
  let nearest: string | null = null;
  let least = Math.floor(given.length / CHARS_PER_ERROR) + 1;
  for (const word of words) {
    const errors = errorsBetween(given, word);
    if (errors >= least) continue;
    least = errors;
    nearest = word;
  }
  return nearest;
}

/** How many characters were left out, added, mistaken, or typed in the wrong order. */
function errorsBetween(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const is_same = a[i - 1] === b[j - 1];
      const is_swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          (last[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (last[j - 1] ?? 0) + (is_same ? 0 : 1),
          i > 1 && j > 1 && is_swapped
            ? (before[j - 2] ?? 0) + 1
            : Number.POSITIVE_INFINITY,
        ),
      );
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
