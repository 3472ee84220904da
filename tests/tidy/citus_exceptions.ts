const SECOND =
  "its other text is for plain Postgres alone, where the planner needs it";
const GIVEN = "what it is given, or reads elsewhere, equates the campaign";

/** Declarations whose statements aren't all as Citus takes them, by file and name, each with the reason. */
export const CITUS_EXCEPTIONS: Readonly<Record<string, string>> = {
  "db/statements.ts findRows": SECOND,
  "modules/campaigns/offers/tier_sums.ts readSums": SECOND,
  "modules/conversions/find_conversions.ts findAdopting": SECOND,
  "modules/conversions/find_conversions.ts someOfEach": SECOND,
  "modules/deliveries/claim_deliveries.ts claimOf": SECOND,
  "modules/deliveries/claim_deliveries.ts readOf": GIVEN,
  "modules/deliveries/claim_deliveries.ts readClaimed": GIVEN,
  "modules/payouts/balance_snapshot.ts partyTail": SECOND,
  "modules/postbacks/receive/write_postbacks.ts knownOrders": SECOND,
  "modules/postbacks/receive/write_postbacks.ts rewritePostbacks": SECOND,
  "modules/rollups/conversion_rows.ts conversionsOf": SECOND,
  "modules/rollups/conversion_rows.ts fromDeltas": GIVEN,
  "modules/rollups/conversion_rows.ts fromPage": SECOND,
};
