/** Zero-width characters that get copied along with text; `trim` only removes whitespace. */
const INVISIBLE = new Set(
  "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060",
);

/** Trims whitespace and invisible characters. */
export function trimInvisible(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isAround(text.charAt(from))) from++;
  while (to > from && isAround(text.charAt(to - 1))) to--;
  return text.slice(from, to);
}

function isAround(char: string): boolean {
  return INVISIBLE.has(char) || char.trim() === "";
}
