/**
 * Shared HTTP code for the modules' routes: paging of lists, parsers for ids, times,
 * currencies and filters, and responses as CSV or as printable pages.
 *
 *     const page = readList(query, { filters: { q: "text" } }, principal);
 *
 * @module
 */
export { alternatives, isFile, named, PageQuery } from "./describe.ts";
export type {
  Answer,
  ApiDescription,
  AppRoute,
  RouteDescription,
} from "./describe.ts";
export { readBodyWithin, uncutBody } from "./read_body.ts";
export { openapiDocument, problemCodes, routeKey } from "./openapi.ts";
export {
  LIST_MEDIA,
  listFormat,
  rowSchema,
  rowSchemas,
} from "./list_format.ts";
export type { ListFormat } from "./list_format.ts";
export { listResponse } from "./list_stream.ts";
export { exampleOf } from "./example.ts";
export { docsPage } from "./docs_page.ts";
export type { ProblemCode } from "./problem_codes.ts";
export {
  AuthorName,
  Amount,
  Count,
  Currency,
  Day,
  described,
  Id,
  listOf,
  NextCursor,
  nullable,
  oneOf,
  rounded,
  Time,
  Uuid,
} from "./shapes.ts";
export { ExternalIds, NO_ID } from "./external_ids.ts";
export { EXTERNAL_ID, externalIdIn, queryParameters } from "./references.ts";
export type { Reference, ReferenceKind } from "./references.ts";
export {
  EXAMPLES_MAX,
  largestGroups,
  presentSummary,
  readSummaryRange,
  summaryOf,
} from "./summary.ts";
export type { SummaryGroupCount, SummaryRange } from "./summary.ts";
export { Idempotency, keyOf, takesKey } from "./idempotency.ts";
export { forgetKeys } from "./idempotency_store.ts";
export { hashStream, hashWhole } from "./keyed_body.ts";
export { csvResponse, csvRow, textStream } from "./csv.ts";
export type { Cell } from "./csv.ts";
export { factList, html, pageResponse, table } from "./page.ts";
export type { Markup } from "./page.ts";
export {
  DayOrTime,
  fixFilters,
  IDS_MAX,
  notOneOf,
  readFilters,
  SEVERAL_IDS,
  TIMES,
} from "./list_filter.ts";
export type {
  FilterKind,
  GivenFilters,
  FilterReading,
  Filters,
  FilterValues,
} from "./list_filter.ts";
export { keyOfId, pageOfRows } from "./list_rows.ts";
export {
  dayOf,
  dayWithin,
  directionOf,
  filterCondition,
  listCondition,
  listOrder,
  whenSet,
  listPage,
  selectList,
} from "./list_table.ts";
export type { ListTable } from "./list_table.ts";
export {
  invalidCursor,
  pageOf,
  readLimit,
  readList,
  readPage,
  sortedPageOf,
  unfiltered,
} from "./paging.ts";
export type { ListRequest, ListShape, Page, PageRequest } from "./paging.ts";
export { fieldErrors, invalidFields } from "./schema_findings.ts";
export type { Finding, Shape } from "./schema_findings.ts";
export { resourceApi } from "./resource.ts";
export type { BodyOf, Resource } from "./resource.ts";
export { tagOf } from "./operation_name.ts";
export {
  entityTag,
  isKnownTag,
  passesIfMatch,
  preconditionOf,
  staleTag,
} from "./entity_tag.ts";
export type { Precondition, TaggedView } from "./entity_tag.ts";
export { bulkApi } from "./bulk.ts";
export { bulkRoutes } from "./bulk_routes.ts";
export { changeOne, checked, within } from "./setup_scope.ts";
export { resourceParts, resourceRoutes } from "./resource_routes.ts";
export type { Call, ChangeCall } from "./resource_routes.ts";
export {
  advertisers,
  affiliates,
  cutOf,
  hiddenFrom,
  internal,
  schemaSeenBy,
  sharedAmount,
} from "./hidden_fields.ts";
export type { Cut } from "./hidden_fields.ts";
export { reasonSeenBy, StatusReason } from "./seen_reason.ts";
export { isPartyRole } from "./party_roles.ts";
export type { PartyRole } from "./party_roles.ts";
export type { OwnRows, PartyLimits, RowRule } from "./own_rows.ts";
export { idIn, RowRules, withOwnId } from "./row_rules.ts";
export type { BodyCheck, FirstRead } from "./row_rules.ts";
export { allowedMethods, RequestRules } from "./request_rules.ts";
export {
  orNotFound,
  invalid,
  notFound,
  isDay,
  readCurrency,
  readId,
  readMoment,
  readTime,
  readUuid,
  eitherName,
} from "./readers.ts";
export {
  maskSecret,
  isWebhookSecret,
  readSigningSecret,
  maskedHeaders,
  isSecretHeader,
  checkPrintable,
  namesSecret,
} from "./secrets.ts";
export type { SecretView } from "./secrets.ts";
