/**
 * Conversions: statuses, deduplication, prices, tiers, and the single entry point for
 * changes that don't come from a postback.
 *
 *     await conversions.settle((tx) => conversions.change(tx, changes, by));
 *
 * @module
 */
export {
  approvalTimes,
  newConversion,
  findGoal,
  findOwner,
  sentCurrency,
  unknownGoal,
} from "./new_conversion.ts";
export { conversionJobs } from "./conversion_jobs.ts";
export type {
  ChangeResult,
  Changer,
  ConversionChange,
  CreateResult,
  NewConversion,
} from "./changes/change_types.ts";
export { conversionDoor } from "./changes/conversion_door.ts";
export type { ConversionDoor } from "./changes/conversion_door.ts";
export {
  CHANGE_EFFECTS,
  ConversionPosition,
  ConversionStatus,
  Owed,
  PARTY_MONEY,
} from "./money_answers.ts";
export { POSTBACK } from "./conversion_answers.ts";
export { PartySums, presentMoney } from "./changes/party_sums.ts";
export { Effects } from "./changes/effects.ts";
export type { PresentedEffects } from "./changes/effects.ts";
export type { PartyMoney, SavedPartySums } from "./changes/party_sums.ts";
export { priceHeld } from "./changes/price_held.ts";
export {
  choosePrice,
  NO_MONEY,
  describeAbove,
  isAboveRevenue,
  moneyOf,
  priceEvent,
  convertEvent,
  describeMissing,
  isUnpriced,
  oweFor,
} from "./price_event.ts";
export { CONVERSION_API } from "./conversion_api.ts";
export { CONVERSION_FILTER } from "./conversion_filter.ts";
export { conversionKey, findSame } from "./find_same.ts";
export { conversionRoutes } from "./conversion_routes.ts";
export type { ConversionRoutesDeps } from "./conversion_routes.ts";
export type { ConvertedEvent, Money } from "./price_event.ts";
export { loadConversions, lockLikeness } from "./load_conversions.ts";
export type { ConversionStart, Owner, Setup } from "./new_conversion.ts";
export { listConversions, readConversion } from "./read_conversions.ts";
export {
  bookingOf,
  isBooked,
  writeConversions,
  recordSteps,
} from "./record.ts";
export {
  ConversionRuleDirectory,
  matchRule,
  RecentRates,
} from "./rules/conversion_rule.ts";
export type { ConversionRuleDeps } from "./rules/conversion_rule.ts";
export { conversionRuleRoutes } from "./rules/rule_routes.ts";
export { TierCounters } from "./tiers/tier_counters.ts";
export type { TierDeps, TierEvent, TierUse } from "./tiers/tier_counters.ts";
export {
  addReport,
  isEnded,
  isLive,
  reportKey,
  transition,
} from "./transition.ts";
export type { Change, Transition, Wish } from "./transition.ts";
export { PRICED_BY_HAND, WorkingSet } from "./working_set.ts";
export type {
  ConversionRow,
  HeldFields,
  VersionStep,
  WorkingConversion,
} from "./working_set.ts";
