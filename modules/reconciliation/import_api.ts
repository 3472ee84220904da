import { listOf } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import { Reconciliation, StatementRow } from "./statement_answers.ts";
import { Action, AppliedBatch, Batch, UndoneBatch } from "./action_answers.ts";
import { ImportQuery } from "./statement_model.ts";
import { ACTION_LIST, BATCH_LIST } from "./actions/list_actions.ts";
import {
  RECONCILIATION_LIST,
  ROW_LIST,
} from "./reading/read_reconciliations.ts";

/** API description of the routes for imports. */
export const IMPORT_API: ApiDescription = {
  "POST /api/v1/imports": {
    summary: "Uploads an import",
    query: ImportQuery,
    answers: { 200: Reconciliation, 201: Reconciliation },
    problems: ["rate_limited", "unknown_reference"],
  },
  "GET /api/v1/imports": {
    summary: "Lists imports",
    ...RECONCILIATION_LIST,
    answers: { 200: listOf(Reconciliation) },
  },
  "GET /api/v1/imports/:id": {
    summary: "Gets an import",
    answers: { 200: Reconciliation },
  },
  "POST /api/v1/imports/:id/mapping": {
    summary: "Confirms or sets the meaning of the columns",
    answers: { 200: Reconciliation },
    problems: ["already_applied"],
  },
  "GET /api/v1/imports/:id/rows": {
    summary: "Lists the rows of an import",
    ...ROW_LIST,
    answers: { 200: listOf(StatementRow) },
  },
  "POST /api/v1/imports/:id/apply": {
    summary: "Applies an import",
    answers: { 200: AppliedBatch, 202: AppliedBatch },
    problems: ["frame_unconfirmed", "task_under_way"],
  },
  "POST /api/v1/imports/:id/undo": {
    summary: "Undoes an import",
    answers: { 200: UndoneBatch, 202: UndoneBatch },
    problems: ["task_under_way"],
  },
  "GET /api/v1/imports/:id/batches": {
    ...BATCH_LIST,
    summary: "Lists the batches of an import",
    answers: { 200: listOf(Batch) },
  },
  "GET /api/v1/imports/:id/actions": {
    summary: "Lists the actions, by row",
    answers: { 200: listOf(Action) },
    ...ACTION_LIST,
  },
};
