import { expect, test } from "bun:test";
import type { WorkerSetup } from "./messages.ts";
import { WorkerPool } from "./worker_pool.ts";
import type { RunningWorker, WorkerReady } from "./worker_process.ts";

const LONG_MS = 3_600_000;

function setupOf(number: number): WorkerSetup {
  return {
    kind: "start",
    ...{ number, port: 0, data_dir: "", address: "", owner: "" },
    ...{ takes_on_role: false, archive: null, left: [] },
    secrets: { key: "", admin_token: "" },
  };
}

/** A worker that becomes ready and ends when it is told to. */
function createWorker(number: number) {
  const ready = Promise.withResolvers<WorkerReady>();
  const ended = Promise.withResolvers<string>();
  const signals: string[] = [];
  const worker: RunningWorker = {
    number,
    ready: ready.promise,
    ended: ended.promise,
    signal: (signal) => void signals.push(signal),
    check() {},
    figures: async () => null,
  };
  return { worker, signals, ready, ended };
}

test("a pool that is stopped while its first worker starts begins no other, which nobody would stop", async () => {
  const begun: ReturnType<typeof createWorker>[] = [];
  const pool = new WorkerPool(
    [setupOf(1), setupOf(2)],
    () => {},
    ({ number }) => {
      const created = createWorker(number);
      begun.push(created);
      // Only the first is told by this test when to end.
      if (number > 1) created.ended.resolve("exit code 0");
      return created.worker;
    },
  );
  const starting = pool.start();
  const stopping = pool.stop(LONG_MS);
  const [first] = begun;
  expect(first?.signals).toEqual(["SIGTERM"]);
  first?.ready.resolve({ url: "", setup_link: null });
  for (const { ready } of begun.slice(1)) ready.reject(new Error("too late"));
  await expect(starting).rejects.toThrow("The workers are being stopped");
  first?.ended.resolve("exit code 0");
  await stopping;
  expect(begun).toHaveLength(1);
});
