import type { Finding, Source } from "./source.ts";
import { findingAt, codeWithPages } from "./source.ts";
import { viewsOf } from "./views.ts";

/** Sentences without a noun of their own: the reader has to guess what is spoken of. */
const START =
  "(What|Whatever|Whoever|Whom|Told|Gives|Says|Tells|Such as|One that|So (?:many|much|often|long)|This (?:many|long))";
/** At the beginning of a doc comment, or of the first line of another. */
const INDIRECT = new RegExp(
  String.raw`(?:/\*\*[\s*]*|(?<!//[^\n]*\n\s*)// )${START}\b`,
  "g",
);

/** A comment names the thing, or says what the function returns or does. */
export function plainComments(sources: readonly Source[]): Finding[] {
  return codeWithPages(sources).flatMap((source) =>
    [...viewsOf(source).comments.matchAll(INDIRECT)].map(
      ({ index, 1: start }) =>
        findingAt(
          source,
          index,
          "plain-comments",
          `name the thing instead of beginning with "${start}"`,
        ),
    ),
  );
}
