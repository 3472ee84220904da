import type { Finding, Source } from "./source.ts";
import { findingAt } from "./source.ts";

/** Every text of `web/messages/` is read by a page. */
export function messagesAreRead(sources: readonly Source[]): Finding[] {
  const pages = pagesOf(sources);
  const all = pages.map(({ text }) => text).join("\n");
  return pages
    .filter(({ path }) => path.startsWith("web/messages/"))
    .flatMap((source) =>
      tablesOf(source).flatMap(({ name, keys }) => {
        const readers = readersOf(name, all);
        const read = keysRead(readers, all);
        const picked = pages
          .filter(({ text }) => new RegExp(`\\b(?:${readers})\\[`).test(text))
          .map(({ text }) => text)
          .join("\n");
        return keys
          .filter(({ key }) => !read.has(key) && !isPicked(key, picked))
          .map(({ at }) => {
            const advice = "no page shows this text: delete it";
            return findingAt(source, at, "dead-messages", advice);
          });
      }),
    );
}

/** Every class and property of `web/styles/` is named by a page or a style. */
export function stylesAreUsed(sources: readonly Source[]): Finding[] {
  const styles = sources.filter(({ path }) => /^web\/.*\.css$/.test(path));
  const rules = styles.map(({ text }) => text).join("\n");
  const words = wordsOf([
    ...pagesOf(sources),
    ...sources.filter(({ path }) => path.startsWith("src/pages/")),
  ]);
  return styles.flatMap((source) => {
    const text = source.text.replace(/\/\*[^*]*\*\//g, (comment) =>
      comment.replace(/[^\n]/g, " "),
    );
    const classes = [...text.matchAll(/\.([a-z][a-z0-9_-]*)/g)].filter(
      ([, name = ""]) => !words.has(name),
    );
    const properties = [...text.matchAll(/(--[a-z0-9-]+)\s*:/g)].filter(
      ([, name = ""]) => !words.has(name) && !rules.includes(`var(${name}`),
    );
    return [...classes, ...properties].map(({ index }) =>
      findingAt(source, index, "dead-styles", "nothing uses it: delete it"),
    );
  });
}

/** Every export of `web/` is imported by another file. */
export function pageExportsAreUsed(sources: readonly Source[]): Finding[] {
  const users = new Map<string, Set<string>>();
  for (const source of sources) {
    if (!/\.tsx?$/.test(source.path)) continue;
    for (const word of wordsOf([source])) {
      const paths = users.get(word) ?? new Set();
      users.set(word, paths.add(source.path));
    }
  }
  return pagesOf(sources)
    .filter(({ path }) => path !== "web/api/api_types.ts")
    .flatMap((source) =>
      [
        ...source.text.matchAll(
          /^export (?:async )?(?:function|const|interface|type|class) (\w+)/gm,
        ),
      ]
        .filter(([, name = ""]) => (users.get(name)?.size ?? 0) < 2)
        .map(({ index }) => {
          const advice =
            "nothing imports it: keep it to the file, or delete it";
          return findingAt(source, index, "dead-exports", advice);
        }),
    );
}

function pagesOf(sources: readonly Source[]): Source[] {
  return sources.filter(
    ({ path }) => /^web\/.*\.tsx?$/.test(path) && !/_test\.tsx?$/.test(path),
  );
}

function wordsOf(sources: readonly Source[]): Set<string> {
  return new Set(sources.flatMap(({ text }) => text.match(/[\w-]+/g) ?? []));
}

interface Table {
  name: string;
  keys: { key: string; at: number }[];
}

/** The tables of texts in a file, with the keys of their first level. */
function tablesOf({ text }: Source): Table[] {
  return [
    ...text.matchAll(/^(?:export )?const ([A-Z_]+) = \{\n([^]*?)^\}/gm),
  ].map((match) => {
    const [whole, name = "", body = ""] = match;
    const start = match.index + whole.indexOf("{\n") + 2;
    const keys = [...body.matchAll(/^ {2}(\w+):/gm)].map((found) => {
      return { key: found[1] ?? "", at: start + found.index };
    });
    return { name, keys };
  });
}

/** The names that a table is read by: its own, an alias, or a table that takes it in. */
function readersOf(name: string, all: string): string {
  const alias = new RegExp(`\\bconst (\\w+) = ${name};`).exec(all)?.[1];
  const taken = new RegExp(
    `^export const (\\w+) = \\{\\n(?:  .*\\n)*?  \\.\\.\\.${name},`,
    "m",
  ).exec(all)?.[1];
  return [name, alias, taken].filter(Boolean).join("|");
}

/** The keys that are read after a point, or taken out of the table by name. */
function keysRead(readers: string, all: string): Set<string> {
  const pointed = new RegExp(`\\b(?:${readers})\\s*\\??\\.(\\w+)`, "g");
  const taken = new RegExp(`\\{([\\w\\s,:]+)\\} = (?:${readers});`, "g");
  return new Set([
    ...[...all.matchAll(pointed)].map(([, key = ""]) => key),
    ...[...all.matchAll(taken)].flatMap(
      ([, names = ""]) => names.match(/\w+/g) ?? [],
    ),
  ]);
}

/** Whether a key is picked by a quoted name or a name with its ending. */
function isPicked(key: string, text: string): boolean {
  const ending = key.slice(key.lastIndexOf("_"));
  return (
    text.includes(`"${key}"`) ||
    (ending.startsWith("_") && text.includes(`}${ending}\``))
  );
}
