import { RegExpParser, visitRegExpAST } from "@eslint-community/regexpp";
import type { AST } from "@eslint-community/regexpp";
import {
  getConsumedChars,
  getFirstConsumedChar,
  isPotentiallyZeroLength,
} from "regexp-ast-analysis";
import { analyse } from "scslre";
import type { Finding, Source } from "./source.ts";
import { findingAt, isTest, ownCode } from "./source.ts";
import { viewsOf } from "./views.ts";

/** Repeats up to this count are treated as constant, larger ones as unbounded. */
const REPEATS_MAX = 1_000;

/** A regular expression's source and flags. */
export interface Expression {
  source: string;
  flags: string;
}

/** Regular expressions must run in linear time, since untrusted text may be long. */
export function expressionsAreLinear(sources: readonly Source[]): Finding[] {
  return ownCode(sources)
    .filter(({ path }) => !isTest(path))
    .flatMap((source) =>
      literalsIn(source).flatMap(({ offset, ...expression }) => {
        const why = whySlow(expression);
        const advice = `${why}: write a scanner, or let nothing follow what repeats`;
        return why === null
          ? []
          : [findingAt(source, offset, "expressions", advice)];
      }),
    );
}

/**
 * Regular expression literals in a file's code; the code view blanks their
 * contents.
 */
export function literalsIn(
  source: Source,
): (Expression & { offset: number })[] {
  const { code } = viewsOf(source);
  return [...code.matchAll(/\/( +)\/([dgimsuvy]*)/g)].flatMap((found) => {
    const [, blank = "", flags = ""] = found;
    const start = found.index + 1;
    const text = source.text.slice(start, start + blank.length);
    return text.trim() === ""
      ? []
      : [{ source: text, flags, offset: found.index }];
  });
}

/**
 * Returns why an expression may take quadratic time or worse; null if it doesn't.
 * One reason is two repeats that can match the same text. The other is a search
 * that restarts within text that a failed repeat has consumed: that of an
 * unanchored expression, and, if global, of each of its alternatives, since
 * another may match in between.
 */
export function whySlow({ source, flags }: Expression): string | null {
  const { reports } = analyse({ source, flags });
  const [report] = reports;
  if (report !== undefined) {
    const chars = report.character.literal.source;
    return `/${source}/ tries each length of a run of ${chars}`;
  }
  const is_unicode = flags.includes("u");
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, {
    unicode: is_unicode,
  });
  const isOfAll = flags.includes("g") || flags.includes("y");
  const searched = isOfAll ? pattern.alternatives : [pattern];
  for (const part of searched) {
    const slow = restartedIn(part, flags);
    if (slow !== null) return `/${source}/ begins again in what ${slow} read`;
  }
  return null;
}

/**
 * Finds a repeat within whose text the search may restart, and after which it may
 * fail.
 */
function restartedIn(
  part: AST.Pattern | AST.Alternative,
  given_flags: string,
): string | null {
  const flags = {
    ignoreCase: given_flags.includes("i"),
    dotAll: given_flags.includes("s"),
    unicode: given_flags.includes("u"),
  };
  const alternatives = part.type === "Pattern" ? part.alternatives : [part];
  for (const alternative of alternatives) {
    if (isBound(alternative)) continue;
    const first = getFirstConsumedChar(alternative, "ltr", flags);
    let slow: string | null = null;
    visitRegExpAST(alternative, {
      onQuantifierEnter(repeat) {
        if (repeat.max <= REPEATS_MAX || !mayFailAfter(repeat, part, flags)) {
          return;
        }
        const { chars } = getConsumedChars(repeat, flags);
        if (!chars.isDisjointWith(first.char)) slow ??= repeat.raw;
      },
    });
    if (slow !== null) return slow;
  }
  return null;
}

function isBound({ elements: [first] }: AST.Alternative): boolean {
  return first?.type === "Assertion" && first.kind === "start";
}

/** Whether anything after a repeat may fail to match. */
function mayFailAfter(
  repeat: AST.Quantifier,
  root: AST.Node,
  flags: { ignoreCase: boolean; dotAll: boolean; unicode: boolean },
): boolean {
  let node: AST.Node = repeat;
  while (node !== root && node.parent !== null) {
    const parent: AST.Node = node.parent;
    if (parent.type === "Alternative") {
      const at = parent.elements.indexOf(node as AST.Element);
      const behind = parent.elements.slice(at + 1);
      const mayFail = (element: AST.Element) =>
        element.type === "Assertion" ||
        !isPotentiallyZeroLength(element, flags);
      if (behind.some(mayFail)) return true;
    }
    node = parent;
  }
  return false;
}
