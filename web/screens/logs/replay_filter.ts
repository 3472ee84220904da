const TAKEN = [
  "conversion_id",
  "affiliate_id",
  "campaign_id",
  "endpoint_id",
  "state",
  "from",
  "to",
] as const;

interface ReplayFilter {
  conversion_id?: string;
  affiliate_id?: string;
  campaign_id?: string;
  endpoint_id?: number;
  state?: string;
  from?: string;
  to?: string;
}

/** The filters of a log as sending again takes them, and those that it can't take. */
export function replayFilter(query: Readonly<Record<string, string>>): {
  filter: ReplayFilter;
  left_out: string[];
} {
  const names: readonly string[] = TAKEN;
  const { endpoint_id, ...rest } = Object.fromEntries(
    Object.entries(query).filter(([name]) => names.includes(name)),
  );
  return {
    filter: {
      ...rest,
      ...(endpoint_id !== undefined && { endpoint_id: Number(endpoint_id) }),
    },
    left_out: Object.keys(query).filter((name) => !names.includes(name)),
  };
}
