/** The printed parts of an apply summary from the API. */
interface Summary {
  dry_run?: boolean;
  outcomes?: Record<string, Record<string, number>>;
  affiliates?: { affiliate_id: number; currency: string; payout: string }[];
  advertisers?: { advertiser_id: number; currency: string; revenue: string }[];
  variance?: { currency: string; amount: string }[];
  deliveries?: { count: number };
  examples?: { id: string; action: string; result: string; detail: unknown }[];
}

const REFUSED_SHOWN_MAX = 20;

/** Formats an apply summary: counts per outcome, each party's money, and refusals. */
export function summaryText(given: unknown): string[] {
  const summary = given as Summary;
  const { affiliates = [], advertisers = [], variance = [] } = summary;
  const outcomes = Object.entries(summary.outcomes ?? {}).flatMap(
    ([action, counts]) =>
      Object.entries(counts).map(
        ([result, count]) => `${action} ${result}: ${count}`,
      ),
  );
  const refused = (summary.examples ?? [])
    .filter(({ result }) => result !== "done")
    .slice(0, REFUSED_SHOWN_MAX);
  return [
    summary.dry_run === true ? "Dry run: nothing was changed" : "Applied",
    ...outcomes,
    ...affiliates.map(
      (one) => `affiliate ${one.affiliate_id}: ${one.payout} ${one.currency}`,
    ),
    ...advertisers.map(
      (one) =>
        `advertiser ${one.advertiser_id}: ${one.revenue} ${one.currency}`,
    ),
    ...variance.map((one) => `variance: ${one.amount} ${one.currency}`),
    `postbacks to send: ${summary.deliveries?.count ?? 0}`,
    ...refused.map((one) => {
      const detail = typeof one.detail === "string" ? `, ${one.detail}` : "";
      return `${one.id}: ${one.result}${detail}`;
    }),
  ];
}
