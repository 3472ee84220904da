import { expect } from "bun:test";
import type { ApiClient } from "../api_client.ts";

const FILES = ["text/csv", "application/x-ndjson"];

/** Asserts that the files of a list, of several pages, have what their caller has just made. */
export async function expectOwnFiles(
  api: ApiClient,
  list: string,
  made: string,
): Promise<void> {
  for (const accept of FILES) {
    const authorization = `Bearer ${api.token}`;
    const file = await api.fetch<{ text: string }>(`${list}?limit=1`, {
      headers: { authorization, accept },
    });
    const is_there = file.headers.has("tallyho-as-of");
    expect([accept, file.status, is_there]).toEqual([accept, 200, false]);
    expect(file.body.text).toContain(made);
  }
}

/** Asserts that a token that the replica doesn't have yet reads a list and its files there. */
export async function expectNewToken(
  api: ApiClient,
  list: string,
): Promise<void> {
  const made = { name: "newcomer", role: "admin" };
  const { token } = await api.call<{ token: string }>("POST", "/tokens", made);
  const before = await readsAfterFaults(api);
  for (const accept of ["application/json", ...FILES]) {
    const authorization = `Bearer ${token}`;
    const answer = await api.fetch(list, {
      headers: { authorization, accept },
    });
    const is_there = answer.headers.has("tallyho-as-of");
    expect([accept, answer.status, is_there]).toEqual([accept, 200, true]);
  }
  expect(await readsAfterFaults(api)).toBe(before);
}

/** How many reads the primary answered because of a fault on the replica. */
export async function readsAfterFaults(api: ApiClient): Promise<number> {
  const { body } = await api.fetch<{ text: string }>("/metrics");
  const line = /tallyho_reads_total\{where="primary",why="fault"\} (\d+)/;
  return Number(line.exec(body.text)?.[1] ?? 0);
}
