// Several processes on one port are one tracker: no click and no sale is lost when one of them is
// killed, or when there are fewer of them after a restart.
import { afterEach, beforeEach, expect, test } from "bun:test";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { isAlive } from "../../src/data_dir.ts";
import { EventStream } from "../event_stream.ts";
import { setUp } from "../factory.ts";
import { ADMIN_TOKEN } from "../harness.ts";
import { longTest } from "../long.ts";
import { until } from "../until.ts";
import { workersOf } from "./child_processes.ts";
import {
  expectAllStored,
  readStored,
  refsOf,
  sendClicks,
  STORED_CLICKS,
} from "./click_load.ts";
import type { Redirected } from "./click_load.ts";
import { ask, ordersOn, sendOrders } from "./load.ts";
import { TrackerDirectory } from "./tracker_process.ts";
import type { TrackerProcess } from "./tracker_process.ts";

const TWO = { TALLYHO_WORKERS: "2" };

let directory: TrackerDirectory;
beforeEach(() => {
  directory = new TrackerDirectory();
});
afterEach(() => directory.remove());

test("two workers on one port store every click, sell each order once, and lose nothing when one is killed and when there is one process again", async () => {
  const first = await directory.start(TWO);
  const { slug } = await setUp(first.api);
  const stream = await EventStream.open(
    { url: first.api.url, token: ADMIN_TOKEN },
    "/live?of=clicks",
  );
  const before = await sendClicks(first.api, slug, refsOf("before", 200));
  for (const number of [1, 2]) expect(hasJournal(number)).toBeTrue();
  await stream.nextOf("click");
  stream.close();
  // Whichever worker is scraped answers for both.
  for (let times = 0; times < 4; times++) {
    const { body } = await first.api.fetch<{ text: string }>("/metrics");
    expect(body.text).toContain('\ntallyho_clicks_total{verdict="sent"} 200\n');
  }

  const orders = ordersOn([...before.values()].slice(0, 20), 40);
  const [one, two] = await Promise.all([
    sendOrders(first.api, orders),
    sendOrders(first.api, orders),
  ]);
  expect([one.size, two.size]).toEqual([40, 40]);
  const made = await ask(
    directory,
    "select count(*)::int as n from conversions",
  );
  expect(made).toEqual([{ n: 40 }]);

  const [killed = 0] = workersOf(first.pid);
  process.kill(killed, "SIGKILL");
  await until("it is replaced", () => {
    const workers = workersOf(first.pid);
    return workers.length === 2 && !workers.includes(killed);
  });
  for (let times = 0; times < 4; times++) await expectCounted(first, 200);
  const later = await sendClicks(first.api, slug, refsOf("later", 100));
  const { exit_code, stdout } = await first.stop();
  expect(exit_code).toBe(0);
  expect(stdout).toContain('"worker":1');
  expect(first.log).toContain("ended by itself");

  const second = await directory.start();
  await expectStored(second, new Map([...before, ...later]));
}, 120_000);

test("a worker that can't start stops everything, with its reason in one line", async () => {
  const folder = join(directory.data_dir, "workers");
  // Only numbers are workers' directories: these are passed over.
  mkdirSync(join(folder, "lost+found"), { recursive: true });
  writeFileSync(join(folder, "notes.txt"), "of the operator");
  writeFileSync(join(folder, "2"), "in the way");
  const env = { ...TWO, TALLYHO_ADMIN_TOKEN: "" };
  const ended = await directory.run(env);
  expect(ended.exit_code).toBe(1);
  // The first one listened by then, and the second says itself what is in its way.
  expect(hasJournal(1)).toBeTrue();
  expect(ended.stderr).toMatch(/ENOTDIR[^\n]*workers\/2/);
  expect(ended.stderr).not.toContain("ended before it listened");
  expect(directory.postgresPid()).toBeNull();

  // The first one has stored the admin token, so its file is still there.
  const path = join(directory.data_dir, "admin-token");
  const token = readFileSync(path, "utf8").trim();
  rmSync(join(folder, "2"));
  const tracker = await directory.start(env);
  const answer = await tracker.api.fetch("/api/v1/tokens", {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.body.data).toHaveLength(1);
  await tracker.stop();
}, 120_000);

longTest(
  "workers whose first process was killed end by themselves, and the next start goes on on the same port",
  async () => {
    // A grace that is longer than the next start waits for them.
    const first = await directory.start({ ...TWO, TALLYHO_STOP_GRACE_S: "60" });
    const { slug } = await setUp(first.api);
    const clicks = await sendClicks(first.api, slug, refsOf("before", 100));
    const workers = workersOf(first.pid);
    expect(workers).toHaveLength(2);
    await first.kill();
    const { port } = new URL(first.api.url);
    const second = await directory.start({ ...TWO, PORT: port });
    // They release their directories a moment before they end.
    await until("the workers have ended", () => !workers.some(isAlive));
    await expectStored(second, clicks);
  },
  120_000,
);

longTest(
  "a worker that hangs is replaced, and what waits in its journal is stored",
  async () => {
    const tracker = await directory.start(TWO);
    const { slug } = await setUp(tracker.api);
    const clicks = await sendClicks(tracker.api, slug, refsOf("before", 100));
    const [hung = 0] = workersOf(tracker.pid);
    await expectCounted(tracker, 100);
    process.kill(hung, "SIGSTOP");
    const scraped = await expectCounted(tracker, 100);
    expect(scraped).toMatch(/\ntallyho_worker_up\{worker="\d"\} 0\n/);
    await until("it is replaced", () => !isAlive(hung));
    await expectCounted(tracker, 100);
    await until("there are two", () => workersOf(tracker.pid).length === 2);
    await expectStored(tracker, clicks);
  },
  120_000,
);

longTest(
  "a port that another tracker has is not shared with it",
  async () => {
    const first = await directory.start(TWO);
    const { port } = new URL(first.api.url);
    const other = new TrackerDirectory();
    try {
      const ended = await other.run({ ...TWO, PORT: port });
      expect(ended.exit_code).toBe(1);
      expect(ended.stderr).toContain(
        `Cannot listen at HOST=127.0.0.1 PORT=${port}`,
      );
    } finally {
      await other.remove();
    }
  },
  120_000,
);

/** Asserts that each click is stored once, and that the tracker stops. */
async function expectStored(
  tracker: TrackerProcess,
  redirected: Redirected,
): Promise<void> {
  await until("all clicks are stored", async () => {
    const rows = await ask(directory, STORED_CLICKS);
    return rows.length >= redirected.size;
  });
  const rows = await ask(directory, STORED_CLICKS);
  expectAllStored(readStored(rows), redirected);
  expect((await tracker.stop()).exit_code).toBe(0);
}

/** Asserts that a scrape counts all clicks of all workers, also of those that ended or hang. */
async function expectCounted(
  { api }: TrackerProcess,
  clicks: number,
): Promise<string> {
  // Some of the connections reach the one that hangs.
  const asked = Array.from({ length: 8 }, async () => {
    const response = await fetch(`${api.url}/metrics`, {
      keepalive: false,
    });
    return await response.text();
  });
  const text = await Promise.any(asked);
  expect(text).toContain(`\ntallyho_clicks_total{verdict="sent"} ${clicks}\n`);
  return text;
}

function hasJournal(number: number): boolean {
  const worker = join(directory.data_dir, "workers", String(number));
  return existsSync(join(worker, "journal", "id"));
}
