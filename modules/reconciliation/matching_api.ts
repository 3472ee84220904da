import { listOf, PageQuery, resourceApi } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import { Break } from "./statement_answers.ts";
import {
  InvoiceDifference,
  MissingStatement,
  ReconciliationReport,
} from "./matching_answers.ts";
import { ITEM_LIST } from "./matching/list_items.ts";
import { MISSING_LIST } from "./report/missing_statements.ts";
import { OF_OWN } from "./statement_api.ts";
import { TOLERANCE } from "./tolerance.ts";

/** API description of the routes for matching. */
export const MATCHING_API: ApiDescription = {
  "GET /api/v1/reconciliations/:id/breaks": {
    summary: "Lists breaks",
    own: { advertiser: OF_OWN },
    ...ITEM_LIST,
    answers: { 200: listOf(Break) },
  },
  "GET /api/v1/reconciliations/:id/matches": {
    summary: "Lists matches",
    own: { advertiser: OF_OWN },
    ...ITEM_LIST,
    answers: { 200: listOf(Break) },
  },
  "GET /api/v1/reconciliations/:id/breaks/:key": {
    summary: "Gets a break",
    own: { advertiser: OF_OWN },
    answers: { 200: Break },
  },
  "PATCH /api/v1/reconciliations/:id/breaks/:key": {
    summary: "Changes a break",
    answers: { 200: Break },
    shows_tag: true,
    condition: "If-Match",
  },
  ...resourceApi(TOLERANCE),
  "GET /api/v1/reconciliations/missing": {
    summary: "Lists the months without a statement",
    own: { advertiser: { filter: "advertiser_id", also: ["months"] } },
    ...MISSING_LIST,
    answers: { 200: listOf(MissingStatement) },
  },
  "GET /api/v1/reconciliations/:id/report": {
    summary: "Gets the report of a reconciliation, as JSON or as a page",
    description:
      "An advertiser gets it as JSON, without the network's tolerance and what it did.",
    own: { advertiser: OF_OWN },
    answers: { 200: [ReconciliationReport, { media_type: "text/html" }] },
    problems: ["not_matched"],
  },
  "GET /api/v1/invoices/:id/difference": {
    summary: "Compares an invoice with the statement of its time",
    description:
      "Line by line with the class of each difference and both sums: the sales of the invoice, what it bills besides sales, and the rows of the statement that are on no line of it. `theirs` is null where the statement isn't about what is billed, or in another currency. Lines that differ come first.",
    own: {
      advertiser: { field: "advertiser_id", of: "/api/v1/invoices/:id" },
    },
    query: PageQuery,
    answers: { 200: InvoiceDifference },
  },
};
