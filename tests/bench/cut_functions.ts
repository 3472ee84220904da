/** A function that does nothing but another thing. */
export interface Cut {
  file: RegExp;
  /** Its text up to the brace. */
  head: RegExp;
  /** A statement before all others of it. */
  instead: string;
}

/** Replaces functions where modules are loaded; in what a bench preloads. */
export function cutFunctions(name: string, cuts: readonly Cut[]): void {
  Bun.plugin({
    name,
    setup(build) {
      for (const { file, head, instead } of cuts) {
        build.onLoad({ filter: file }, async ({ path }) => {
          const text = await Bun.file(path).text();
          const contents = text.replace(head, (found) => `${found} ${instead}`);
          if (contents === text) throw new Error(`${path} is another by now`);
          return { contents, loader: "ts" };
        });
      }
    },
  });
}
