/** Classes of a row and a conversion: the words of breaks, then those under which both agree. */
export const SHADOW_CLASSES = [
  "missing_ours",
  "missing_theirs",
  "duplicate_ours",
  "duplicate_theirs",
  "attribution_diff",
  "currency_mismatch",
  "status_mismatch",
  "payout_mismatch",
  "revenue_mismatch",
  "amount_mismatch",
  "timing",
  "split",
  "moved_in",
  "rounding",
  "not_counted",
  "equal",
] as const;

/** A class of a row and a conversion. */
export type ShadowClass = (typeof SHADOW_CLASSES)[number];

/** Classes under which both sides agree about the sale. */
export const AGREED: readonly ShadowClass[] = [
  "timing",
  "split",
  "moved_in",
  "rounding",
  "not_counted",
  "equal",
];

/** Reasons why one side lacks a sale. */
export const WHYS = [
  "never_arrived",
  "no_such_click",
  "refused",
  "ignored",
  "duplicate",
  "recorded",
  "ended",
  "by_hand",
  "edge_of_export",
  "not_in_export",
] as const;

/** Amounts that both sides have. */
export const MONEY = ["amount", "revenue", "payout"] as const;
