import { listOf, resourceApi } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import { Break } from "./statement_answers.ts";
import { MissingStatement, ReconciliationReport } from "./matching_answers.ts";
import { ITEM_LIST } from "./matching/list_items.ts";
import { MISSING_LIST } from "./report/missing_statements.ts";
import { TOLERANCE } from "./tolerance.ts";

/** API description of the routes for matching. */
export const MATCHING_API: ApiDescription = {
  "GET /api/v1/reconciliations/:id/breaks": {
    summary: "Lists breaks",
    ...ITEM_LIST,
    answers: { 200: listOf(Break) },
  },
  "GET /api/v1/reconciliations/:id/matches": {
    summary: "Lists matches",
    ...ITEM_LIST,
    answers: { 200: listOf(Break) },
  },
  "GET /api/v1/reconciliations/:id/breaks/:key": {
    summary: "Gets a break",
    answers: { 200: Break },
  },
  "PATCH /api/v1/reconciliations/:id/breaks/:key": {
    summary: "Changes a break",
    answers: { 200: Break },
  },
  ...resourceApi(TOLERANCE),
  "GET /api/v1/reconciliations/missing": {
    summary: "Lists the months without a statement",
    ...MISSING_LIST,
    answers: { 200: listOf(MissingStatement) },
  },
  "GET /api/v1/reconciliations/:id/report": {
    summary: "Gets the report of a reconciliation, as JSON or as a page",
    answers: { 200: [ReconciliationReport, { media_type: "text/html" }] },
    problems: ["not_matched"],
  },
};
