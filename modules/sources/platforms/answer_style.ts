/** Answer formats: our own, our own always with HTTP 200, or a platform's. */
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
  "store",
  "digistore24",
] as const;

/** Format of an answer. */
export type AnswerStyle = (typeof ANSWER_STYLES)[number];
