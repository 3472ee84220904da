import { Type } from "@sinclair/typebox";
import { Time, Uuid, listOf } from "../modules/http/mod.ts";
import type { ApiDescription } from "../modules/http/mod.ts";
import { JOB_LIST, TASK_LIST } from "../modules/scheduler/mod.ts";
import { Job, Task } from "./system_answers.ts";

/** API descriptions of the system routes. */
export const SYSTEM_API: ApiDescription = {
  "GET /docs": {
    summary: "Shows the API document as a page",
    answers: { 200: { media_type: "text/html" } },
  },
  "GET /openapi.json": {
    summary: "Gets the API document, in OpenAPI 3.1",
    answers: { 200: Type.Record(Type.String(), Type.Unknown()) },
  },
  "GET /healthz": {
    summary: "Checks whether the process is alive",
    answers: {
      200: Type.Object({ alive: Type.Boolean(), version: Type.String() }),
    },
  },
  "GET /readyz": {
    summary: "Checks whether the tracker is ready, with its figures",
    answers: {
      200: Type.Object({
        ready: Type.Boolean(),
        degraded: Type.Array(Type.String()),
        problems: Type.Array(
          Type.Object({
            code: Type.String(),
            since: Time,
            detail: Type.String(),
          }),
        ),
        database: Type.String(),
        public_url: Type.Optional(Type.String()),
        journal: Type.Object({
          bytes: Type.Integer(),
          bytes_max: Type.Integer(),
          drain_lag_bytes: Type.Integer(),
          set_aside: Type.Integer(),
          clicks_not_stored: Type.Integer(),
          postbacks_queued: Type.Integer(),
        }),
        postbacks: Type.Object({ limited: Type.Integer() }),
        proxies: Type.Object({ untrusted: Type.Integer() }),
        ledger: Type.Optional(Type.String()),
      }),
    },
  },
  "GET /metrics": {
    summary: "Gets the figures for Prometheus",
    answers: { 200: [Type.String(), { media_type: "text/plain" }] },
    problems: ["unauthenticated"],
  },
  "GET /api/v1/jobs": {
    ...JOB_LIST,
    summary: "Lists the background jobs",
    answers: { 200: listOf(Job) },
  },
  "POST /api/v1/jobs/:name/run": {
    summary: "Runs a job now",
    answers: {
      202: Type.Object({ id: Uuid, name: Type.String(), state: Type.String() }),
    },
  },
  "GET /api/v1/tasks": {
    summary: "Lists long-running tasks",
    answers: { 200: listOf(Task) },
    ...TASK_LIST,
  },
  "GET /api/v1/tasks/:id": {
    summary: "Gets a task with its progress",
    answers: { 200: Task },
  },
  "POST /api/v1/tasks/:id/cancel": {
    summary: "Cancels a task",
    answers: { 200: Task },
    problems: ["task_ended"],
  },
  "POST /api/v1/tasks/:id/resume": {
    summary: "Resumes a stopped task",
    answers: { 200: Task },
    problems: ["task_not_stopped"],
  },
};
