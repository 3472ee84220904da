/** States of conversions. */
export const STATUSES = [
  "pending",
  "approved",
  "rejected",
  "reversed",
] as const;
