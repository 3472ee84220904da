import { basename } from "node:path";
import { parseArgs } from "node:util";
import type { ParseArgsOptionsConfig } from "node:util";
import type { Task } from "../../modules/scheduler/mod.ts";
import { UsageError } from "./usage_error.ts";
import { terminal, watchTask } from "./tasks.ts";
import type { TrackerClient } from "./tracker_client.ts";

/** The parts of a statement or an import that the commands use. */
export interface ShownFile {
  id: string;
  status: string;
  problem: string | null;
  mapping_confirmed: boolean;
  frame_confirmed: boolean;
  frame: { is_clear: boolean } | null;
  proposal: {
    column: string;
    field: string | null;
    confidence: number;
    why: string;
  }[];
}

/** Parses words with options; throws a usage error naming the fault. */
export function readWords<Options extends ParseArgsOptionsConfig>(
  words: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : "");
  }
}

/** Uploads a file and waits until it has been read and, if a statement, matched. */
export async function sendFile(
  client: TrackerClient,
  path: string,
  { file, fields }: { file: string; fields: Record<string, string> },
): Promise<ShownFile> {
  const blob = Bun.file(file);
  if (!(await blob.exists())) throw new Error(`There is no file "${file}"`);
  const query = new URLSearchParams({ ...fields, file_name: basename(file) });
  const { id } = await client.upload(`${path}?${query.toString()}`, blob);
  return await waitForFile(client, `${path}/${String(id)}`);
}

/** Shows progress on a file until it waits for input. */
export async function waitForFile(
  client: TrackerClient,
  path: string,
): Promise<ShownFile> {
  const { rest } = terminal(process.stderr);
  for (;;) {
    const shown = (await client.call("GET", path)) as unknown as ShownFile;
    if (shown.status !== "matching") return shown;
    const { data } = await client.call("GET", "/tasks?limit=50");
    const mine = (data as Task[]).find(
      ({ key, state }) =>
        key?.startsWith(shown.id) === true &&
        (state === "waiting" || state === "running"),
    );
    if (mine === undefined) await rest();
    else await watchHere(client, mine.id);
  }
}

/** Shows a task's progress on stderr until it ends: stdout is for the result. */
export async function watchHere(
  client: TrackerClient,
  task_id: string,
): Promise<boolean> {
  const path = `/tasks/${task_id}`;
  const deps = { ...terminal(process.stderr), client, path };
  return (await watchTask(deps)) === 0;
}

/** Confirms the proposed columns if allowed; otherwise prints them and returns null. */
export async function confirmColumns(
  client: TrackerClient,
  path: string,
  { shown, is_allowed }: { shown: ShownFile; is_allowed: boolean },
): Promise<ShownFile | null> {
  if (shown.mapping_confirmed) return shown;
  for (const { column, field, confidence, why } of shown.proposal) {
    console.error(`${column}: ${field ?? "nothing"} (${confidence}, ${why})`);
  }
  if (!is_allowed) {
    console.error(
      `Confirm these columns with --yes, or correct them with POST /api/v1${path}/mapping`,
    );
    return null;
  }
  await post(client, `${path}/mapping`, {});
  return await waitForFile(client, path);
}

/** Applies a file, or a dry run of it, as a task; returns its summary, or null if it failed. */
export async function applyFile(
  client: TrackerClient,
  path: string,
  body: Record<string, unknown>,
): Promise<unknown> {
  const given = { ...body, as_task: true };
  const { task_id } = await post(client, `${path}/apply`, given);
  const is_done = await watchHere(client, String(task_id));
  const { result } = await client.call("GET", `/tasks/${String(task_id)}`);
  return is_done ? result : null;
}

/** Sends JSON. */
export async function post(
  client: TrackerClient,
  path: string,
  body: object,
): Promise<Record<string, unknown>> {
  const text = JSON.stringify(body);
  return await client.call("POST", path, { type: "application/json", text });
}
