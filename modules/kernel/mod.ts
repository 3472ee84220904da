/**
 * Pure values used by every module: clock, ids, money, macros, signatures, sealing, addresses,
 * back-off, batching and problems. Does no I/O and imports nothing of ours.
 *
 * Usage: `const cost = parseAmount("12.50"); throw new Problem(422, "invalid_amount", "…");`
 *
 * @module
 */
export {
  canonicalAddress,
  inCidrs,
  isPublicAddress,
  networkOf,
  parseCidrs,
} from "./addresses.ts";
export type { Cidr } from "./addresses.ts";
export { backoffMs, DELIVERY_RETRY } from "./backoff.ts";
export type { BackoffOptions, RetryPolicy } from "./backoff.ts";
export { readShown, shownMoney } from "./shown_money.ts";
export {
  canonicalTimezone,
  periodEnd,
  periodStart,
  parseZonedTime,
  dayStart,
  isTimezone,
  localDate,
} from "./zoned_time.ts";
export type { Period } from "./zoned_time.ts";
export { firstMoment, offsetAt, offsetSpans } from "./zone_offsets.ts";
export type { OffsetSpan, ZonedRange } from "./zone_offsets.ts";
export { readBodyContent } from "./body_content.ts";
export type { BodyContent } from "./body_content.ts";
export { Batcher, QueueFullError, StoppedError } from "./batcher.ts";
export type { BatcherOptions, Outcome } from "./batcher.ts";
export { CLICK_VERDICTS, IMPORTED, STORED_VERDICTS } from "./click_verdicts.ts";
export type { ClickVerdict } from "./click_verdicts.ts";
export {
  isoTime,
  ManualClock,
  parseTime,
  systemClock,
  ticksMs,
} from "./clock.ts";
export type { Clock } from "./clock.ts";
export { isEmail, mayBeStoredEmail } from "./email.ts";
export {
  decodeBase32,
  encodeBase32,
  firstIdAt,
  hashedId,
  isUuid,
  newId,
  randomToken,
} from "./ids.ts";
export { Counter, Histogram, LATENCY_BOUNDS_S } from "./metrics.ts";
export type { Merge, Series } from "./metrics.ts";
export { traced } from "./tracing.ts";
export type { Span, SpanEnd, SpanFacts, Tracer } from "./tracing.ts";
export { readJsonTree } from "./json_tree.ts";
export type { JsonList, JsonNode, JsonObject } from "./json_tree.ts";
export { foreignMacro } from "./foreign_macros.ts";
export {
  trimInvisible,
  decodePercent,
  garbledFlag,
  PercentText,
  UNDECODED,
  holdsUnreplaced,
  isUnreplaced,
} from "./sent_text.ts";
export { expandTemplate, parseTemplate, templateMacros } from "./macros.ts";
export type {
  MacroPart,
  MacroValues,
  ParseTemplateOptions,
  Template,
  TemplateCode,
  TemplateKind,
  TemplateRefusal,
  TemplateResult,
} from "./macros.ts";
export {
  currencyExponent,
  formatAmount,
  mulDivHalfEven,
  parseAmount,
  parseCurrency,
  parsePercent,
  percentOf,
  roundToMinor,
} from "./money.ts";
export type { Micros, ParseAmountOptions } from "./money.ts";
export {
  exceededHeaders,
  limitHeaders,
  Limiter,
  retryAfterS,
} from "./limiter.ts";
export type { Exceeded, Rate } from "./limiter.ts";
export type { EventFields, LogLevel, Report } from "./report.ts";
export { Problem, problemBody } from "./problem.ts";
export type { FieldError, ProblemBody, ProblemOptions } from "./problem.ts";
export { seal, sealKeyFrom, unseal } from "./seal.ts";
export type { SealKey } from "./seal.ts";
export {
  constantTimeEquals,
  hmacSha256,
  newWebhookSecret,
  signQuery,
  signWebhook,
  verifyQuery,
  verifyWebhook,
  withoutSig,
} from "./signatures.ts";
export type {
  SignQueryInput,
  SignWebhookInput,
  VerifyQueryInput,
  VerifyWebhookInput,
} from "./signatures.ts";
export { parseUrlTemplate } from "./url_template.ts";
export type {
  ParseUrlTemplateOptions,
  UrlTemplateCode,
} from "./url_template.ts";
export { within } from "./within.ts";
