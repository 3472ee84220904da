/** A row of an `INSERT`: its values as text, NULL as null. */
export interface Tuple {
  values: (string | null)[];
  /** Why it can't be taken as it is. */
  problem: string | null;
  /** Behind its closing bracket. */
  next: number;
}

const NAME = /[A-Za-z0-9_$\u0080-\uffff]+/y;
const BLANK = /\s*/y;
const NUMBER = /[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?/y;
const HEX = /0[xX][0-9A-Fa-f]*/y;
/** A character set before a string, such as `_binary`. */
const INTRODUCER = /_[A-Za-z0-9]+\s*(?=['"]|0[xX])/y;
/** A letter that says how a string is to be read: national, in hex, in bits. */
const LETTERED = /[NnXxBb](?=')/y;
const WORDS: Readonly<Record<string, string | null>> = {
  NULL: null,
  DEFAULT: null,
  TRUE: "1",
  FALSE: "0",
};
const ESCAPES: Readonly<Record<string, string>> = {
  "0": "\0",
  n: "\n",
  r: "\r",
  t: "\t",
  b: "\b",
  Z: "\x1a",
};

const ENDS: Readonly<Record<string, RegExp>> = {
  "'": /['\\]/g,
  '"': /["\\]/g,
  "`": /`/g,
};

/** Where a text could be read up to, and with what; null if it isn't all there. */
interface Read<T> {
  value: T;
  next: number;
}

/** Runs a sticky expression at a place; null if it doesn't match there. */
function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

/** The place behind spaces and line ends. */
export function behindBlank(text: string, at: number): number {
  return at + (match(BLANK, text, at) ?? "").length;
}

/** A name of a table or column, quoted in any way or bare; null if there is none, or not all of it. */
export function readName(text: string, at: number): Read<string> | null {
  const quote = text[at];
  if (quote === "`" || quote === '"') return readQuoted(text, at);
  const name = match(NAME, text, at);
  return name === null ? null : { value: name, next: at + name.length };
}

/** A quoted text, in which a quote is doubled or has a backslash before it; null if its end is missing. */
function readQuoted(text: string, at: number): Read<string> | null {
  const quote = text[at]!;
  const ends = ENDS[quote]!;
  let value = "";
  let from = at + 1;
  for (let place = from; ;) {
    ends.lastIndex = place;
    const found = ends.exec(text);
    if (found === null) return null;
    const end = found.index;
    const next = text[end + 1];
    if (found[0] === quote && next !== quote) {
      return { value: value + text.slice(from, end), next: end + 1 };
    }
    const letter = next ?? "";
    const meant = found[0] === quote ? quote : unescaped(letter);
    value += text.slice(from, end) + meant;
    from = place = end + 2;
  }
}

function unescaped(letter: string): string {
  // LIKE's wildcards keep their backslash.
  if (letter === "%" || letter === "_") return `\\${letter}`;
  return ESCAPES[letter] ?? letter;
}

/**
 * Reads a row at its opening bracket; null if the text ends within it. Expressions aren't
 * evaluated: they are the row's problem.
 */
export function readTuple(text: string, start: number): Tuple | null {
  const values: (string | null)[] = [];
  let problem: string | null = null;
  let at = start + 1;
  for (;;) {
    at = behindBlank(text, at);
    const read = readValue(text, at);
    if (read === "incomplete") return null;
    if (read !== "expression") {
      values.push(read.value);
      at = behindBlank(text, read.next);
    }
    if (at >= text.length) return null;
    if (read === "expression" || (text[at] !== "," && text[at] !== ")")) {
      problem ??= `Value ${values.length + (read === "expression" ? 1 : 0)} is an expression, and nothing of a dump is executed`;
      if (read === "expression") values.push(null);
      const end = behindExpression(text, at);
      if (end === null) return null;
      at = end;
    }
    if (text[at] === ")") return { values, problem, next: at + 1 };
    at++;
  }
}

type Value = Read<string | null> | "incomplete" | "expression";

function readValue(text: string, start: number): Value {
  let at = start;
  const introducer = match(INTRODUCER, text, at);
  if (introducer !== null) at += introducer.length;
  const letter = match(LETTERED, text, at)?.toLowerCase();
  if (letter !== undefined) at++;
  const char = text[at];
  if (char === undefined) return "incomplete";
  if (char === "'" || char === '"') {
    const read = readStrings(text, at);
    if (read === null) return "incomplete";
    if (letter === "b") return "expression";
    return letter === "x" ? { ...read, value: ofHex(read.value) } : read;
  }
  const hex = match(HEX, text, at);
  if (hex !== null) return ended(text, at + hex.length, ofHex(hex.slice(2)));
  const number = match(NUMBER, text, at);
  if (number !== null) return ended(text, at + number.length, number);
  const word = match(NAME, text, at);
  if (word === null) return "expression";
  const upper = word.toUpperCase();
  if (at + word.length >= text.length) return "incomplete";
  return Object.hasOwn(WORDS, upper)
    ? { value: WORDS[upper] ?? null, next: at + word.length }
    : "expression";
}

function ended(text: string, next: number, value: string): Value {
  return next >= text.length ? "incomplete" : { value, next };
}

/** Strings side by side are one. */
function readStrings(text: string, at: number): Read<string> | null {
  let read = readQuoted(text, at);
  while (read !== null) {
    const next = behindBlank(text, read.next);
    if (next >= text.length) return null;
    if (text[next] !== "'" && text[next] !== '"') break;
    const more = readQuoted(text, next);
    if (more === null) return null;
    read = { value: read.value + more.value, next: more.next };
  }
  return read;
}

/** Bytes in hex as text, if they are UTF-8; else as written. */
function ofHex(hex: string): string {
  if (!/^(?:[0-9A-Fa-f]{2})*$/.test(hex)) return `0x${hex}`;
  try {
    const bytes = Buffer.from(hex, "hex");
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return `0x${hex}`;
  }
}

const IN_EXPRESSION = /['"`,]|\(+|\)+/g;

/** The comma or bracket behind an expression; null if it isn't all there. */
function behindExpression(text: string, start: number): number | null {
  let depth = 0;
  for (let at = start; ;) {
    IN_EXPRESSION.lastIndex = at;
    const found = IN_EXPRESSION.exec(text);
    if (found === null) return null;
    const [mark] = found;
    const { length } = mark;
    at = found.index + length;
    if (mark.startsWith("(")) depth += length;
    else if (mark.startsWith(")")) {
      if (length > depth) return found.index + depth;
      depth -= length;
    } else if (mark === ",") {
      if (depth === 0) return found.index;
    } else {
      const read = readQuoted(text, found.index);
      if (read === null) return null;
      at = read.next;
    }
  }
}
