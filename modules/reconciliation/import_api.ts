import { listOf } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import { Import, ImportRow } from "./statement_answers.ts";
import { Action, AppliedBatch, Batch, UndoneBatch } from "./action_answers.ts";
import { ImportQuery } from "./statement_model.ts";
import { ACTION_LIST, BATCH_LIST } from "./actions/list_actions.ts";
import { IMPORT_LIST, ROW_LIST } from "./reading/read_reconciliations.ts";

/** Below an import that the advertiser uploaded. */
const OF_OWN = {
  field: "by_advertiser_id",
  of: "/api/v1/imports/:id",
} as const;

/** Those of managers who work for some advertisers only, whoever uploaded them. */
const LIMITED = {
  advertiser: { field: "advertiser_id", of: "/api/v1/imports/:id" },
} as const;

/** API description of the routes for imports. */
export const IMPORT_API: ApiDescription = {
  "POST /api/v1/imports": {
    own: { advertiser: "made" },
    summary: "Uploads an import",
    query: ImportQuery,
    answers: { 200: Import, 201: Import },
    problems: ["network_decides", "rate_limited", "unknown_reference"],
  },
  "GET /api/v1/imports": {
    own: { advertiser: { filter: "by_advertiser_id" } },
    limited: { advertiser: { filter: "advertiser_id" } },
    summary: "Lists imports",
    ...IMPORT_LIST,
    answers: { 200: listOf(Import) },
  },
  "GET /api/v1/imports/:id": {
    own: { advertiser: { field: "by_advertiser_id" } },
    limited: { advertiser: { field: "advertiser_id" } },
    summary: "Gets an import",
    answers: { 200: Import },
  },
  "POST /api/v1/imports/:id/mapping": {
    limited: LIMITED,
    own: { advertiser: OF_OWN },
    summary: "Confirms or sets the meaning of the columns",
    answers: { 200: Import },
    problems: ["already_applied", "network_decides"],
  },
  "GET /api/v1/imports/:id/rows": {
    limited: LIMITED,
    own: { advertiser: { ...OF_OWN, also: ["problems"] } },
    summary: "Lists the rows of an import",
    ...ROW_LIST,
    answers: { 200: listOf(ImportRow) },
  },
  "POST /api/v1/imports/:id/apply": {
    limited: LIMITED,
    own: { advertiser: OF_OWN },
    description:
      "An advertiser tries its own with `dry_run`; the network applies it.",
    summary: "Applies an import",
    answers: { 200: AppliedBatch, 202: AppliedBatch },
    problems: ["frame_unconfirmed", "network_decides", "task_under_way"],
  },
  "POST /api/v1/imports/:id/undo": {
    limited: LIMITED,
    summary: "Undoes an import",
    answers: { 200: UndoneBatch, 202: UndoneBatch },
    problems: ["task_under_way"],
  },
  "GET /api/v1/imports/:id/batches": {
    limited: LIMITED,
    ...BATCH_LIST,
    summary: "Lists the batches of an import",
    answers: { 200: listOf(Batch) },
  },
  "GET /api/v1/imports/:id/actions": {
    limited: LIMITED,
    own: { advertiser: { ...OF_OWN, also: ["undone"] } },
    summary: "Lists the actions, by row",
    answers: { 200: listOf(Action) },
    ...ACTION_LIST,
  },
};
