import type { Check, Source } from "./source.ts";

/** Small made-up files, by path. */
export type Files = Record<string, string>;

/** Made-up files as the sources that a rule reads. */
export function sourcesOf(files: Files): Source[] {
  return Object.entries(files).map(([path, text]) => {
    return { path, text };
  });
}

/** Where a rule finds something in made-up files, as `path:line`. */
export function placesOf(check: Check, files: Files): string[] {
  return check(sourcesOf(files)).map(({ path, line }) => `${path}:${line}`);
}
