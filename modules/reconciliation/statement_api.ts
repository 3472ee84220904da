import { listOf } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import {
  ConfirmedFrame,
  Break,
  Reconciliation,
  StatementDifference,
  StatementRow,
} from "./statement_answers.ts";
import { StatementQuery } from "./statement_model.ts";
import { DIFFERENCE_LIST } from "./reading/difference.ts";
import {
  RECONCILIATION_LIST,
  ROW_LIST,
} from "./reading/read_reconciliations.ts";

/** Below an own reconciliation. */
export const OF_OWN = {
  field: "advertiser_id",
  of: "/api/v1/reconciliations/:id",
} as const;

/** API description of the routes for statements. */
export const STATEMENT_API: ApiDescription = {
  "POST /api/v1/reconciliations": {
    summary: "Uploads a statement",
    own: { advertiser: "made" },
    description:
      "Send the file as JSON (`file` or `rows`), as multipart, or as the body with the other fields in the query. The same file is kept once.",
    query: StatementQuery,
    answers: { 200: Reconciliation, 201: Reconciliation },
    problems: ["rate_limited", "unknown_reference"],
  },
  "GET /api/v1/reconciliations": {
    summary: "Lists reconciliations",
    own: { advertiser: { filter: "advertiser_id" } },
    ...RECONCILIATION_LIST,
    answers: { 200: listOf(Reconciliation) },
  },
  "GET /api/v1/reconciliations/:id": {
    summary: "Gets a reconciliation",
    own: { advertiser: { field: "advertiser_id" } },
    answers: { 200: Reconciliation },
  },
  "POST /api/v1/reconciliations/:id/mapping": {
    summary: "Confirms or sets the meaning of the columns",
    own: { advertiser: OF_OWN },
    description:
      "Confirms the proposed columns, or corrects them, and reads and matches the rows.",
    answers: { 200: Reconciliation },
    problems: ["already_applied"],
  },
  "GET /api/v1/reconciliations/:id/rows": {
    summary: "Lists the rows of a statement",
    own: { advertiser: { ...OF_OWN, also: ["problems"] } },
    ...ROW_LIST,
    answers: { 200: listOf(StatementRow) },
  },
  "GET /api/v1/reconciliations/:id/difference": {
    summary: "Compares a statement with the previous one",
    own: { advertiser: { ...OF_OWN, also: ["problems"] } },
    ...DIFFERENCE_LIST,
    answers: { 200: StatementDifference },
  },
  "POST /api/v1/reconciliations/:id/frame": {
    summary: "Confirms zone, currency and scale of a statement",
    answers: { 202: ConfirmedFrame },
    problems: ["in_flight"],
  },
  "POST /api/v1/reconciliations/:id/match": {
    summary: "Matches or splits a row and a conversion by hand",
    answers: { 200: Break },
  },
};
