import type { ApiClient } from "../../api_client.ts";

/**
 * Stores postbacks whose bodies are only quotes, braces and blanks, and opens each
 * one.
 */
export async function nestedQuotes(api: ApiClient): Promise<number[]> {
  const bodies = [
    `{"${'\\"'.repeat(32_000)}`,
    `{"token":"${"\\\\".repeat(31_000)}`,
    `${'{"a":'.repeat(12_000)}`,
    `a=${" ".repeat(64_000)}`,
    `${"&;=".repeat(21_000)}`,
  ];
  const statuses: number[] = [];
  for (const body of bodies) {
    const kept = await api.fetch<{ postback_id?: string }>("/v1/postback", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    const id = kept.body.postback_id ?? "";
    const shown = await api.try("GET", `/postbacks/${id}`);
    statuses.push(kept.status, shown.status);
  }
  return statuses;
}
