/** What a conversion can be. */
export type ConversionStatus = "pending" | "approved" | "rejected" | "reversed";

const WORDS: Readonly<Record<ConversionStatus, string>> = {
  approved:
    "approved approve confirmed confirm accepted accept sale paid success completed",
  pending: "pending hold wait waiting new lead processing created",
  rejected:
    "rejected reject declined decline cancelled canceled cancel trash fail failed spam double fraud invalid",
  reversed: "reversed refund refunded chargeback charge_back return returned",
};

const STATUS_OF_WORD: ReadonlyMap<string, ConversionStatus> = new Map(
  Object.entries(WORDS).flatMap(([status, words]) =>
    words
      .split(" ")
      .map((word): [string, ConversionStatus] => [
        word,
        status as ConversionStatus,
      ]),
  ),
);

/** The status that a sender's word means where its source has no map; undefined for any other word, and for digits. */
export function statusOfWord(word: string): ConversionStatus | undefined {
  return STATUS_OF_WORD.get(word.trim().toLowerCase());
}
