/**
 * Senders of postbacks: an advertiser's sources with their parameter names, status words,
 * platform presets and proof, the integration sheet, and the answers to senders.
 *
 *     const source = sources.byKey(key);
 *
 * @module
 */
export { REFUSALS, Refused, refusal } from "./codes.ts";
export type { Refusal, RefusalCode } from "./codes.ts";
export { PLAIN_DIALECT, withStatusWords } from "./dialect.ts";
export type { Dialect } from "./dialect.ts";
export { countPostbacks } from "./health.ts";
export type { UnmappedWord } from "./health.ts";
export { maskedHeaders } from "./masked_headers.ts";
export {
  CANONICAL_NAMES,
  NameTable,
  foldName,
  isWordForNothing,
} from "./names.ts";
export type { CanonicalName, NamedValue } from "./names.ts";
export {
  INBOUND_ROUTES,
  findAddress,
  rankPresets,
  readCredentials,
  statusWordsInUrl,
} from "./platforms/addresses.ts";
export type { Address, Mode } from "./platforms/addresses.ts";
export type { AnswerStyle } from "./platforms/answer_style.ts";
export { derivedParameters } from "./platforms/derived_parameters.ts";
export { decodePart, withoutAmp } from "./platforms/path_parameters.ts";
export { styledAnswer } from "./platforms/platform_answer.ts";
export { PRESETS } from "./platforms/presets.ts";
export type { PresetName } from "./platforms/presets.ts";
export { splitUrl } from "./raw_postback.ts";
export type { Parameter, RawPostback } from "./raw_postback.ts";
export { readAmount } from "./read_amount.ts";
export type { AmountForm } from "./read_amount.ts";
export { sourceRoutes } from "./routes.ts";
export { isSecretHeader, tokensOf } from "./secret_names.ts";
export type { IsToken } from "./secret_names.ts";
export { readSheet } from "./sheet.ts";
export type { Sheet } from "./sheet.ts";
export { publicAddress } from "./source.ts";
export type { SourceDeps, SourceWhere } from "./source.ts";
export { SOURCE_API } from "./source_api.ts";
export { PROOFS, neededProof, provesAtLeast } from "./source_config.ts";
export type { Proof, SourceConfig } from "./source_config.ts";
export { SourceDirectory } from "./source_directory.ts";
export type { SourceRow } from "./source_directory.ts";
export {
  hashSourceKey,
  readableSourceKey,
  sealSourceKeys,
} from "./source_key.ts";
export {
  isWebhookSecret,
  maskSecret,
  readSigningSecret,
} from "./source_secret.ts";
export type { SecretView } from "./source_secret.ts";
export type { TokenMarks } from "./token_marks.ts";
export { foldStatusWord, statusOfWord } from "./words.ts";
export type { ConversionStatus } from "./words.ts";
