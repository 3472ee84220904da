import { functionsOf } from "./functions.ts";
import type { Finding, Source } from "./source.ts";
import { findingAt, isTest, lineAt, ownCode } from "./source.ts";
import { viewsOf } from "./views.ts";

const FUNCTION_LINES_MAX = 70;
const FILE_LINES_MAX = 400;
/** Written by a program and read by the type checker only. */
const GENERATED = ["tests/client/api_types.ts"];

/** Files and folders are snake_case, and a folder's entry point is `mod.ts`. */
export function fileNames(sources: readonly Source[]): Finding[] {
  return ownCode(sources).flatMap(({ path }) => {
    const parts = path.replace(/(?:\.d)?\.ts$/, "").split("/");
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
  return ownCode(sources).flatMap((source) => {
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
  return ownCode(sources).flatMap(({ path, text }) => {
    const lines = text.replace(/\n$/, "").split("\n").length;
    if (lines <= FILE_LINES_MAX || GENERATED.includes(path)) return [];
    const advice = `split the file by what it does: ${lines} lines, at most ${FILE_LINES_MAX}`;
    return [{ path, line: FILE_LINES_MAX + 1, rule: "file-length", advice }];
  });
}

/** Every export of a product file has a doc comment. */
export function exportDocs(sources: readonly Source[]): Finding[] {
  return ownCode(sources)
    .filter(({ path }) => !isTest(path))
    .flatMap((source) => {
      const findings: Finding[] = [];
      let overloaded: string | undefined;
      for (const match of viewsOf(source).code.matchAll(
        /^export\s+(?!\*|\{|type\s*[{*])(?:(?:default|declare|async|abstract)\s+)*(\w+)\s*\*?\s*([\w$]*)/gm,
      )) {
        const [, kind = "", name = ""] = match;
        const is_overload = kind === "function" && name === overloaded;
        overloaded = kind === "function" ? name : undefined;
        if (is_overload || hasDoc(source.text, match.index)) continue;
        const advice = `put one sentence of JSDoc right above ${name === "" ? "the export" : name}`;
        findings.push(findingAt(source, match.index, "export-docs", advice));
      }
      return findings;
    });
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
