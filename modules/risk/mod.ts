/**
 * Risk: what conversions are suspected for, each reason with what it rests on, and the score that
 * follows from them. Signals are pure functions (`signals/`); groups are compared with the other
 * affiliates of their offer (`peers/`), never with a fixed curve.
 *
 * Clicks, their user agents and conversions are in the database (`clicks`, `user_agents`,
 * `conversions`; refunds are conversions that are `reversed` or have `refunded_micros`, rejections
 * those that are `rejected`). This compares and scores all that were recorded in a period, whatever
 * number of campaigns they are of:
 *
 *     await scoreConversions({ db, clock }, { from_ms, to_ms });
 *
 * Results are written to `conversion_risks`: `score`, `verdict` (`clear`, `watch`, `hold`) and
 * `reasons` by `(campaign_id, conversion_id)`; a conversion without a row is clear. Groups that
 * stand out are in `risk_findings`. `scoreOf(reasons)` scores again without a signal, as an
 * ablation does.
 *
 * @module
 */
export { forgetRisks } from "./forget_risks.ts";
export { keepRisks, LiveRisk } from "./live/live_risk.ts";
export type {
  LiveSale,
  LiveVerdict,
  NewRisk,
  SaleRisk,
} from "./live/live_risk.ts";
export { readRisk } from "./read_risk.ts";
export { RISK_API } from "./risk_api.ts";
export { riskRoutes } from "./routes.ts";
export {
  countDecided,
  DECISION_LIST,
  listDecisions,
  readDecision,
  recordDecision,
  RISK_DECISIONS,
} from "./decisions.ts";
export type { Decision } from "./decisions.ts";
export { EDGES_S as TIME_EDGES_S } from "./peers/bins.ts";
export { SECONDS_FROM_CLICK } from "./peers/stage_facts.ts";
export { RISK_CODES, SIGNALS } from "./reason.ts";
export { readRules } from "./risk_rules.ts";
export { wilsonBounds } from "./statistics/bounds.ts";
export { proposedPercent } from "./teach_weights.ts";
export { ConversionRisk } from "./risk_answers.ts";
export { createRiskParts } from "./risk_parts.ts";
export type { RiskParts } from "./risk_parts.ts";
export { scoreConversions } from "./score_conversions.ts";
export type { Scored } from "./score_conversions.ts";
export { scoreOf } from "./score.ts";
export type { Risk, RiskVerdict, Thresholds } from "./score.ts";
export type { Reason, RiskCode } from "./reason.ts";
