import type { Check, Source } from "./source.ts";

/** Sample files, by path. */
export type Files = Record<string, string>;

/** Sample files as sources for a rule. */
export function sourcesOf(files: Files): Source[] {
  return Object.entries(files).map(([path, text]) => {
    return { path, text };
  });
}

/** A rule's findings in sample files, as `path:line`. */
export function placesOf(check: Check, files: Files): string[] {
  return check(sourcesOf(files)).map(({ path, line }) => `${path}:${line}`);
}
