import { foldStatusWord, statusOfWord } from "../../postbacks/mod.ts";

/** What a status word of a statement comes to; `ignore` leaves the row out of the comparison. */
export const ROW_STATES = [
  "pending",
  "approved",
  "rejected",
  "reversed",
  "ignore",
] as const;

/** A state of ours, or `ignore`. */
export type RowState = (typeof ROW_STATES)[number];

/** Answers of a statement's column, besides the status words that postbacks have too (`statusOfWord`). */
const ANSWERS: Readonly<Record<Exclude<RowState, "ignore">, string>> = {
  approved: "closed done final ok shipped tracked yes",
  pending: "",
  rejected: "bad no",
  reversed: "",
};

const STATE_OF_WORD: ReadonlyMap<string, RowState> = new Map(
  Object.entries(ANSWERS).flatMap(([state, words]) =>
    words
      .split(" ")
      .filter((word) => word !== "")
      .map((word): [string, RowState] => [word, state as RowState]),
  ),
);

/** The state that a word means: by the statement's own map first; null for a word that nobody knows. */
export function stateOfWord(
  word: string,
  own: Readonly<Record<string, string>> = {},
): RowState | null {
  const folded = foldStatusWord(word);
  for (const [theirs, state] of Object.entries(own)) {
    if (foldStatusWord(theirs) !== folded) continue;
    return ROW_STATES.find((known) => known === state) ?? null;
  }
  return statusOfWord(folded) ?? STATE_OF_WORD.get(folded) ?? null;
}
