/**
 * Senders of postbacks: an advertiser's sources with their parameter names, status words,
 * platform presets and proof, the integration sheet, and the answers to senders.
 *
 *     const source = sources.byKey(key);
 *
 * @module
 */
export { REFUSALS, Refused, refusal, StepFault } from "./codes.ts";
export type { Refusal, RefusalCode } from "./codes.ts";
export { PLAIN_DIALECT, withStatusWords } from "./dialect.ts";
export type { Dialect } from "./dialect.ts";
export {
  PROOFS,
  neededProof,
  provesAtLeast,
  SourceDirectory,
} from "./source_directory.ts";
export type {
  Proof,
  RequiredProof,
  SourceConfig,
  SourceRow,
} from "./source_directory.ts";
export { countPostbacks, readHealth } from "./health.ts";
export type { SourceHealth, UnmappedWord } from "./health.ts";
export { readMmp } from "./mmps/mmp_reading.ts";
export type { MmpReading } from "./mmps/mmp_reading.ts";
export {
  CANONICAL_NAMES,
  NameTable,
  foldName,
  isWordForNothing,
  tokensOf,
} from "./names.ts";
export type { CanonicalName, NamedValue, IsToken } from "./names.ts";
export {
  INBOUND_ROUTES,
  findAddress,
  rankPresets,
  readCredentials,
  statusWordsInUrl,
  decodePart,
  withoutAmp,
} from "./platforms/addresses.ts";
export type { Address, Mode } from "./platforms/addresses.ts";
export type { AnswerStyle } from "./platforms/answer_style.ts";
export { derivedParameters } from "./platforms/derived_parameters.ts";
export { styledAnswer } from "./platforms/platform_answer.ts";
export { PRESETS } from "./platforms/presets.ts";
export type { PresetName, ReversalAmount } from "./platforms/presets.ts";
export type { Parameter, RawPostback } from "./raw_postback.ts";
export { readAmount } from "./read_amount.ts";
export type { AmountForm } from "./read_amount.ts";
export { linkedSheetRoutes, sourceRoutes } from "./routes.ts";
export { readSheet } from "./sheet.ts";
export type { Sheet } from "./sheet.ts";
export { publicAddress } from "./public_address.ts";
export type { SourceDeps, SourceWhere } from "./source.ts";
export { SOURCE_API } from "./source_api.ts";
export { MappingBody, checkMapping } from "./source_body.ts";
export {
  hashSourceKey,
  readableSourceKey,
  sealSourceKeys,
} from "./source_key.ts";
export { keptOfShop } from "./shops/kept_fields.ts";
export type { ShopNote } from "./shops/shop_note.ts";
export type { ShopReading } from "./shops/shop_reading.ts";
export { heeds429, isShop } from "./shops/shop_types.ts";
export { CERTIFICATE_HEADER } from "./shops/paypal.ts";
export {
  readCertificateUrl,
  readPayPalCertificate,
} from "./shops/paypal_certificate.ts";
export type { PayPalCertificate } from "./shops/paypal_certificate.ts";
export { answerShop, readShop, splitShop } from "./shops/shops.ts";
export { readPaymentOf } from "./shops/stripe.ts";
export { AppleSignatures } from "./stores/apple_chain.ts";
export { readAppStore } from "./stores/app_store.ts";
export {
  readGoogleKeys,
  verifyGoogleToken,
  faultOfClaims,
} from "./stores/google_token.ts";
export type { GoogleKeys } from "./stores/google_token.ts";
export type { VerifiedToken } from "./stores/verified_token.ts";
export { asObject, parseObject } from "./stores/json_fields.ts";
export type { JsonFields } from "./stores/json_fields.ts";
export { readJws } from "./stores/jws.ts";
export { readPlay } from "./stores/play.ts";
export type { PlayNote } from "./stores/play_note.ts";
export {
  needsOrder,
  needsPurchase,
  readPlayMessage,
} from "./stores/play_message.ts";
export type { PlayMessage } from "./stores/play_message.ts";
export {
  isMadeBy,
  orderIn,
  placeOfOrder,
  seriesOf,
} from "./stores/play_order.ts";
export {
  isOpenLookup,
  orderTime,
  readEarlierProduct,
  readProduct,
  readSubscription,
  withOrder,
} from "./stores/play_purchase.ts";
export type { PlayPurchase, PurchaseLookup } from "./stores/play_purchase.ts";
export type { StoreReading } from "./stores/store_reading.ts";
export { readServiceAccount } from "./stores/store_settings.ts";
export type { ServiceAccount } from "./stores/store_settings.ts";
export { isStore } from "./stores/store_types.ts";
export type { TokenMarks } from "./token_marks.ts";
export { withMapping } from "./with_mapping.ts";
export { foldStatusWord, statusOfWord } from "./words.ts";
export type { ConversionStatus } from "./words.ts";
