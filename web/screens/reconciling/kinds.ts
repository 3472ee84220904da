import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { RECONCILING } from "../../messages/reconciling.ts";
import type { Page } from "../../state/use_list.ts";

export type Upload = Schema<"Reconciliation">;
export type UploadRow = Schema<"StatementRow">;
export type Batch = Schema<"Batch">;
type Action = Schema<"Action">;
type Mapping = Schema<"StatementMapping">;
export type Result = Schema<"AppliedBatch"> | Schema<"UndoneBatch">;

/** Changes of conversions and money, made or tried. */
export type Changes = Extract<Schema<"AppliedBatch">, { outcomes: unknown }>;

/** A choice of breaks to apply, as both kinds of uploads take it. */
export interface Wanted {
  break_ids?: "all" | string[];
  classes?: Schema<"BreakClass">[];
  actions?: Record<string, never>;
  reason?: string;
  dry_run?: boolean;
}

/** Statements and imports are read alike: the calls in which they differ. */
export interface Kind {
  name: "statements" | "imports";
  path: string;
  empty: string;
  hint: string;
  list(cursor?: string, signal?: AbortSignal): Promise<Page<Upload>>;
  read(id: string, signal?: AbortSignal): Promise<Upload>;
  send(form: FormData): Promise<Upload>;
  map(id: string, mapping: Mapping): Promise<Upload>;
  rows(
    id: string,
    query: { limit?: string; problems?: boolean; cursor?: string },
    signal?: AbortSignal,
  ): Promise<Page<UploadRow>>;
  apply(id: string, body: Wanted, signal?: AbortSignal): Promise<Result>;
  undo(
    id: string,
    body: { batch_id: string; dry_run?: boolean; reason?: string },
    signal?: AbortSignal,
  ): Promise<Result>;
  batches(id: string, signal?: AbortSignal): Promise<Page<Batch>>;
  actions(
    id: string,
    cursor?: string,
    signal?: AbortSignal,
  ): Promise<Page<Action>>;
}

const asForm = (body: unknown) => body as FormData;
const stoppedBy = (signal?: AbortSignal) => (signal ? { signal } : {});

/** An advertiser's own count of a period. */
export const STATEMENTS: Kind = {
  name: "statements",
  path: "/app/reconciliations",
  empty: RECONCILING.statements_empty,
  hint: RECONCILING.statements_hint,
  list: (cursor, signal) =>
    ok(
      api.GET("/api/v1/reconciliations", {
        params: { query: { sort: "-created_at", ...(cursor && { cursor }) } },
        ...stoppedBy(signal),
      }),
    ),
  read: (id, signal) =>
    ok(
      api.GET("/api/v1/reconciliations/{id}", {
        params: { path: { id } },
        ...stoppedBy(signal),
      }),
    ),
  send: (form) =>
    ok(
      api.POST("/api/v1/reconciliations", {
        body: form as never,
        bodySerializer: asForm,
      }),
    ),
  map: (id, mapping) =>
    ok(
      api.POST("/api/v1/reconciliations/{id}/mapping", {
        params: { path: { id } },
        body: { mapping },
      }),
    ),
  rows: (id, query, signal) =>
    ok(
      api.GET("/api/v1/reconciliations/{id}/rows", {
        params: { path: { id }, query },
        ...stoppedBy(signal),
      }),
    ),
  apply: (id, body, signal) =>
    ok(
      api.POST("/api/v1/reconciliations/{id}/apply", {
        params: { path: { id } },
        body,
        ...stoppedBy(signal),
      }),
    ),
  undo: (id, body, signal) =>
    ok(
      api.POST("/api/v1/reconciliations/{id}/undo", {
        params: { path: { id } },
        body,
        ...stoppedBy(signal),
      }),
    ),
  batches: (id, signal) =>
    ok(
      api.GET("/api/v1/reconciliations/{id}/batches", {
        params: { path: { id }, query: { sort: "-requested_at" } },
        ...stoppedBy(signal),
      }),
    ),
  actions: (id, cursor, signal) =>
    ok(
      api.GET("/api/v1/reconciliations/{id}/actions", {
        params: {
          path: { id },
          query: { sort: "-batch_id", ...(cursor && { cursor }) },
        },
        ...stoppedBy(signal),
      }),
    ),
};

/** A file of conversions to make or to change. */
export const IMPORTS: Kind = {
  name: "imports",
  path: "/app/imports",
  empty: RECONCILING.imports_empty,
  hint: RECONCILING.imports_hint,
  list: (cursor, signal) =>
    ok(
      api.GET("/api/v1/imports", {
        params: { query: { sort: "-created_at", ...(cursor && { cursor }) } },
        ...stoppedBy(signal),
      }),
    ),
  read: (id, signal) =>
    ok(
      api.GET("/api/v1/imports/{id}", {
        params: { path: { id } },
        ...stoppedBy(signal),
      }),
    ),
  send: (form) =>
    ok(
      api.POST("/api/v1/imports", {
        body: form as never,
        bodySerializer: asForm,
      }),
    ),
  map: (id, mapping) =>
    ok(
      api.POST("/api/v1/imports/{id}/mapping", {
        params: { path: { id } },
        body: { mapping },
      }),
    ),
  rows: (id, query, signal) =>
    ok(
      api.GET("/api/v1/imports/{id}/rows", {
        params: { path: { id }, query },
        ...stoppedBy(signal),
      }),
    ),
  apply: (id, body, signal) =>
    ok(
      api.POST("/api/v1/imports/{id}/apply", {
        params: { path: { id } },
        body,
        ...stoppedBy(signal),
      }),
    ),
  undo: (id, body, signal) =>
    ok(
      api.POST("/api/v1/imports/{id}/undo", {
        params: { path: { id } },
        body,
        ...stoppedBy(signal),
      }),
    ),
  batches: (id, signal) =>
    ok(
      api.GET("/api/v1/imports/{id}/batches", {
        params: { path: { id }, query: { sort: "-requested_at" } },
        ...stoppedBy(signal),
      }),
    ),
  actions: (id, cursor, signal) =>
    ok(
      api.GET("/api/v1/imports/{id}/actions", {
        params: {
          path: { id },
          query: { sort: "-batch_id", ...(cursor && { cursor }) },
        },
        ...stoppedBy(signal),
      }),
    ),
};
