/** A token of JSON, as it stands. */
export interface JsonToken {
  text: string;
  index: number;
  /** Where the text inside the quotes ends; null where the token is not a string. */
  string_end: number | null;
}

/** A string that isn't closed goes to the end of the text: to look for its end again from each quote in it would take hours. */
const TOKEN = /"[^"\\]*(?:\\[^][^"\\]*)*("?)|[{}[\]:,]|[^\s"{}[\]:,]+/g;

/** Goes through the tokens of a text that need not be valid JSON. */
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
