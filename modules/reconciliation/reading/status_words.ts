import { statusOfWord } from "../../postbacks/mod.ts";

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

/** Words that stand in statements, besides those that postbacks say. */
const WORDS: Readonly<Record<Exclude<RowState, "ignore">, string>> = {
  approved:
    "actioned closed done final locked ok payable qualified settled shipped tracked valid validated verified yes",
  pending:
    "extended in_review new_lead on_hold open pending_approval under_review unverified unconfirmed untracked",
  rejected:
    "bad deleted denied disapproved disqualified duplicate expired no not_approved unapproved void voided",
  reversed: "charged_back clawback refunded_in_full reversal storno",
};

const STATE_OF_WORD: ReadonlyMap<string, RowState> = new Map(
  Object.entries(WORDS).flatMap(([state, words]) =>
    words
      .split(" ")
      .map((word): [string, RowState] => [word, state as RowState]),
  ),
);

/** Folds a status word: no case, and `_` for what parts its words. */
export function foldWord(word: string): string {
  return word
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, "_");
}

/** The state that a word means: by the statement's own map first; null for a word that nobody knows. */
export function stateOfWord(
  word: string,
  own: Readonly<Record<string, string>> = {},
): RowState | null {
  const folded = foldWord(word);
  for (const [theirs, state] of Object.entries(own)) {
    if (foldWord(theirs) !== folded) continue;
    return ROW_STATES.find((known) => known === state) ?? null;
  }
  return (
    statusOfWord(folded) ??
    statusOfWord(folded.replaceAll("_", " ")) ??
    STATE_OF_WORD.get(folded) ??
    null
  );
}
