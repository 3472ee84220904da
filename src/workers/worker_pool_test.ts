import { expect, test } from "bun:test";
import { until } from "../../tests/until.ts";
import type { WorkerSetup } from "./messages.ts";
import { WorkerPool } from "./worker_pool.ts";
import { DatabaseAway } from "./worker_process.ts";
import { WorkerSilence } from "./worker_silence.ts";
import { mergeSnapshots } from "../metrics/snapshot.ts";
import type { Snapshot } from "../metrics/snapshot.ts";
import type {
  RunningWorker,
  WorkerListener,
  WorkerReady,
} from "./worker_process.ts";

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
function createWorker(number: number, listener: WorkerListener) {
  const ready = Promise.withResolvers<WorkerReady>();
  const ended = Promise.withResolvers<string>();
  const signals: string[] = [];
  const told: (string | null)[] = [];
  let is_silent = false;
  const worker: RunningWorker = {
    number,
    get is_silent() {
      return is_silent;
    },
    ready: ready.promise,
    ended: ended.promise,
    signal: (signal) => void signals.push(signal),
    check: (trouble) => void told.push(trouble),
    figures: async () => created.answer,
  };
  const created = {
    ...{ worker, signals, ready, ended, told, listener },
    answer: null as Snapshot | null,
    silence: () => (is_silent = true),
  };
  return created;
}

