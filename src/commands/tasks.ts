import type { Task } from "../../modules/scheduler/mod.ts";
import { systemClock } from "../../modules/kernel/mod.ts";
import { UsageError } from "./usage_error.ts";
import { progressLine } from "./progress_line.ts";
import { trackerClient, UnreachableError } from "./tracker_client.ts";
import type { TrackerClient } from "./tracker_client.ts";

const POLL_MS = 500;
/** Consecutive unanswered polls before giving up: a restarting tracker is back by then. */
const POLLS_UNANSWERED_MAX = 60;
const COLUMNS_DEFAULT = 80;

/**
 * `tallyho tasks list | watch ID | cancel ID | resume ID`: the long tasks of the running tracker.
 */
export async function tasksCommand(words: readonly string[]): Promise<number> {
  const [verb, id, ...rest] = words;
  if (verb === "list" && id === undefined) {
    const { data } = await trackerClient().call("GET", "/tasks?limit=500");
    for (const task of data as unknown[]) console.log(JSON.stringify(task));
    return 0;
  }
  if (id === undefined || rest.length > 0) throw new UsageError();
  const path = `/tasks/${encodeURIComponent(id)}`;
  if (verb === "watch") return await watchHere(path);
  if (verb !== "cancel" && verb !== "resume") throw new UsageError();
  const task = await trackerClient().call("POST", `${path}/${verb}`);
  console.log(JSON.stringify(task));
  return 0;
}

async function watchHere(path: string): Promise<number> {
  return await watchTask({
    ...terminal(process.stdout),
    client: trackerClient(),
    path,
  });
}

/** Output for watching a task: a terminal, or what it is redirected to. */
export function terminal(
  stream: NodeJS.WriteStream,
): Omit<WatchDeps, "client" | "path"> {
  return {
    columns: stream.isTTY ? (stream.columns ?? COLUMNS_DEFAULT) : null,
    write: (text) => void stream.write(text),
    rest: () => Bun.sleep(POLL_MS),
    nowMs: systemClock.nowMs,
  };
}

export interface WatchDeps {
  client: Pick<TrackerClient, "call">;
  /** The task's API path. */
  path: string;
  /** Terminal width; null if it isn't a terminal, for plain lines. */
  columns: number | null;
  write(text: string): void;
  rest(): Promise<void>;
  nowMs(): number;
}

/** Draws a task's progress until it ends; returns 0 on success. */
export async function watchTask(deps: WatchDeps): Promise<number> {
  const { columns, write } = deps;
  let shown = "";
  for (;;) {
    const task = await look(deps);
    const line = progressLine(task, { columns, now_ms: deps.nowMs() });
    const is_over = !["waiting", "running"].includes(task.state);
    if (columns !== null) write(`\r\x1b[K${line}${is_over ? "\n" : ""}`);
    else if (line !== shown) write(`${line}\n`);
    shown = line;
    if (is_over) return task.state === "done" ? 0 : 1;
    await deps.rest();
  }
}

async function look({ client, path, rest }: WatchDeps): Promise<Task> {
  for (let unanswered = 1; ; unanswered++) {
    try {
      return (await client.call("GET", path)) as unknown as Task;
    } catch (error) {
      if (!(error instanceof UnreachableError)) throw error;
      if (unanswered === POLLS_UNANSWERED_MAX) throw error;
    }
    await rest();
  }
}
