/**
 * The schema shared by all modules. A table is written only by the module whose file declares it;
 * any module may read and join.
 *
 *     import { clicks } from "../../db/schema/mod.ts";
 *
 * @module
 */
export {
  apiTokens,
  invitations,
  passwordResets,
  secondSteps,
  sessions,
  signInNetworks,
  users,
} from "./access.ts";
export { audit } from "./audit.ts";
export { bells, bellWatch, incidents } from "./bells.ts";
export {
  advertisers,
  affiliates,
  PAYMENT_SCHEDULES,
} from "./campaigns_parties.ts";
export {
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
} from "./campaigns.ts";
export type { AppSettings, SkanSettings, SkanValue } from "./campaigns_apps.ts";
export { domains } from "./campaigns_domains.ts";
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
  oldClicks,
  userAgents,
  unresolvedLinks,
} from "./clicks.ts";
export { moveBatches, moveParts, moveRows, moves } from "./moves.ts";
export type { MovedFile, MoveSettings } from "./moves.ts";
export { idempotencyKeys } from "./http.ts";
export { PLACEMENT } from "./placement.ts";
export type { Placement } from "./placement.ts";
export { mails, networkEvents, notificationChoices } from "./notices.ts";
export type {
  MailAttachment,
  MailAudience,
  UserWithRights,
} from "./notices.ts";
export { savedReports } from "./saved_reports.ts";
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
  paymentDetailChanges,
  paymentDetails,
  paymentRuns,
  payments,
  releasedHolds,
  voidedClaims,
  voidedInvoiceClaims,
} from "./payouts_payments.ts";
export {
  conversionRules,
  conversions,
  conversionVersions,
  customers,
  NAMED_BY_NOTHING,
  OF_GOAL_AND_CLICK,
  SAID_AMOUNT,
  tierCounters,
} from "./conversions.ts";
export type {
  AppleInstall,
  HeldMoney,
  InstallFacts,
  ReferrerInstall,
} from "./conversions.ts";
export {
  deliveries,
  deliveryAttempts,
  deliveryQueue,
  endpointHealth,
  endpoints,
  openBreakers,
  webhookDeliveries,
  webhooks,
} from "./deliveries.ts";
export type { AdSettings } from "./deliveries.ts";
export {
  allPostbacks,
  backfillWindows,
  forwardedPostbacks,
  forwards,
  forwardUses,
  postbackNonces,
  postbacks,
  strangerPostbacks,
} from "./postbacks.ts";
export type { Cut, EarlierVerdict } from "./postbacks.ts";
export type { TraceStep } from "../columns.ts";
export {
  postbackCounts,
  sheetLinks,
  sources,
  unmappedSeen,
} from "./sources.ts";
export type {
  ReplacedSecret,
  SealedSecret,
  StatusMeaning,
  StoreFields,
} from "./sources.ts";
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
export {
  conversionRisks,
  riskDecisions,
  riskFindings,
  riskOffers,
  riskRules,
} from "./risk.ts";
export type { StoredCustomer, StoredOtherwise, StoredReason } from "./risk.ts";
export {
  conversionDeltas,
  conversionFacts,
  reportBlocks,
  reportClicksKept,
  reportDifferences,
  reportRecounts,
} from "./rollups.ts";
export { applications, signUpQuestions } from "./sign_up.ts";
export { shadowExports, shadowItems, shadowRows } from "./shadow.ts";
export type { ExportProblem } from "./shadow.ts";
