import { Type } from "@sinclair/typebox";
import { Time, Uuid, named, nullable, oneOf } from "../modules/http/mod.ts";

/** Job as the API shows it. */
export const Job = named(
  "Job",
  Type.Object({
    name: Type.String(),
    description: Type.String(),
    every_ms: nullable(Type.Integer()),
    waiting: Type.Integer(),
    running: Type.Integer(),
    failed: Type.Integer(),
    last_run_at: nullable(Time),
    last_duration_ms: nullable(Type.Number()),
    last_error: nullable(Type.String()),
    next_run_at: nullable(Time),
  }),
);

/** Task as the API shows it. */
export const Task = named(
  "Task",
  Type.Object({
    id: Uuid,
    name: Type.String(),
    key: nullable(Type.String()),
    state: oneOf(["cancelled", "done", "failed", "running", "waiting"]),
    done: Type.Integer(),
    total: nullable(Type.Integer()),
    rate_per_second: nullable(Type.Integer()),
    eta_at: nullable(Time),
    created_at: Time,
    started_at: nullable(Time),
    finished_at: nullable(Time),
    due_at: nullable(Time),
    attempt: Type.Integer(),
    error: nullable(Type.String()),
    cancel_requested_at: nullable(Time),
    result: Type.Unknown(),
  }),
);
