import type { Source } from "./source.ts";

/** Three views of a text, all of its length, so that offsets and lines agree. */
export interface Views {
  /**
   * Comments, and the contents of strings, templates and regular expressions, are
   * blank.
   */
  code: string;
  /** Only comments are blank. */
  uncommented: string;
  /** Everything except comments is blank. */
  comments: string;
}

interface Span {
  kind: "comment" | "literal";
  start: number;
  end: number;
}

const known_views = new WeakMap<Source, Views>();

/** Returns a source's views, cached since most rules need them. */
export function viewsOf(source: Source): Views {
  let views = known_views.get(source);
  if (views === undefined) {
    views = viewsOfText(source.text);
    known_views.set(source, views);
  }
  return views;
}

/** Computes the views of a TypeScript text. */
export function viewsOfText(text: string): Views {
  const code: string[] = [];
  const uncommented: string[] = [];
  const comments: string[] = [];
  let at = 0;
  for (const span of [
    ...spansOf(text),
    { kind: "end", start: text.length, end: text.length },
  ]) {
    const plain = text.slice(at, span.start);
    const inside = text.slice(span.start, span.end);
    const is_comment = span.kind === "comment";
    code.push(plain, blank(inside));
    uncommented.push(plain, is_comment ? blank(inside) : inside);
    comments.push(blank(plain), is_comment ? inside : blank(inside));
    at = span.end;
  }
  return {
    code: code.join(""),
    uncommented: uncommented.join(""),
    comments: comments.join(""),
  };
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}

function spansOf(text: string): Span[] {
  const spans: Span[] = [];
  // Brace depths at which an open template literal continues after its `${}`.
  const template_depths: number[] = [];
  let depth = 0;
  let significant = -1;
  let at = 0;

  function literal(start: number, end: number): void {
    spans.push({ kind: "literal", start, end });
    significant = end;
    at = end + 1;
  }

  function template(start: number): void {
    const end = templateChunkEnd(text, start);
    literal(start, end);
    if (text[end] === "$") {
      template_depths.push(depth);
      significant = end + 1;
      at = end + 2;
    }
  }

  while (at < text.length) {
    const char = text[at];
    if (char === "/" && (text[at + 1] === "/" || text[at + 1] === "*")) {
      const end = commentEnd(text, at);
      spans.push({ kind: "comment", start: at, end });
      at = end;
    } else if (char === '"' || char === "'") {
      literal(at + 1, quotedEnd(text, at));
    } else if (char === "`") {
      template(at + 1);
    } else if (char === "}" && template_depths.at(-1) === depth) {
      template_depths.pop();
      template(at + 1);
    } else if (char === "/" && mayStartRegex(text, significant)) {
      const end = regexEnd(text, at);
      if (end === undefined) significant = at++;
      else literal(at + 1, end);
    } else {
      if (char === "{") depth += 1;
      if (char === "}") depth -= 1;
      if (char !== " " && char !== "\n" && char !== "\t") significant = at;
      at += 1;
    }
  }
  return spans;
}

function commentEnd(text: string, at: number): number {
  const closing = text[at + 1] === "/" ? "\n" : "*/";
  const end = text.indexOf(closing, at + 2);
  if (end === -1) return text.length;
  return closing === "\n" ? end : end + 2;
}

function quotedEnd(text: string, open: number): number {
  let at = open + 1;
  while (at < text.length && text[at] !== text[open] && text[at] !== "\n") {
    at += text[at] === "\\" ? 2 : 1;
  }
  return Math.min(at, text.length);
}

function templateChunkEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    if (text[at] === "`") return at;
    if (text[at] === "$" && text[at + 1] === "{") return at;
    at += text[at] === "\\" ? 2 : 1;
  }
  return text.length;
}

function regexEnd(text: string, open: number): number | undefined {
  let in_class = false;
  for (let at = open + 1; at < text.length && text[at] !== "\n"; at += 1) {
    const char = text[at];
    if (char === "\\") at += 1;
    else if (char === "[") in_class = true;
    else if (char === "]") in_class = false;
    else if (char === "/" && !in_class) return at;
  }
  return undefined;
}

const BEFORE_REGEX =
  /(?:^|[^\w$.])(?:return|typeof|case|in|of|delete|void|throw|new|else|do|instanceof|await|yield)$/;

/** A slash after a value is a division; otherwise it starts a regular expression. */
function mayStartRegex(text: string, significant: number): boolean {
  if (significant < 0) return true;
  const char = text[significant] ?? "";
  const before = text[significant - 1] ?? "";
  if (char === "!") return !/[\w$)\]]/.test(before);
  if ((char === "+" || char === "-") && before === char) return false;
  if (/[)\]"'`/]/.test(char)) return false;
  if (!/[\w$]/.test(char)) return true;
  return BEFORE_REGEX.test(
    text.slice(Math.max(0, significant - 12), significant + 1),
  );
}
