import { functionsOf } from "./functions.ts";
import { importsOf } from "./import_list.ts";
import type { Finding, Source } from "./source.ts";
import { findingAt, isTest, lineAt, codeWithPages, ownCode } from "./source.ts";
import { viewsOf } from "./views.ts";

const FUNCTION_LINES_MAX = 70;
const FILE_LINES_MAX = 400;
/** Written by a program and read by the type checker only. */
const GENERATED = ["web/api/api_types.ts"];

/** Files and folders are snake_case, and a folder's entry point is `mod.ts`. */
export function fileNames(sources: readonly Source[]): Finding[] {
  return codeWithPages(sources).flatMap(({ path }) => {
    const parts = path.replace(/(?:\.d)?\.tsx?$/, "").split("/");
    const is_snake = parts.every((part) =>
      /^_?[a-z0-9]+(?:_[a-z0-9]+)*$/.test(part),
    );
    const advice = !is_snake
      ? "name it in snake_case after the one thing it exports"
      : parts.at(-1) === "index"
        ? "call the face of a folder mod.ts"
        : undefined;
    return advice === undefined
      ? []
      : [{ path, line: 1, rule: "file-names", advice }];
  });
}

/** Functions fit on a screen. */
export function functionLength(sources: readonly Source[]): Finding[] {
  return codeWithPages(sources).flatMap((source) => {
    const { code } = viewsOf(source);
    return functionsOf(code)
      .filter(({ start, end }) => {
        const lines = lineAt(source.text, end) - lineAt(source.text, start) + 1;
        return (
          lines > FUNCTION_LINES_MAX &&
          !isRouteTable(source.path, code.slice(start, end))
        );
      })
      .map(({ name, start, end }) => {
        const lines = lineAt(source.text, end) - lineAt(source.text, start) + 1;
        const advice = `split ${name}, which has ${lines} lines: at most ${FUNCTION_LINES_MAX}; push the ifs up and the loops down`;
        return findingAt(source, start, "function-length", advice);
      });
  });
}

/** Files are short enough to read at once. */
export function fileLength(sources: readonly Source[]): Finding[] {
  return codeWithPages(sources).flatMap(({ path, text }) => {
    const lines = text.replace(/\n$/, "").split("\n").length;
    if (lines <= FILE_LINES_MAX || GENERATED.includes(path)) return [];
    const advice = `split the file by what it does: ${lines} lines, at most ${FILE_LINES_MAX}`;
    return [{ path, line: FILE_LINES_MAX + 1, rule: "file-length", advice }];
  });
}

/** Every export of a door has a doc comment. */
export function exportDocs(sources: readonly Source[]): Finding[] {
  const given_out = namesOfDoors(sources);
  return ownCode(sources)
    .filter(({ path }) => !isTest(path))
    .flatMap((source) => {
      const findings: Finding[] = [];
      let overloaded: string | undefined;
      for (const match of viewsOf(source).code.matchAll(EXPORT)) {
        const [, kind = "", name = ""] = match;
        const is_overload = kind === "function" && name === overloaded;
        overloaded = kind === "function" ? name : undefined;
        if (!given_out.has(`${source.path} ${name}`)) continue;
        if (is_overload || hasDoc(source.text, match.index)) continue;
        const advice = `put one sentence of JSDoc right above ${name}`;
        findings.push(findingAt(source, match.index, "export-docs", advice));
      }
      return findings;
    });
}

/** No doc comment only repeats the name below it; exports of doors must have one. */
export function commentsSaySomething(sources: readonly Source[]): Finding[] {
  const given_out = namesOfDoors(sources);
  return codeWithPages(sources)
    .filter(({ path }) => !isTest(path))
    .flatMap((source) =>
      [...source.text.matchAll(COMMENTED)]
        .filter(([, comment = "", name = ""]) => repeats(comment, name))
        .filter(([, , name]) => !given_out.has(`${source.path} ${name}`))
        .map((match) => {
          const advice = `leave the comment out: it only repeats ${match[2]}`;
          return findingAt(source, match.index, "comment-repeats", advice);
        }),
    );
}

const EXPORT =
  /^export\s+(?!\*|\{|type\s*[{*])(?:(?:default|declare|async|abstract)\s+)*(\w+)\s*\*?\s*([\w$]*)/gm;
const COMMENTED =
  /^\/\*\*([^\n]*)\*\/\n(?:export )?(?:async |abstract )?(?:function\*?|const|class|interface|type) ([\w$]+)/gm;
const SMALL_WORDS = new Set(
  "a an the of for to in and or is are its it all any each one ones by with from on as".split(
    " ",
  ),
);

function repeats(comment: string, name: string): boolean {
  const is_deps = /Deps$/.test(name) && /^ (?:The )?dependenc/i.test(comment);
  if (is_deps && !/[,;:]/.test(comment)) return true;
  const known = new Set(wordsOf(name).map(stemOf));
  if (known.has("dep")) known.add("dependenc");
  return wordsOf(comment)
    .filter((word) => !SMALL_WORDS.has(word))
    .every((word) => known.has(stemOf(word)));
}

function wordsOf(text: string): string[] {
  const split = text.replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
  return split.match(/[a-z0-9]+/g) ?? [];
}

function stemOf(word: string): string {
  return word.replace(/(?:ies|es|s|ed|d|y|e)$/, "");
}

/** The declarations that doors export, as path and name. */
function namesOfDoors(sources: readonly Source[]): Set<string> {
  return new Set(
    codeWithPages(sources)
      .filter(({ path }) => path.endsWith("/mod.ts") && !isTest(path))
      .flatMap(importsOf)
      .flatMap(({ target = "", names }) =>
        names.map(({ name }) => `${target} ${name}`),
      ),
  );
}

function hasDoc(text: string, offset: number): boolean {
  const before = text.slice(0, offset);
  const trimmed = before.trimEnd();
  if (!trimmed.endsWith("*/")) return false;
  if (before.slice(trimmed.length).split("\n").length !== 2) return false;
  const comment = trimmed.slice(trimmed.lastIndexOf("/*"));
  return comment.startsWith("/**") && /\w/.test(comment);
}

/** A chain of routes is a table: it grows with the contract, not with logic. */
function isRouteTable(path: string, code: string): boolean {
  return /(?:\/|_)routes\.ts$/.test(path) && /\bnew\s+Elysia\b/.test(code);
}
