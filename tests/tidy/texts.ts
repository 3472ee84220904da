import type { Finding, Source } from "./source.ts";
import { findingAt, codeWithPages, ownCode } from "./source.ts";
import { viewsOf } from "./views.ts";

// Search terms are joined from halves, so that this file doesn't match itself.
const LEFTOVERS = new RegExp(
  `\\b(?:${["TO" + "DO", "FIX" + "ME", "HA" + "CK"].join("|")})\\b`,
  "g",
);
/**
 * Three of that letter are also the currency code for "no currency": in programs,
 * only comments are checked, and mentions as a code or among codes are allowed.
 */
const CROSSES = new RegExp(
  `(?<!\\b[A-Z]{3},?[\\s*]+(?:and\\s+|or\\s+)?|\\bcodes?\\s+|["'\`])\\b${"X".repeat(3)}\\b`,
  "g",
);
const MACHINE_PATHS = new RegExp(
  `(?<![\\w.)}\\]-])/(?:${["work", "root", "home"].join("|")})/`,
  "g",
);
const REGISTRIES = new RegExp(
  [
    "registry\\." + "npmjs",
    "registry\\." + "yarnpkg",
    "deb\\." + "debian",
  ].join("|"),
  "g",
);

/** No leftover-work markers in the text: finish the work, or track it elsewhere. */
export function leftovers(sources: readonly Source[]): Finding[] {
  const advice = "do it now, or say in a sentence how it is";
  return sources.flatMap((source) => {
    const is_code = /\.tsx?$/.test(source.path);
    const crossed = is_code ? viewsOf(source).comments : source.text;
    return [
      ...source.text.matchAll(LEFTOVERS),
      ...crossed.matchAll(CROSSES),
    ].map(({ index }) => findingAt(source, index, "leftovers", advice));
  });
}

/** No suppressions of compiler checks. */
export function escapeHatches(sources: readonly Source[]): Finding[] {
  return codeWithPages(sources).flatMap((source) => {
    const { code, comments } = viewsOf(source);
    return [
      ...code.matchAll(/\bas\s+any\b|(?<=[=(,:?]\s*|\breturn\s+)<any>/g),
      ...comments.matchAll(/@ts-(?:ignore|expect-error|nocheck)\b/g),
    ].map(({ index }) =>
      findingAt(
        source,
        index,
        "escape-hatches",
        "give the value its type, or narrow it from unknown",
      ),
    );
  });
}

/** No tests are skipped or run exclusively. */
export function everyTestRuns(sources: readonly Source[]): Finding[] {
  return ownCode(sources).flatMap((source) =>
    [
      ...viewsOf(source).code.matchAll(
        /\b(?:test|it|describe)\s*\.\s*(?:skip|only|todo)\b/g,
      ),
    ].map(({ index }) =>
      findingAt(
        source,
        index,
        "every-test-runs",
        "make the test run, or delete it",
      ),
    ),
  );
}

/** No paths of the developer's machine. */
export function machinePaths(sources: readonly Source[]): Finding[] {
  return sources.flatMap((source) => [
    ...[...source.text.matchAll(MACHINE_PATHS)].map(({ index }) =>
      findingAt(
        source,
        index,
        "machine-paths",
        "write the path relative to the repository, or take it from a setting",
      ),
    ),
    ...[...source.text.matchAll(REGISTRIES)].map(({ index }) =>
      findingAt(
        source,
        index,
        "machine-paths",
        "leave the choice of a registry to the machine that installs",
      ),
    ),
  ]);
}
