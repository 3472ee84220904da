/**
 * The one schema that all modules share. Each table is written only by the
 * module whose file declares it; any module may read and join.
 *
 *     import { clicks } from "../../db/schema/mod.ts";
 *
 * @module
 */
export { apiTokens, sessions, signInNetworks, users } from "./access.ts";
export {
  advertisers,
  affiliates,
  campaignAffiliates,
  campaigns,
  capCounters,
  caps,
  clickPrices,
  configVersion,
  destinations,
  goalPayouts,
  goalRules,
  goals,
  links,
  smartTargets,
  trafficRules,
  PAYMENT_SCHEDULES,
} from "./campaigns.ts";
export type {
  AllowDeny,
  MoneyRule,
  PayoutTiers,
  SmartRules,
  Targeting,
} from "./campaigns.ts";
export {
  clickClaims,
  clickKeys,
  clicks,
  journalPositions,
  nodeLeases,
  userAgents,
} from "./clicks.ts";
export { ledgerTransactions } from "./payouts.ts";
export {
  balanceSnapshots,
  clickDays,
  fxRates,
  invoiceClaims,
  invoiceReceipts,
  invoices,
  ledgerChain,
  ledgerHorizon,
  lockedPeriods,
  paymentClaims,
  paymentDetails,
  paymentRuns,
  payments,
  releasedHolds,
  voidedClaims,
  voidedInvoiceClaims,
} from "./payouts_payments.ts";
export {
  allPostbacks,
  conversions,
  conversionVersions,
  NAMED_BY_NOTHING,
  OF_GOAL_AND_CLICK,
  postbacks,
  SAID_AMOUNT,
  strangerPostbacks,
  tierCounters,
} from "./postbacks.ts";
export type { Cut, EarlierVerdict, HeldMoney } from "./postbacks.ts";
export type { TraceStep } from "../trace_text.ts";
export {
  deliveries,
  deliveryAttempts,
  deliveryQueue,
  endpointHealth,
  endpoints,
  openBreakers,
} from "./postbacks_out.ts";
export {
  backfillWindows,
  conversionRules,
  customers,
  postbackCounts,
  postbackNonces,
  sources,
  unmappedSeen,
} from "./postbacks_sources.ts";
export type { SealedSecret, StatusMeaning } from "./postbacks_sources.ts";
export { jobFirings, jobRuns, jobs, leases } from "./scheduler.ts";
export type { JobState } from "./scheduler.ts";
export {
  reconciliationActions,
  reconciliationBatches,
  reconciliationItems,
  reconciliationLines,
  reconciliationTolerances,
  reconciliations,
  statementMappings,
  statementParts,
  statementRows,
  statements,
} from "./reconciliation.ts";
export type {
  ColumnProposal,
  StatementField,
  StatementFrame,
  StatementMapping,
  StatementReading,
  Tolerance,
} from "./reconciliation.ts";
