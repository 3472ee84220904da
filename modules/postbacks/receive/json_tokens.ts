/** A JSON token as written. */
export interface JsonToken {
  text: string;
  index: number;
  /** Where the text inside the quotes ends; null if the token is not a string. */
  string_end: number | null;
}

/**
 * An unclosed string extends to the end of the text: looking for an end again from each quote
 * inside it would be quadratic.
 */
const TOKEN = /"[^"\\]*(?:\\[^][^"\\]*)*("?)|[{}[\]:,]|[^\s"{}[\]:,]+/g;

/** Tokenizes text that need not be valid JSON. */
export function* jsonTokens(text: string): Generator<JsonToken> {
  for (const { 0: token, 1: quote, index } of text.matchAll(TOKEN)) {
    const end = index + token.length;
    yield {
      text: token,
      index,
      string_end: quote === undefined ? null : end - quote.length,
    };
  }
}
