const SECOND =
  "its other text is for plain Postgres alone, where the planner needs it";

/** Files whose statements aren't all as Citus takes them, each with the reason. */
export const CITUS_EXCEPTIONS: Readonly<Record<string, string>> = {
  "db/statements.ts": SECOND,
  "modules/campaigns/offers/tier_sums.ts": SECOND,
  "modules/conversions/find_conversions.ts": SECOND,
  "modules/deliveries/claim_deliveries.ts": SECOND,
  "modules/payouts/balance_snapshot.ts": SECOND,
  "modules/postbacks/receive/write_postbacks.ts": SECOND,
  "modules/rollups/conversion_rows.ts": SECOND,
};
