/** Punctuation, whitespace and invisible characters that get copied along with a link. */
const AROUND = new Set(
  ` \t\r\n.,;:!?'"()[]{}<>*_~|=#^\`\\\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u00ab\u00bb\u203a\ufeff\u3002\uff09\uff0c`,
);

/**
 * The intended slug of an unknown one: without surrounding text, in lower case, and without a query
 * that began with `&`.
 */
export function readSlug(
  asked: string,
  query: string,
): { slug: string; query: string } {
  const text = decoded(asked);
  const end = firstOf(text, "?&");
  const tail = end < 0 ? "" : bare(asked);
  const whole = [tail, query].filter((part) => part !== "").join("&");
  const slug = trimmed(end < 0 ? text : text.slice(0, end)).toLowerCase();
  return { slug, query: whole };
}

/** Strips the query text after the slug; a fully encoded query is decoded once. */
function bare(asked: string): string {
  const at = firstOf(asked, "?&");
  if (at >= 0) return asked.slice(at + 1);
  const text = decoded(asked);
  return text.slice(firstOf(text, "?&") + 1);
}

function firstOf(text: string, marks: string): number {
  for (let at = 0; at < text.length; at++) {
    if (marks.includes(text[at] ?? " ")) return at;
  }
  return -1;
}

function trimmed(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isAround(text[from])) from++;
  while (to > from && isAround(text[to - 1])) to--;
  return text.slice(from, to);
}

function isAround(letter: string | undefined): boolean {
  return letter !== undefined && (AROUND.has(letter) || letter === "/");
}

function decoded(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
