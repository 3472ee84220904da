/** Status of a conversion. */
export type ConversionStatus = "pending" | "approved" | "rejected" | "reversed";

/** Status words of postbacks and statements, folded. Statements accept a few more (`yes`, `ok`). */
const WORDS: Readonly<Record<ConversionStatus, string>> = {
  approved: `approved approve confirmed confirm accepted accept sale paid success successful succeeded
    completed complete valid validated verified actioned locked payable qualified settled`,
  pending: `pending hold on_hold wait waiting new lead processing created open under_review in_review
    in_progress new_lead pending_approval extended unconfirmed untracked unverified`,
  rejected: `rejected reject declined decline denied disapproved cancelled canceled cancel trash fail failed
    failure spam double duplicate fraud invalid void voided deleted disqualified expired not_approved
    refused unapproved`,
  reversed: `reversed reversal refund refunded refunded_in_full chargeback charge_back charged_back clawback
    return returned storno`,
};

const STATUS_OF_WORD: ReadonlyMap<string, ConversionStatus> = new Map(
  Object.entries(WORDS).flatMap(([status, words]) =>
    words
      .split(/\s+/)
      .map((word): [string, ConversionStatus] => [
        word,
        status as ConversionStatus,
      ]),
  ),
);

const WORD_CHARS_MAX = 64;

/** Folds a status word: lower case, with `_` between its parts. */
export function foldStatusWord(word: string): string {
  return word
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, "_");
}

/** The status of a word without a source's map; undefined for unknown words and digits. */
export function statusOfWord(word: string): ConversionStatus | undefined {
  const trimmed = word.trim();
  if (trimmed.length > WORD_CHARS_MAX) return undefined;
  return STATUS_OF_WORD.get(foldStatusWord(trimmed));
}
