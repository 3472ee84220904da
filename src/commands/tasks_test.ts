import { describe, expect, test } from "bun:test";
import type { Task } from "../../modules/scheduler/mod.ts";
import { ADMIN_TOKEN, serviceForFile } from "../../tests/harness.ts";
import { runProgram } from "../../tests/program.ts";
import { progressLine } from "./progress_line.ts";
import { watchTask } from "./tasks.ts";
import { UnreachableError } from "./tracker_client.ts";

const NOW_MS = Date.UTC(2026, 10, 22, 10);

const service = await serviceForFile();

function taskOf(changes: Partial<Task>): Task {
  return {
    id: "0",
    name: "replay",
    key: null,
    state: "running",
    done: 250,
    total: 1_000,
    rate_per_second: 12.5,
    eta_at: "2026-11-22T10:01:30.000Z",
    created_at: "2026-11-22T09:59:00.000Z",
    started_at: "2026-11-22T09:59:00.000Z",
    finished_at: null,
    due_at: null,
    attempt: 0,
    error: null,
    cancel_requested_at: null,
    result: null,
    ...changes,
  };
}

const ENDED = { rate_per_second: null, eta_at: null };

/** Returns the output of watching a task that passes through these states. */
async function watch(
  columns: number | null,
  states: readonly (Partial<Task> | Error)[],
) {
  const left = [...states];
  let rests = 0;
  let text = "";
  const exit_code = await watchTask({
    client: {
      async call() {
        const next = left.shift();
        if (next === undefined) throw new Error("Asked once too often");
        if (next instanceof Error) throw next;
        return { ...taskOf(next) };
      },
    },
    path: "/tasks/0",
    columns,
    write: (part) => (text += part),
    rest: async () => void (rests += 1),
    nowMs: () => NOW_MS,
  });
  return { exit_code, text, rests, left: left.length };
}

describe("progressLine()", () => {
  const line = (changes: Partial<Task>, columns: number | null = 100) =>
    progressLine(taskOf(changes), { columns, now_ms: NOW_MS });

  test("draws a bar with what is done, how fast, and how long it still takes", () => {
    const full = "#".repeat(10) + " ".repeat(30);
    expect(line({})).toBe(
      `[${full}] replay  250/1000 25%  12.5/s  1m 30s left  running`,
    );
  });

  test("never is wider than the terminal, and has a bar only where there is room for one", () => {
    for (let columns = 1; columns < 130; columns++) {
      const drawn = line({}, columns);
      expect(drawn.length).toBeLessThanOrEqual(Math.max(1, columns - 1));
      expect(drawn.startsWith("[")).toBe(columns >= 64);
    }
  });

  test.each<[Partial<Task>, string]>([
    [{ total: null }, "replay  250  12.5/s  1m 30s left  running"],
    [{ eta_at: "2026-11-22T13:05:59.000Z" }, "3h 5m left"],
    [{ eta_at: "2026-11-22T10:00:07.000Z" }, "  7s left"],
    [{ eta_at: "2026-11-22T09:00:00.000Z" }, "  0s left"],
    [{ done: 0, total: 0 }, "0/0 100%"],
    [{ done: 1_200 }, "1200/1000 100%"],
    [{ cancel_requested_at: "2026-11-22T10:00:00.000Z" }, "cancelling"],
    [{ ...ENDED, state: "failed", error: "Error:\nno" }, "failed: Error: no"],
    [{ state: "waiting", error: "Error: no" }, "waiting, after Error: no"],
    [{ ...ENDED, state: "done", error: "Error: no" }, "25%  done"],
  ])("of %p says %p", (changes, said) => {
    expect(line(changes)).toContain(said);
  });
});

describe("watchTask()", () => {
  test("draws one line over and over on a terminal, until the task is done", async () => {
    const { exit_code, text, rests } = await watch(100, [
      { done: 0 },
      { done: 500 },
      { ...ENDED, done: 1_000, state: "done" },
    ]);
    expect(exit_code).toBe(0);
    expect(rests).toBe(2);
    expect(text.split("\r\x1b[K")).toHaveLength(4);
    expect(text).toEndWith("replay  1000/1000 100%  done\n");
    expect(text.match(/\n/g)).toHaveLength(1);
  });

  test("writes a plain line a change where there is no terminal", async () => {
    const { exit_code, text } = await watch(null, [
      { done: 0 },
      { done: 0, eta_at: null },
      { done: 500 },
      { ...ENDED, done: 1_000, state: "done" },
    ]);
    expect(exit_code).toBe(0);
    expect(text).toBe(
      [
        "replay  0/1000 0%  running",
        "replay  500/1000 50%  running",
        "replay  1000/1000 100%  done",
        "",
      ].join("\n"),
    );
  });

  test.each(["failed", "cancelled"] as const)(
    "ends with 1 where the task is %s",
    async (state) => {
      expect((await watch(null, [{ ...ENDED, state }])).exit_code).toBe(1);
    },
  );

  test("survives a restarting tracker, but not one that stays away", async () => {
    const away = Array.from({ length: 59 }, () => new UnreachableError("away"));
    const back = await watch(null, [...away, { ...ENDED, state: "done" }]);
    expect(back.exit_code).toBe(0);
    const gone = watch(null, [...away, ...away]);
    await expect(gone).rejects.toThrow("away");
    const refused = watch(null, [new Error("No such task"), {}]);
    await expect(refused).rejects.toThrow("No such task");
  });
});

describe("tallyho jobs and tallyho tasks", () => {
  const run = (...words: string[]) =>
    runProgram(words, {
      PORT: new URL(service.url).port,
      TALLYHO_ADMIN_TOKEN: ADMIN_TOKEN,
    });

  test("ask the tracker that runs with the same settings", async () => {
    const { stdout, code } = await run("jobs", "list");
    expect(code).toBe(0);
    const jobs = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { name: string });
    expect(jobs.map(({ name }) => name)).toContain("delete_old_tasks");
    const due = await run("jobs", "run", "delete_old_tasks");
    expect(JSON.parse(due.stdout)).toMatchObject({ state: "due" });
    const { id } = JSON.parse(due.stdout) as { id: string };
    const cancelled = await run("tasks", "cancel", id);
    expect(JSON.parse(cancelled.stdout)).toMatchObject({ state: "cancelled" });
    const watched = await run("tasks", "watch", id);
    expect(watched).toMatchObject({ code: 1, stderr: "" });
    expect(watched.stdout).toBe("delete_old_tasks  0  cancelled\n");
    const listed = await run("tasks", "list");
    expect(JSON.parse(listed.stdout)).toMatchObject({ id });
    const resumed = await run("tasks", "resume", id);
    expect(JSON.parse(resumed.stdout)).toMatchObject({ state: "waiting" });
  });

  test("say what was refused, and how they are used", async () => {
    const missing = await run("tasks", "watch", crypto.randomUUID());
    expect(missing).toMatchObject({
      code: 1,
      stderr: "The task does not exist\n",
    });
    for (const words of [["tasks"], ["tasks", "draw", "1"], ["jobs", "walk"]]) {
      const { code, stderr } = await run(...words);
      expect(code).toBe(2);
      expect(stderr).toStartWith(
        `Usage: tallyho ${words[0]} list\n       tallyho ${words[0]} `,
      );
    }
  });
});
