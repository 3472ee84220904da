import { afterEach, expect, test } from "bun:test";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SyncThread } from "./segment_files.ts";

const directory = mkdtempSync(join(tmpdir(), "tallyho-sync-"));
let thread = new SyncThread();
afterEach(async () => {
  await thread.stop();
  thread = new SyncThread();
});

function openFile(): number {
  return openSync(join(directory, "file"), "w");
}

test("sync() settles for each who asks, however many at once", async () => {
  thread.start();
  const file = openFile();
  writeSync(file, "written");
  await Promise.all(Array.from({ length: 50 }, () => thread.sync(file)));
  closeSync(file);
  rmSync(directory, { recursive: true });
});

test("sync() rejects with the system's code, and the next one is served", async () => {
  const answers = await Promise.allSettled(
    [1_000_000, -1, 999_999].map((descriptor) => thread.sync(descriptor)),
  );
  for (const answer of answers) expect(answer.status).toBe("rejected");
  // Not `rejects`: it waits inside the thread's message handler, and blocks further messages.
  const error = await thread.sync(1_000_000).catch((cause: unknown) => cause);
  expect(error).toMatchObject({ code: "EBADF" });
});

test("a thread that ends rejects those who wait, and the next one has a new thread", async () => {
  const workers: Worker[] = [];
  const failing = new SyncThread(() => {
    const worker = new Worker("data:text/javascript,onmessage=()=>{}");
    workers.push(worker);
    return worker;
  });
  const first = failing.sync(1);
  workers[0]?.terminate();
  expect(String(await first.catch(String))).toContain("it ended");
  const second = failing.sync(1);
  expect(workers.length).toBe(2);
  const stopping = failing.stop();
  expect(String(await second.catch(String))).toContain("it was stopped");
  await stopping;
  expect(String(await failing.sync(1).catch(String))).toContain("stopped");
});

test("double stop is fine, also of one that never started", async () => {
  await thread.stop();
  await thread.stop();
});
