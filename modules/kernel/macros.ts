import { PercentText } from "./sent_text.ts";

/** Where a template is used; decides how values are encoded. */
export type TemplateKind = "url" | "json";

/** A macro of a parsed template. */
export interface MacroPart {
  readonly name: string;
  readonly arg: string | null;
  readonly raw: boolean;
  /**
   * For `{status:a=1 b=2}`: the replacement of each value; an unmapped value expands to nothing.
   */
  readonly map: ReadonlyMap<string, string> | null;
}

/** A parsed template: alternating literal text and macros. Opaque to callers. */
export interface Template {
  readonly kind: TemplateKind;
  readonly parts: readonly (string | MacroPart)[];
}

/** Why a template is refused. */
export type TemplateCode =
  "unknown_macro" | "malformed_macro" | "raw_not_allowed";

/** A refused template: `macro` is the offending text as written (cut when long). */
export interface TemplateRefusal<Code extends string = TemplateCode> {
  ok: false;
  code: Code;
  detail: string;
  macro: string;
}

/** A parsed template, or the refusal. */
export type TemplateResult<Code extends string = TemplateCode> =
  { ok: true; template: Template } | TemplateRefusal<Code>;

/** The allowed macros and the kind of template. */
export interface ParseTemplateOptions {
  known: ReadonlySet<string>;
  kind: TemplateKind;
  /**
   * Other trackers' names for our macros, for suggestions; keys in lower case, without `_` and `-`.
   */
  aliases?: ReadonlyMap<string, string>;
}

