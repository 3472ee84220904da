import { posix } from "node:path";
import type { Source } from "./source.ts";
import { lineAt } from "./source.ts";
import { viewsOf } from "./views.ts";

/** An imported name, and its local name. */
export interface ImportedName {
  name: string;
  local: string;
}

/** An import, re-export or other reference to a file, including type-only ones. */
export interface Import {
  /** Path of the imported file, for relative imports. */
  target: string | undefined;
  spec: string;
  line: number;
  names: ImportedName[];
  /** Set for `import * as x`. */
  namespace: string | undefined;
  /** Whether all of the file's exports may be used (namespaces, dynamic imports). */
  is_whole: boolean;
}

// A scanner of the compiled program wouldn't do: it omits type-only imports.
const STATIC =
  /\b(import|export)\b((?:(?!\b(?:import|export)\b)[\s\w$,{}*])*?)\bfrom\s*(["'])([^"'\n]+)\3/g;
const WHOLE = [
  /\bimport\s*(["'])([^"'\n]+)\1/g,
  /\bimport\s*\(\s*(["'`])([^"'`\n]+)\1/g,
  /\brequire\s*\(\s*(["'`])([^"'`\n]+)\1/g,
  /\bnew\s+(?:URL|Worker)\s*\(\s*(["'`])(\.{1,2}\/[^"'`\n]+\.ts)\1/g,
  /\bimport\.meta\.resolve\s*\(\s*(["'`])([^"'`\n]+)\1/g,
];
const BESIDE = /\bimport\.meta\.dir(?:name)?\s*,\s*(["'`])([^"'`\n]+\.ts)\1/g;
const HTML_LINK = /\b(?:src|href)=(["'])(\.{1,2}\/[^"'\n]+)\1/g;

const known_imports = new WeakMap<Source, Import[]>();

/** Returns the imports of a TypeScript or HTML source, by kind and position. */
export function importsOf(source: Source): Import[] {
  let imports = known_imports.get(source);
  if (imports === undefined) {
    if (source.path.endsWith(".ts")) imports = importsOfCode(source);
    else if (source.path.endsWith(".html")) imports = linksOfPage(source);
    else imports = [];
    known_imports.set(source, imports);
  }
  return imports;
}

/** Returns the names that a door exports. */
export function exportedNames(
  door: Source,
): { name: string; is_type: boolean; line: number }[] {
  const { code } = viewsOf(door);
  const names: { name: string; is_type: boolean; line: number }[] = [];
  for (const list of code.matchAll(/\bexport\s+(type\s+)?\{([^}]*)\}/g)) {
    const start = list.index + list[0].indexOf("{") + 1;
    for (const item of (list[2] ?? "").matchAll(/[^,]+/g)) {
      const words = item[0].trim().split(/\s+/);
      const name = words.at(-1) ?? "";
      if (name === "") continue;
      const offset = start + item.index + item[0].search(/\S/);
      names.push({
        name,
        is_type: list[1] !== undefined || words[0] === "type",
        line: lineAt(door.text, offset + 1),
      });
    }
  }
  return names;
}

function importsOfCode(source: Source): Import[] {
  const { code, uncommented } = viewsOf(source);
  const imports: Import[] = [];
  for (const found of uncommented.matchAll(STATIC)) {
    const [, verb = "", clause = "", , spec = ""] = found;
    if (!code.startsWith(verb, found.index)) continue;
    imports.push({
      ...mention(source, found.index, spec),
      ...clauseOf(clause),
    });
  }
  for (const pattern of WHOLE) {
    for (const found of uncommented.matchAll(pattern)) {
      if (code[found.index] !== uncommented[found.index]) continue;
      imports.push(mention(source, found.index, found[2] ?? ""));
    }
  }
  for (const found of uncommented.matchAll(BESIDE)) {
    if (code[found.index] !== uncommented[found.index]) continue;
    imports.push(mention(source, found.index, `./${found[2] ?? ""}`));
  }
  return imports;
}

function linksOfPage(source: Source): Import[] {
  return [...source.text.matchAll(HTML_LINK)].map((found) =>
    mention(source, found.index, found[2] ?? ""),
  );
}

function mention(source: Source, offset: number, spec: string): Import {
  return {
    target: /^\.{1,2}\//.test(spec)
      ? posix.join(posix.dirname(source.path), spec)
      : undefined,
    spec,
    line: lineAt(source.text, offset),
    names: [],
    namespace: undefined,
    is_whole: true,
  };
}

function clauseOf(
  clause: string,
): Pick<Import, "names" | "namespace" | "is_whole"> {
  const namespace = /\*\s*as\s+([\w$]+)/.exec(clause)?.[1];
  const names: ImportedName[] = [];
  for (const item of (/\{([^}]*)\}/.exec(clause)?.[1] ?? "").split(",")) {
    const words = item.replace(/^\s*type\s+(?!as\b)/, " ").match(/[\w$]+/g);
    if (words === null) continue;
    names.push({ name: words[0], local: words.at(-1) ?? words[0] });
  }
  const fallback = /^\s*(?:type\s+)?([\w$]+)\s*(?:,|$)/.exec(clause)?.[1];
  if (fallback !== undefined) names.push({ name: "default", local: fallback });
  return { names, namespace, is_whole: clause.includes("*") };
}
