import { api, ok } from "../../api/client.ts";
import type { Report } from "./report_state.ts";

/** Asks for a report by the API's own parameters. */
export async function readReport(
  query: Record<string, string>,
  signal?: AbortSignal,
): Promise<Report> {
  const params = { query };
  return await ok(
    api.GET("/api/v1/reports", { params, ...(signal && { signal }) }),
  );
}

/** The address of a report in the API. */
export function addressOf(query: Record<string, string>): string {
  return `/api/v1/reports?${new URLSearchParams(query)}`;
}
