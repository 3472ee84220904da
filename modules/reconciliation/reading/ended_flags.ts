import type { StatementMapping } from "../../../db/schema/mod.ts";
import { readDate } from "./date_text.ts";
import { stateOfWord } from "./status_words.ts";
import { isEnded } from "../../conversions/mod.ts";

/** Final state of sales marked by a flag column. */
export type EndedState = NonNullable<StatementMapping["ended"]>[string];

/** Shorter names, such as `No`, mean other things than a state. */
const NAME_CHARS_MIN = 4;
const SET = new Set(
  "1 true t yes y x ✓ ✔ ☑ ja oui si sí sim да evet".split(" "),
);
const UNSET = new Set(
  "0 false f no n - – — none null n/a nein non não nee nie нет hayır ☐ ✗".split(
    " ",
  ),
);
/** `0.00` and `0000-00-00` count as unset. */
const ZEROS = /^[0.,:\s/-]+$/;

/**
 * Returns the state that a column marks by its name, such as `Voided` or `Is
 * Reversed`, or null.
 */
export function endOfName(name: string): EndedState | null {
  const words = name
    .trim()
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .replaceAll("?", "")
    .split(/[\s_-]+/);
  const [first = "", last = ""] = [words[0], words.at(-1)];
  if (/^(?:is|was|has)$/i.test(first)) words.shift();
  if (/^(?:flag|yn|y\/n|at|on)$/i.test(last)) words.pop();
  const word = words.join(" ");
  if (word.length < NAME_CHARS_MIN) return null;
  const state = stateOfWord(word);
  return isEnded(state) ? state : null;
}

/** Reads a flag; a time counts as set. Returns null if unreadable. */
export function readFlag(text: string): boolean | null {
  const word = text.trim().toLowerCase();
  if (word === "" || UNSET.has(word) || isZero(word)) return false;
  if (SET.has(word)) return true;
  return readDate(word, "dmy").ok || readDate(word, "mdy").ok ? true : null;
}

function isZero(word: string): boolean {
  return word.includes("0") && ZEROS.test(word);
}
