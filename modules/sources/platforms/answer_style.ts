/**
 * In which form a sender is answered: our own, our own with HTTP 200 always,
 * or in the words of a platform that has some.
 */
export const ANSWER_STYLES = [
  "problem",
  "always_200",
  "tune",
  "affise",
  "post_affiliate_pro",
  "scaleo",
  "keitaro",
  "everflow",
  "prosper202",
  "impact",
  "dub",
] as const;

/** The form of an answer. */
export type AnswerStyle = (typeof ANSWER_STYLES)[number];