test("a pool that is stopped while its first worker starts begins no other, which nobody would stop", async () => {
  const begun: ReturnType<typeof createWorker>[] = [];
  const pool = new WorkerPool(
    [setupOf(1), setupOf(2)],
    () => {},
    ({ number }, listener) => {
      const created = createWorker(number, listener);
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

/** A pool of two whose workers are ended by hand, on a clock that moves by hand. */
async function createPool() {
  const begun: ReturnType<typeof createWorker>[] = [];
  const pauses_ms: number[] = [];
  const lines: string[] = [];
  let failures = 0;
  const time = { now_ms: 0, begin: Promise.withResolvers<void>() };
  const pool = new WorkerPool(
    [setupOf(1), setupOf(2)],
    (line) => lines.push(line),
    ({ number }, listener) => {
      if (failures > 0) {
        failures -= 1;
        throw new Error("spawn EAGAIN");
      }
      const created = createWorker(number, listener);
      created.ready.resolve({ url: "", setup_link: null });
      begun.push(created);
      time.begin.resolve();
      time.begin = Promise.withResolvers();
      return created.worker;
    },
    {
      ticksMs: () => time.now_ms,
      sleep: async (wait_ms) => void pauses_ms.push(wait_ms),
    },
  );
  await pool.start();
  const of = (number: number) => {
    const found = begun.findLast(({ worker }) => worker.number === number);
    if (found === undefined) throw new Error(`No worker ${number}`);
    return found;
  };
  return {
    ...{ pool, of, time, pauses_ms, lines },
    /** Lets the next so many starts of a process fail. */
    failStarts: (times: number) => (failures = times),
    /** Ends a worker by itself, and waits until it is started again. */
    async end(number: number) {
      const replaced = time.begin.promise;
      of(number).ended.resolve("SIGKILL");
      await replaced;
    },
    async stop() {
      const stopping = pool.stop(LONG_MS);
      for (const { ended } of begun) ended.resolve("exit code 0");
      await stopping;
    },
  };
}

test("a worker that listens and ends again and again is started after longer and longer pauses, and the others are told", async () => {
  const { pool, of, end, time, pauses_ms, stop } = await createPool();
  pool.check();
  expect(of(1).told.at(-1)).toBeNull();
  for (let times = 0; times < 10; times++) await end(2);
  expect(pauses_ms.slice(0, 4)).toEqual([250, 500, 1_000, 2_000]);
  expect(pauses_ms.slice(-2)).toEqual([30_000, 30_000]);
  pool.check();
  expect(of(1).told.at(-1)).toContain(
    "worker 2 ended by itself 10 times in a row (SIGKILL)",
  );
  await of(2).worker.ready;
  time.now_ms += 60_000;
  pool.check();
  expect(of(1).told.at(-1)).toBeNull();
  await end(2);
  expect(pauses_ms.at(-1)).toBe(250);
  of(2).silence();
  pool.check();
  expect(of(1).told.at(-1)).toContain("worker 2 does not answer");
  await stop();
});

test("a worker whose process can't be started again is tried again after longer and longer pauses", async () => {
  const { pool, of, end, pauses_ms, lines, failStarts, stop } =
    await createPool();
  const before = of(2);
  failStarts(3);
  await end(2);
  expect(of(2)).not.toBe(before);
  expect(pauses_ms).toEqual([250, 500, 1_000, 2_000]);
  expect(lines.at(-1)).toContain("could not be started: spawn EAGAIN");
  pool.check();
  expect(of(1).told.at(-1)).toContain("worker 2 ended by itself 4 times");
  await stop();
});

test("a first start whose process can't be started fails with that reason", async () => {
  const pool = new WorkerPool(
    [setupOf(1), setupOf(2)],
    () => {},
    () => {
      throw new Error("spawn ENOENT");
    },
  );
  await expect(pool.start()).rejects.toThrow("spawn ENOENT");
  await pool.stop(LONG_MS);
});

test("a worker that only misses the database is started again, and those that listen go on; another failure stops the start", async () => {
  const begun: ReturnType<typeof createWorker>[] = [];
  const pool = new WorkerPool(
    [setupOf(1), setupOf(2)],
    () => {},
    ({ number }, listener) => {
      const created = createWorker(number, listener);
      begun.push(created);
      return created.worker;
    },
    { ticksMs: () => 0, sleep: async () => {} },
  );
  const starting = pool.start();
  const [first] = begun;
  first?.ready.resolve({ url: "http://one", setup_link: null });
  const second = await until("the second is begun", () => begun[1]);
  second.ready.reject(new DatabaseAway("connection refused"));
  expect(await starting).toEqual({ url: "http://one", setup_link: null });
  second.ended.resolve("exit code 1");
  const third = await until("it is started again", () => begun[2]);
  expect(third.worker.number).toBe(2);
  const stopping = pool.stop(LONG_MS);
  for (const { ended } of begun) ended.resolve("exit code 0");
  third.ready.reject(new Error("stopped"));
  await stopping;
});

test("a worker's silence is counted in checks, so that a pause of the first process isn't taken for it", () => {
  const silence = new WorkerSilence();
  for (let checks = 0; checks < 15; checks++) silence.checked();
  expect(silence.isLongerThan(15)).toBeFalse();
  silence.checked();
  expect(silence.isLongerThan(15)).toBeTrue();
  silence.heard();
  expect(silence.isLongerThan(0)).toBeFalse();
});

test("the counts of workers stay in the sum when one ends, is replaced, or doesn't answer", async () => {
  const { of, end, stop } = await createPool();
  const clicks = (value: number): Snapshot => ({
    tallyho_clicks_total: [{ labels: { verdict: "sent" }, value }],
    tallyho_journal_bytes: [{ labels: {}, value: 7 }],
  });
  /** A scrape that worker 1 answers, which has counted 100 itself. */
  const scrape = async () => {
    const { worker, listener } = of(1);
    const own = clicks(100);
    return mergeSnapshots([
      own,
      ...(await listener.othersFigures(worker, own)),
    ]);
  };
  const sumOf = (name: string, figures: Snapshot) => figures[name];
  const sent = (value: number) => [{ labels: { verdict: "sent" }, value }];
  const up = (one: number, two: number) => [
    { labels: { worker: "1" }, value: one },
    { labels: { worker: "2" }, value: two },
  ];

  of(2).answer = clicks(10);
  const both = await scrape();
  expect(sumOf("tallyho_clicks_total", both)).toEqual(sent(110));
  expect(sumOf("tallyho_journal_bytes", both)).toEqual([
    { labels: {}, value: 14 },
  ]);
  expect(sumOf("tallyho_worker_up", both)).toEqual(up(1, 1));

  of(2).answer = null;
  const silent = await scrape();
  expect(sumOf("tallyho_clicks_total", silent)).toEqual(sent(110));
  expect(sumOf("tallyho_journal_bytes", silent)).toEqual([
    { labels: {}, value: 7 },
  ]);
  expect(sumOf("tallyho_worker_up", silent)).toEqual(up(1, 0));

  of(2).listener.counted(of(2).worker, clicks(12));
  await end(2);
  of(2).answer = clicks(3);
  const replaced = await scrape();
  expect(sumOf("tallyho_clicks_total", replaced)).toEqual(sent(115));
  expect(sumOf("tallyho_worker_restarts_total", replaced)).toEqual(up(0, 1));

  // The one that answered before has ended: what it said then is known too.
  await end(1);
  const { worker, listener } = of(2);
  const own = clicks(4);
  const others = await listener.othersFigures(worker, own);
  expect(
    sumOf("tallyho_clicks_total", mergeSnapshots([own, ...others])),
  ).toEqual(sent(116));
  await stop();
});
