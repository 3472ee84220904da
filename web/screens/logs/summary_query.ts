const TAKEN = ["campaign_id", "affiliate_id", "from", "to"] as const;

type Taken = Partial<Record<(typeof TAKEN)[number], string>>;

/** The properties that clicks can be counted by, and the filter that shows those of one group. */
export const GROUPS = {
  verdict: "verdict",
  campaign: "campaign_id",
  affiliate: "affiliate_id",
  source: null,
  day: null,
} as const;

export type Group = keyof typeof GROUPS;

/** The property that an address names; null where it names none. */
export function groupOf(text: string | null): Group | null {
  return (Object.keys(GROUPS) as Group[]).find((one) => one === text) ?? null;
}

/** The filters of the clicks' log as a summary takes them, and those that it can't take. */
export function summaryQuery(query: Readonly<Record<string, string>>): {
  taken: Taken;
  left_out: string[];
} {
  const names: readonly string[] = TAKEN;
  return {
    taken: Object.fromEntries(
      Object.entries(query).filter(([name]) => names.includes(name)),
    ),
    left_out: Object.keys(query).filter((name) => !names.includes(name)),
  };
}
