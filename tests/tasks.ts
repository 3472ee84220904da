import type { TestService } from "./harness.ts";

/** A task as the API shows it. */
export interface ShownTask<Result> {
  id: string;
  name: string;
  state: string;
  done: number;
  total: number;
  result: Result | null;
}

/** Starts a task by a POST that answers 202 and runs it; returns it as it ended. */
export async function runTask<Result = Record<string, unknown>>(
  { api, scheduler }: Pick<TestService, "api" | "scheduler">,
  path: string,
  body: object,
): Promise<ShownTask<Result>> {
  const { task_id } = await api.call<{ task_id: string }>("POST", path, body);
  await scheduler.runOnce();
  return await api.call("GET", `/tasks/${task_id}`);
}

/** Replays the postbacks of a filter; returns the result of its task. */
export async function replayAll<Result = Record<string, unknown>>(
  service: Pick<TestService, "api" | "scheduler">,
  body: object,
): Promise<Result> {
  const task = await runTask<Result>(service, "/postbacks/replay", body);
  if (task.state === "done" && task.result !== null) return task.result;
  throw new Error(`The replay is ${task.state}`);
}
