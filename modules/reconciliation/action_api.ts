import { listOf } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import { Action, AppliedBatch, Batch, UndoneBatch } from "./action_answers.ts";
import { ACTION_LIST, BATCH_LIST } from "./actions/list_actions.ts";

/** API description of the routes for actions. */
export const ACTION_API: ApiDescription = {
  "POST /api/v1/reconciliations/:id/apply": {
    summary: "Applies breaks",
    answers: { 200: AppliedBatch, 202: AppliedBatch },
    problems: ["frame_unconfirmed", "matching", "task_under_way"],
  },
  "POST /api/v1/reconciliations/:id/undo": {
    summary: "Undoes a batch",
    answers: { 200: UndoneBatch, 202: UndoneBatch },
    problems: ["nothing_to_undo", "task_under_way"],
  },
  "GET /api/v1/reconciliations/:id/batches": {
    ...BATCH_LIST,
    summary: "Lists the applied batches",
    answers: { 200: listOf(Batch) },
  },
  "GET /api/v1/reconciliations/:id/actions": {
    summary: "Lists the actions, by row",
    answers: { 200: listOf(Action) },
    ...ACTION_LIST,
  },
};
