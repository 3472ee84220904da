/** How late an open invoice is, by days after it was due. */
export const AGEING = ["current", "1-30", "31-60", "61-90", "90+"] as const;

/** One of the ages. */
export type Ageing = (typeof AGEING)[number];

const DAY_MS = 86_400_000;
const DAYS_MAX: readonly (readonly [number, Ageing])[] = [
  [0, "current"],
  [30, "1-30"],
  [60, "31-60"],
  [90, "61-90"],
];

/** How late what was due at a time is; a day that has begun counts. */
export function ageingOf(due_at: number, now_ms: number): Ageing {
  const days = Math.ceil((now_ms - due_at) / DAY_MS);
  return DAYS_MAX.find(([days_max]) => days <= days_max)?.[1] ?? "90+";
}
