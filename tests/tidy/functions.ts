/** A function with a body, by offsets in a source's code view. */
export interface FunctionBlock {
  name: string;
  start: number;
  /** Offset of the closing brace. */
  end: number;
}

const STARTS = [
  /\bfunction\b\s*\*?\s*(?<name>[\w$]*)\s*(?=[<(])/g,
  /^[ \t]*(?:(?:public|private|protected|static|override|async|get|set)\s+)*\*?\s*(?<name>#?[\w$]+)\s*(?=[<(])/gm,
  /^(?:export\s+)?const\s+(?<name>[\w$]+)[^=\n]*=\s*(?:async\s+)?(?=[<(])/gm,
];
const NO_METHOD =
  /^(?:if|for|while|switch|catch|with|return|function|super|await|typeof|new|throw|else|do|import|export|const|let|yield|case)$/;

/**
 * Finds functions, methods and top-level arrow functions in a text with blanked
 * strings and comments.
 */
export function functionsOf(code: string): FunctionBlock[] {
  const blocks = new Map<number, FunctionBlock>();
  for (const start of STARTS) {
    for (const match of code.matchAll(start)) {
      const name = match.groups?.["name"] ?? "";
      if (NO_METHOD.test(name)) continue;
      const body = bodyAfter(code, match.index + match[0].length);
      if (body === undefined || blocks.has(body)) continue;
      const end = closingBracket(code, body);
      if (end === undefined) continue;
      const indent = match[0].search(/\S/);
      blocks.set(body, {
        name: name === "" ? "(anonymous)" : name,
        start: match.index + Math.max(0, indent),
        end,
      });
    }
  }
  return [...blocks.values()].sort((a, b) => a.start - b.start);
}

/** Returns the offset of the bracket that closes the one at `open`. */
export function closingBracket(code: string, open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < code.length; at += 1) {
    const char = code[at] ?? "";
    if ("([{".includes(char)) depth += 1;
    else if (")]}".includes(char) && --depth === 0) return at;
  }
  return undefined;
}

/** Skips generics, parameters and return type to the body's opening brace, if any. */
function bodyAfter(code: string, at: number): number | undefined {
  const open = code[at] === "<" ? afterGenerics(code, at) : at;
  if (code[open] !== "(") return undefined;
  const close = closingBracket(code, open);
  if (close === undefined) return undefined;
  let next = close + 1;
  while (/\s/.test(code[next] ?? "")) next += 1;
  if (code[next] === ":") next = afterReturnType(code, next + 1);
  if (code.startsWith("=>", next)) {
    next += 2;
    while (/\s/.test(code[next] ?? "")) next += 1;
  }
  return code[next] === "{" ? next : undefined;
}

function afterGenerics(code: string, open: number): number {
  let depth = 0;
  for (let at = open; at < code.length; at += 1) {
    if (code[at] === "<") depth += 1;
    if (code[at] === ">" && code[at - 1] !== "=" && --depth === 0) {
      const rest = /\S/.exec(code.slice(at + 1));
      return at + 1 + (rest?.index ?? 0);
    }
  }
  return code.length;
}

/** A brace after a complete type opens the body; after an operator, an object type. */
function afterReturnType(code: string, start: number): number {
  for (let at = start; at < code.length; at += 1) {
    const char = code[at] ?? "";
    const before = code.slice(Math.max(0, at - 80), at).trimEnd();
    if (char === "{" && !opensType(before)) return at;
    if (char === "=" && code[at + 1] === ">" && !before.endsWith(")")) {
      return at;
    }
    if ("([{".includes(char)) at = closingBracket(code, at) ?? code.length;
    else if (";)}".includes(char)) return at;
  }
  return code.length;
}

function opensType(before: string): boolean {
  return (
    /(?:[:|&<,(?[]|=>)$/.test(before) ||
    /\b(?:is|keyof|extends|readonly|infer|asserts)$/.test(before)
  );
}
