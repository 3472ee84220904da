import type { Answer } from "./api_client.ts";
import { ADMIN_TOKEN } from "./harness.ts";
import type { TestService } from "./harness.ts";

/** A reconciliation as the API shows it, as far as tests need it. */
export interface ShownReconciliation {
  id: string;
  status: string;
  problem: string | null;
  mapping: { columns: Record<string, string> } & Record<string, unknown>;
  mapping_confirmed: boolean;
  columns: string[];
  proposal: { column: string; field: string | null; why: string }[];
  reading: Record<string, unknown> | null;
  previous_id: string | null;
  statement: { sha256: string; byte_count: number; file_name: string | null };
}

/** A statement row as the API shows it. */
export interface ShownRow {
  row_no: number;
  cells: string[];
  problem: string | null;
  problem_column: string | null;
  [field: string]: unknown;
}

/** Period of the tests' statements. */
export const OCTOBER = { from: "2026-10-01", to: "2026-11-01" };

/** Uploads a statement as the request body. */
export async function sendFile(
  { api }: TestService,
  body: string | Uint8Array | ReadableStream,
  query: Record<string, string>,
  token: string = ADMIN_TOKEN,
): Promise<Answer<ShownReconciliation>> {
  const search = new URLSearchParams({ ...OCTOBER, ...query });
  return await api.fetch(`/api/v1/reconciliations?${search}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "text/csv",
    },
    body,
  });
}

/** Reads the rows, and returns the reconciliation afterwards. */
export async function readThrough(
  { api, scheduler }: TestService,
  id: string,
): Promise<ShownReconciliation> {
  await scheduler.runOnce();
  return await api.call("GET", `/reconciliations/${id}`);
}

/** All rows of a reconciliation, or all its problems. */
export async function rowsOf(
  { api }: TestService,
  id: string,
  query = "",
): Promise<ShownRow[]> {
  const path = `/reconciliations/${id}/rows?limit=500${query}`;
  return (await api.call<{ data: ShownRow[] }>("GET", path)).data;
}
