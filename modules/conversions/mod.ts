/**
 * Conversions: statuses, deduplication, prices, tiers, and the single entry point for
 * changes that don't come from a postback.
 *
 *     await conversions.settle((tx) => conversions.change(tx, changes, by));
 *
 * @module
 */
export { CONVERSION_API } from "./conversion_api.ts";
export { POSTBACK } from "./conversion_answers.ts";
export { createConversionParts } from "./conversion_parts.ts";
export type { ConversionParts } from "./conversion_parts.ts";
export type {
  ChangeResult,
  Changer,
  ConversionChange,
  CreateResult,
  NewConversion,
} from "./changes/change_types.ts";
export type { ConversionDoor } from "./changes/conversion_door.ts";
export { Effects } from "./changes/effects.ts";
export type { PresentedEffects } from "./changes/effects.ts";
export { PartySums, presentMoney } from "./changes/party_sums.ts";
export type { PartyMoney, SavedPartySums } from "./changes/party_sums.ts";
export { rateKey } from "./events/judge_limits.ts";
export { judgeSale } from "./events/judge_sale.ts";
export { applyVerdict } from "./events/sale_context.ts";
export type { SaleContext, Verdict } from "./events/sale_context.ts";
export { loadSame } from "./find_same.ts";
export {
  CHANGE_EFFECTS,
  ConversionPosition,
  ConversionStatus,
  Owed,
  PARTY_MONEY,
} from "./money_answers.ts";
export { findGoal, findOwner, sentCurrency } from "./new_conversion.ts";
export type { Owner, Setup } from "./new_conversion.ts";
export { moneyBooked, recordSteps, writeConversions } from "./record.ts";
export { conversionRoutes } from "./routes.ts";
export type { TransactionKind } from "./sale.ts";
export { isEnded } from "./transition.ts";
export { WorkingSet } from "./working_set.ts";
export type { ConversionRow, VersionStep } from "./working_set.ts";
