import { importsOf } from "./import_list.ts";
import type { Source } from "./source.ts";
import { viewsOf } from "./views.ts";

/** A text of SQL, with what its `${}` stand for as far as its file tells. */
export interface SqlText {
  offset: number;
  text: string;
}

/** A part of a text, from one offset up to another. */
interface Range {
  start: number;
  end: number;
}

/** A file while it is read. */
interface Reading {
  code: string;
  uncommented: string;
  /** Names of tables in Postgres, by their names in the file. */
  tables: ReadonlyMap<string, string>;
}

const IS_SQL = /\b(?:select|update|insert\s+into|delete\s+from)\b/i;
/** Declarations within declarations. */
const DEPTH_MAX = 5;

/** The SQL of a file: each outermost template, with the declarations that it names put in their places. */
export function statementsOf(
  source: Source,
  names: ReadonlyMap<string, string>,
): SqlText[] {
  const { code, uncommented } = viewsOf(source);
  const reading = { code, uncommented, tables: localNames(source, names) };
  return templatesIn(code, { start: 0, end: code.length }).flatMap((range) => {
    const text = expanded(reading, range, DEPTH_MAX);
    return IS_SQL.test(text) ? [{ offset: range.start, text }] : [];
  });
}

const DECLARED =
  /^(?:export\s+)?(?:async\s+)?(?:function\*?|const|class)\s+([\w$]+)|^([\w$]+\.[\w$]+)\s*=/gm;

/** The name of the declaration at the top of a file that a place is in. */
export function declarationAt(source: Source, offset: number): string {
  const before = viewsOf(source).code.slice(0, offset);
  const [, name, member] = [...before.matchAll(DECLARED)].at(-1) ?? [];
  return name ?? member ?? "";
}

function localNames(
  source: Source,
  names: ReadonlyMap<string, string>,
): Map<string, string> {
  const locals = new Map<string, string>();
  for (const { target, names: imported } of importsOf(source)) {
    if (target?.startsWith("db/") !== true) continue;
    for (const { name, local } of imported) {
      const table = names.get(name);
      if (table !== undefined) locals.set(local, table);
    }
  }
  const { code } = viewsOf(source);
  const lists = /\bconst\s*\[([\w\s,$]+)\]\s*=\s*\[([\w\s,$]+)\]/g;
  for (const [, left = "", right = ""] of code.matchAll(lists)) {
    const values = right.split(",").map((one) => one.trim());
    for (const [index, one] of left.split(",").entries()) {
      const table = locals.get(values[index] ?? "");
      if (table !== undefined) locals.set(one.trim(), table);
    }
  }
  return locals;
}

/** The outermost templates within a range; `code` has only the marks of literals. */
function templatesIn(code: string, { start, end }: Range): Range[] {
  const found: Range[] = [];
  for (let at = start; at < end; at++) {
    if (code[at] !== "`") continue;
    const close = templateEnd(code, at);
    found.push({ start: at + 1, end: close });
    at = close;
  }
  return found;
}

function templateEnd(code: string, open: number): number {
  for (let at = open + 1; at < code.length; at++) {
    if (code[at] === "`") return at;
    if (code[at] === "$" && code[at + 1] === "{") at = holeEnd(code, at + 1);
  }
  return code.length;
}

function holeEnd(code: string, open: number): number {
  let depth = 0;
  for (let at = open; at < code.length; at++) {
    const char = code[at];
    if (char === "`") at = templateEnd(code, at);
    else if (char === "{") depth += 1;
    else if (char === "}" && --depth === 0) return at;
  }
  return code.length;
}

function expanded(reading: Reading, range: Range, depth: number): string {
  const { code, uncommented } = reading;
  let text = "";
  let at = range.start;
  for (let index = range.start; index < range.end; index++) {
    if (code[index] !== "$" || code[index + 1] !== "{") continue;
    const close = holeEnd(code, index + 1);
    text += uncommented.slice(at, index);
    text += inHole(reading, { start: index + 2, end: close }, depth);
    at = close + 1;
    index = close;
  }
  return text + uncommented.slice(at, range.end);
}

/** The SQL that a `${}` stands for: a table, a column, a template, or declarations of the file. */
function inHole(reading: Reading, range: Range, depth: number): string {
  const { code, uncommented, tables } = reading;
  const inside = code.slice(range.start, range.end).trim();
  const [, table = "", column] =
    inside.match(/^([\w$]+)(?:\.([\w$]+))?$/) ?? [];
  const name = tables.get(table);
  if (name !== undefined)
    return column === undefined ? name : `${name}.${column}`;
  const joined = uncommented
    .slice(range.start, range.end)
    .match(/^inCampaign\("(\w+)", "(\w+)"\)$/);
  if (joined !== null) {
    return ` and ${joined[1]}.campaign_id = ${joined[2]}.campaign_id`;
  }
  if (/\bgetTableName\s*\(/.test(inside)) return "ANY_TABLE";
  const quoted = uncommented
    .slice(range.start, range.end)
    .match(/sql\.raw\(\s*"([^"]*)"/);
  if (quoted?.[1] !== undefined) return quoted[1];
  if (depth === 0) return "";
  const templates = templatesIn(code, range);
  const parts = templates.map((one) => expanded(reading, one, depth - 1));
  let plain = inside;
  for (const { start, end } of templates) {
    plain = plain.replace(code.slice(start, end), "");
  }
  for (const [word] of plain.matchAll(/(?<![.\w$])[a-zA-Z_$][\w$]*/g)) {
    for (const declared of declarationsOf(reading, word, range.start)) {
      const own = templatesIn(code, declared);
      parts.push(...own.map((one) => expanded(reading, one, depth - 1)));
    }
  }
  return parts.join(" ");
}

/** The bodies of what is declared under a name, in the function of a place or at the top of the file. */
function declarationsOf(
  { code }: Reading,
  name: string,
  place: number,
): Range[] {
  const pattern = new RegExp(
    String.raw`\b(?:const|function)\s+${name.replaceAll("$", "\\$")}\b`,
    "g",
  );
  return [...code.matchAll(pattern)].flatMap(({ index }) => {
    const is_top = /(?:^|\n)(?:export |async )*$/.test(
      code.slice(Math.max(0, index - 20), index),
    );
    const is_near =
      index < place && !code.slice(index, place).includes("\n}\n");
    if (!is_top && !is_near) return [];
    return [{ start: index, end: declarationEnd(code, index) }];
  });
}

function declarationEnd(code: string, start: number): number {
  const is_function = code.startsWith("function", start);
  let depth = 0;
  for (let at = start; at < code.length; at++) {
    const char = code[at] ?? "";
    if (char === "`") at = templateEnd(code, at);
    else if ("([{".includes(char)) depth += 1;
    else if (")]}".includes(char)) {
      depth -= 1;
      if (is_function && depth === 0 && char === "}") return at;
    } else if (char === ";" && depth === 0 && !is_function) return at;
  }
  return code.length;
}