const MACRO = /\{(_?)([a-z][a-z0-9_]{0,63})(?::([^{}"\\]*))?\}/y;
const PARAM_NAME = /^[A-Za-z0-9_.-]{1,64}$/;
const STATUS_PAIR = /^([A-Za-z0-9_.-]{1,64})=([^\s={}"\\%]*)$/;
const SHOWN_LENGTH_MAX = 80;

/** Parses a template; for an unknown macro the refusal suggests the nearest known one. */
export function parseTemplate(
  text: string,
  options: ParseTemplateOptions,
): TemplateResult {
  const parts: (string | MacroPart)[] = [];
  let literal_start = 0;
  let scan: Scan = { at: 0, in_string: false };
  for (;;) {
    const brace = nextBrace(text, options.kind, scan);
    if (brace === null) break;
    scan = brace.scan;
    const part = readMacro(text, scan, options);
    if ("ok" in part) return part;
    if (scan.at > literal_start) parts.push(text.slice(literal_start, scan.at));
    parts.push(part);
    literal_start = MACRO.lastIndex;
    scan = { ...scan, at: literal_start };
  }
  if (literal_start < text.length) parts.push(text.slice(literal_start));
  const template: Template = { kind: options.kind, parts };
  if (options.kind === "json" && !isJson(template)) {
    return malformed("", "the body is not valid JSON around its macros");
  }
  return { ok: true, template };
}

/** Parser state. */
interface Scan {
  at: number;
  /** Inside a JSON string literal; always false in a URL. */
  in_string: boolean;
}

/**
 * Finds the next brace that must be a macro. In JSON most braces are structure or string content.
 */
function nextBrace(
  text: string,
  kind: TemplateKind,
  from: Scan,
): { scan: Scan } | null {
  if (kind === "url") {
    const found = text.slice(from.at).search(/[{}]/);
    if (found < 0) return null;
    return { scan: { at: from.at + found, in_string: false } };
  }
  let in_string = from.in_string;
  for (let at = from.at; at < text.length; at++) {
    const letter = text[at];
    if (letter === '"') in_string = !in_string;
    else if (letter === "\\" && in_string) at++;
    else if (letter === "{" && isMeantAsMacro(text, at, in_string)) {
      return { scan: { at, in_string } };
    }
  }
  return null;
}

/** Unquoted `{…}` is a macro or a typo of one; JSON inside a string never opens with `{{`. */
const MEANT_AS_MACRO_IN_STRING = /\{(?:\{|[^{}"\\]+\})/y;

function isMeantAsMacro(text: string, at: number, in_string: boolean): boolean {
  const shape = in_string ? MEANT_AS_MACRO_IN_STRING : MACRO;
  shape.lastIndex = at;
  return shape.test(text);
}

/** Reads the macro at a brace; leaves `MACRO.lastIndex` after it. */
function readMacro(
  text: string,
  scan: Scan,
  options: ParseTemplateOptions,
): MacroPart | TemplateRefusal {
  MACRO.lastIndex = scan.at;
  const match = MACRO.exec(text);
  if (match === null) return malformedAt(text, scan.at, options);
  const [macro, underscore = "", name = "", arg] = match;
  if (!options.known.has(name)) return unknown(macro, options);
  if (options.kind === "json") {
    if (!scan.in_string) return malformed(macro, "it must stand in quotes");
    if (underscore !== "") {
      const detail = `Cannot use ${macro}: a JSON body takes no raw values`;
      return { ok: false, code: "raw_not_allowed", detail, macro };
    }
  }
  const raw = underscore !== "";
  if (name === "param") {
    if (arg === undefined || !PARAM_NAME.test(arg)) {
      return malformed(macro, "write {param:NAME}");
    }
    return { name, arg, raw, map: null };
  }
  if (arg === undefined) return { name, arg: null, raw, map: null };
  if (name !== "status") {
    return malformed(macro, `{${name}} takes nothing after a colon`);
  }
  const map = readStatusMap(arg);
  if (map === null) {
    return malformed(macro, "write {status:approved=1 pending=2}");
  }
  return { name, arg: null, raw, map };
}

function readStatusMap(arg: string): Map<string, string> | null {
  const map = new Map<string, string>();
  for (const pair of arg.trim().split(/ +/)) {
    const [, word, value] = STATUS_PAIR.exec(pair) ?? [];
    if (word === undefined || value === undefined || map.has(word)) return null;
    map.set(word, value);
  }
  return map;
}

/**
 * Checks JSON syntax with `?` for each macro: it is valid within a string, but neither outside one
 * nor in a `\u` escape.
 */
function isJson(template: Template): boolean {
  const text = template.parts
    .map((part) => (typeof part === "string" ? part : "?"))
    .join("");
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function unknown(
  macro: string,
  options: ParseTemplateOptions,
): TemplateRefusal {
  const suggestion = nearestMacro(macro, options);
  const hint = suggestion === null ? "" : `: did you mean ${suggestion}?`;
  const detail = `Unknown macro ${macro}${hint}`;
  return { ok: false, code: "unknown_macro", detail, macro };
}

function malformed(macro: string, why: string): TemplateRefusal {
  const detail =
    macro === ""
      ? `Malformed template: ${why}`
      : `Malformed macro ${macro}: ${why}`;
  return { ok: false, code: "malformed_macro", detail, macro };
}

function malformedAt(
  text: string,
  at: number,
  options: ParseTemplateOptions,
): TemplateRefusal {
  if (text[at] === "}") {
    return malformed("}", "nothing opens it (a brace itself is %7D in a URL)");
  }
  const end = text.indexOf("}", at);
  const macro = text.slice(at, end < 0 ? undefined : end + 1);
  if (macro.length > SHOWN_LENGTH_MAX) {
    return malformed(`${macro.slice(0, SHOWN_LENGTH_MAX)}…`, "it is too long");
  }
  if (end < 0) return malformed(macro, "it is not closed");
  const suggestion = nearestMacro(macro.toLowerCase(), options);
  return malformed(
    macro,
    suggestion === null
      ? "a macro is {name} (a brace itself is %7B in a URL)"
      : `did you mean ${suggestion}?`,
  );
}

const NAME_ONLY = /^\{(_?)([a-z][a-z0-9_]*)(?::[^{}]*)?\}$/;

function nearestMacro(
  macro: string,
  { known, aliases }: ParseTemplateOptions,
): string | null {
  const [, underscore = "", name] = NAME_ONLY.exec(macro) ?? [];
  if (name === undefined) return null;
  const alias = aliases?.get(name.replaceAll("_", ""));
  if (alias !== undefined && known.has(alias)) return `{${underscore}${alias}}`;
  let nearest: string | null = null;
  let distance_min = Infinity;
  for (const candidate of known) {
    const distance = editDistance(name, candidate);
    if (distance < distance_min) {
      distance_min = distance;
      nearest = candidate;
    }
  }
  if (nearest === null) return null;
  return `{${underscore}${nearest === "param" ? "param:NAME" : nearest}}`;
}

/** Levenshtein distance, one row at a time. */
function editDistance(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const replaced = above[column - 1]! + (same ? 0 : 1);
      const added = current[column - 1]! + 1;
      const removed = above[column]! + 1;
      current.push(Math.min(replaced, added, removed));
    }
    above = current;
  }
  return above[to.length]!;
}

/** Returns the value of a macro; `arg` is the NAME of `{param:NAME}`, else null. */
export type MacroValues = (
  name: string,
  arg: string | null,
) => string | PercentText;

/** Expands a template, encoding values so that none can alter the surrounding syntax. */
export function expandTemplate(
  template: Template,
  values: MacroValues,
): string {
  let text = "";
  for (const part of template.parts) {
    if (typeof part === "string") {
      text += part;
      continue;
    }
    const given = values(part.name, part.arg);
    if (given instanceof PercentText) {
      text +=
        template.kind === "url"
          ? given.encoded()
          : writeValue(given.text, template.kind, false);
      continue;
    }
    const value = part.map === null ? given : (part.map.get(given) ?? "");
    text += writeValue(value.toWellFormed(), template.kind, part.raw);
  }
  return text;
}

function writeValue(value: string, kind: TemplateKind, raw: boolean): string {
  if (kind === "json") return JSON.stringify(value).slice(1, -1);
  return raw ? encodeForeign(value) : encodeURIComponent(value);
}

/**
 * Percent-encodes what no URL or header may contain: spaces, controls, non-ASCII. The rest stays as
 * it is, so a raw value stays raw and still can't break the redirect that carries it.
 */
export function encodeForeign(text: string): string {
  return text.replace(/[^\x21-\x7e]+/g, encodeURIComponent);
}

/** The distinct macro names of a template, in order of first use. */
export function templateMacros(template: Template): string[] {
  const names = new Set<string>();
  for (const part of template.parts) {
    if (typeof part !== "string") names.add(part.name);
  }
  return [...names];
}
