/** Ageing buckets of open invoices, by days after the due date. */
export const AGEING = ["current", "1-30", "31-60", "61-90", "90+"] as const;

export type Ageing = (typeof AGEING)[number];

const DAY_MS = 86_400_000;
const DAYS_MAX: readonly (readonly [number, Ageing])[] = [
  [0, "current"],
  [30, "1-30"],
  [60, "31-60"],
  [90, "61-90"],
];

/** Returns the bucket of a due time; a started day counts as whole. */
export function ageingOf(due_at: number, now_ms: number): Ageing {
  const days = Math.ceil((now_ms - due_at) / DAY_MS);
  return DAYS_MAX.find(([days_max]) => days <= days_max)?.[1] ?? "90+";
}
