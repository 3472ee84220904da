import { describe, expect, test } from "bun:test";
import type { Verdict } from "./finding.ts";
import { judgeArchive } from "./judge_archive.ts";
import {
  judgeBun,
  judgeClock,
  judgeDisk,
  judgeMemory,
  judgePermissions,
} from "./judge_host.ts";
import {
  judgeJournal,
  judgeMail,
  judgeProxies,
  judgePublicUrl,
  judgeTracker,
} from "./judge_network.ts";
import type { PublicAnswer } from "./judge_network.ts";
import {
  judgeEndpoints,
  judgeJobs,
  judgeKey,
  judgeMigrations,
  judgeSources,
  judgeZones,
} from "./judge_work.ts";

const MB = 1_048_576;
const NOW_MS = Date.UTC(2026, 10, 22, 10);
const HOUR_MS = 3_600_000;

/** A verdict's state; whatever isn't well says what to do. */
function stateOf({ state, do: todo }: Verdict): string {
  const is_well = state === "ok" || state === "skipped";
  expect(todo === undefined).toBe(is_well);
  return state;
}

const room = {
  bytes_free: 50_000 * MB,
  bytes: 100_000 * MB,
  inodes_free: 900,
  inodes: 1_000,
};

test.each([
  [room, "ok"],
  [{ ...room, bytes_free: 100 * MB }, "fault"],
  [{ ...room, bytes_free: 900 * MB }, "warning"],
  [{ ...room, bytes_free: 4_000 * MB }, "warning"],
  [{ ...room, inodes_free: 1 }, "warning"],
  [{ ...room, inodes_free: 0, inodes: 0 }, "ok"],
] as const)("judgeDisk() %#", (given, state) => {
  expect(stateOf(judgeDisk(given))).toBe(state);
});

test("judgeMemory() warns of a small container", () => {
  expect(stateOf(judgeMemory({ bytes: 2_000 * MB, is_limited: true }))).toBe(
    "ok",
  );
  expect(stateOf(judgeMemory({ bytes: 256 * MB, is_limited: true }))).toBe(
    "warning",
  );
});

const key = { path: "/d/key", is_directory: false, is_ours: true };
const directory = { path: "/d", is_directory: true, is_ours: true };
test.each([
  [
    [
      { ...key, mode: 0o600 },
      { ...directory, mode: 0o711 },
    ],
    "ok",
  ],
  [[{ ...key, mode: 0o640 }], "fault"],
  [[{ ...key, mode: 0o604 }], "fault"],
  [[{ ...directory, mode: 0o777 }], "fault"],
  [[{ ...key, mode: 0o600, is_ours: false }], "warning"],
  [[], "ok"],
] as const)("judgePermissions() %#", (given, state) => {
  expect(stateOf(judgePermissions(given))).toBe(state);
});

const in_time = { database_ms: 300, files_ms: 0, job_ahead_ms: 0 };
test.each([
  [in_time, "ok"],
  [{ ...in_time, database_ms: null, job_ahead_ms: null }, "ok"],
  [{ ...in_time, database_ms: -5_000 }, "warning"],
  [{ ...in_time, files_ms: 5_000 }, "warning"],
  [{ ...in_time, database_ms: 60_000 }, "fault"],
  [{ ...in_time, job_ahead_ms: HOUR_MS }, "fault"],
] as const)("judgeClock() %#", (given, state) => {
  expect(stateOf(judgeClock(given))).toBe(state);
});

describe("judgePublicUrl()", () => {
  const answers: PublicAnswer = {
    addresses: ["192.0.2.1"],
    status: 200,
    version: "1",
    error: null,
  };
  const https = "https://go.example";
  test.each([
    [https, answers, true, "ok"],
    ["http://go.example", answers, true, "warning"],
    ["http://127.0.0.1:3000", answers, true, "ok"],
    [https, { ...answers, addresses: null }, false, "fault"],
    [https, { ...answers, status: null, error: "refused" }, true, "fault"],
    [https, { ...answers, status: 301 }, true, "fault"],
    [https, { ...answers, version: null }, true, "fault"],
    [https, { ...answers, status: 502 }, false, "skipped"],
    ["http://go.example", { ...answers, status: 502 }, false, "warning"],
  ] as const)("%s %#", (public_url, answer, is_running, state) => {
    const judged = judgePublicUrl(
      { public_url, host: "0.0.0.0" },
      answer,
      is_running,
    );
    expect(stateOf(judged)).toBe(state);
  });

  test("says what a missing one means", () => {
    const judge = (host: string) =>
      stateOf(judgePublicUrl({ public_url: null, host }, null, true));
    expect(judge("127.0.0.1")).toBe("warning");
    expect(judge("0.0.0.0")).toBe("fault");
  });
});

describe("judgeArchive()", () => {
  const well = {
    store: "s3://books/",
    error: null,
    has_line: true,
    waiting_ms: 30_000,
    waiting_bytes: 16_777_216,
    base_age_ms: 80_000_000,
  };
  test.each([
    [null, "skipped"],
    [well, "ok"],
    [{ ...well, waiting_ms: null, waiting_bytes: 0 }, "ok"],
    [{ ...well, error: "Cannot list s3://books/: AccessDenied" }, "fault"],
    [{ ...well, has_line: false }, "warning"],
    [{ ...well, waiting_ms: 660_000 }, "fault"],
    [{ ...well, base_age_ms: null }, "warning"],
    [{ ...well, base_age_ms: 300_000_000 }, "warning"],
  ] as const)("%j is %s", (given, state) => {
    expect(stateOf(judgeArchive(given))).toBe(state);
  });
});

test("judgeTracker() finds one that was not restarted", () => {
  expect(stateOf(judgeTracker(null, "2"))).toBe("skipped");
  expect(stateOf(judgeTracker({ version: "2" }, "2"))).toBe("ok");
  expect(stateOf(judgeTracker({ version: "1" }, "2"))).toBe("warning");
});

test("judgeProxies() finds a proxy that isn't trusted", () => {
  expect(stateOf(judgeProxies(null, 0))).toBe("skipped");
  expect(stateOf(judgeProxies(0, 1))).toBe("ok");
  expect(stateOf(judgeProxies(3, 0))).toBe("warning");
});

test("judgeJournal() names what is degraded, and clicks that wait", () => {
  const journal = { bytes: 1, bytes_max: 100, drain_lag_bytes: 0 };
  expect(stateOf(judgeJournal(null))).toBe("skipped");
  expect(stateOf(judgeJournal({ degraded: [], journal }))).toBe("ok");
  const degraded = judgeJournal({ degraded: ["ledger"], journal });
  expect(stateOf(degraded)).toBe("fault");
  expect(degraded.do).toBe("Run tallyho verify");
  const behind = { ...journal, drain_lag_bytes: 100 * MB };
  expect(stateOf(judgeJournal({ degraded: [], journal: behind }))).toBe(
    "warning",
  );
});

test("judgeMail()", () => {
  expect(stateOf(judgeMail(false, null))).toBe("skipped");
  expect(stateOf(judgeMail(true, null))).toBe("ok");
  expect(stateOf(judgeMail(true, "refused"))).toBe("fault");
});

test("judgeJobs() finds jobs that are overdue or fail", () => {
  const job = {
    name: "nightly",
    every_ms: HOUR_MS,
    last_run_at: null,
    next_run_at: new Date(NOW_MS).toISOString(),
    last_error: null,
    failed: 0,
  };
  const late = new Date(NOW_MS - HOUR_MS).toISOString();
  const judge = (changed: object) =>
    stateOf(judgeJobs([{ ...job, ...changed }], NOW_MS));
  expect(judge({})).toBe("ok");
  expect(judge({ next_run_at: late })).toBe("fault");
  expect(judge({ next_run_at: late, every_ms: null })).toBe("ok");
  expect(judge({ last_error: "x" })).toBe("warning");
  expect(judge({ failed: 2 })).toBe("warning");
  expect(stateOf(judgeJobs(null, NOW_MS))).toBe("skipped");
});

test("judgeEndpoints() names endpoints and webhooks, and whose they are", () => {
  const [kind, affiliate_id, enabled] = ["endpoint", 2, true] as const;
  expect(stateOf(judgeEndpoints([]))).toBe("ok");
  const judged = judgeEndpoints([
    { kind, id: 1, affiliate_id, enabled },
    { kind, id: 3, affiliate_id, enabled: false },
    { kind: "webhook", id: 4, affiliate_id: null, enabled },
  ]);
  expect(stateOf(judged)).toBe("warning");
  expect(judged.says).toBe(
    "3 don't take what they are sent: endpoint 1 of affiliate 2 fails, endpoint 3 of affiliate 2 is off, webhook 4 of the network fails",
  );
});

test("judgeSources() names at most five", () => {
  const many = Array.from({ length: 7 }, (_, id) => ({ id, name: `S${id}` }));
  expect(stateOf(judgeSources([]))).toBe("ok");
  const judged = judgeSources(many);
  expect(stateOf(judged)).toBe("warning");
  expect(judged.says).toContain("4 S4 and 2 more");
});

test("judgeKey(), judgeZones(), judgeMigrations()", () => {
  const found = { is_there: true, sealed_count: 1, error: null };
  expect(stateOf(judgeKey(found))).toBe("ok");
  expect(stateOf(judgeKey({ ...found, is_there: false }))).toBe("fault");
  expect(stateOf(judgeKey({ ...found, error: "another" }))).toBe("fault");
  expect(stateOf(judgeZones([]))).toBe("ok");
  expect(stateOf(judgeZones(["Mars/Base"]))).toBe("fault");
  expect(stateOf(judgeMigrations(false))).toBe("ok");
  expect(stateOf(judgeMigrations(true))).toBe("fault");
});

test("judgeBun()", () => {
  expect(stateOf(judgeBun("1.4.5", null))).toBe("skipped");
  expect(stateOf(judgeBun("1.4.5", "1.4.5"))).toBe("ok");
  expect(stateOf(judgeBun("1.3.0", "1.4.5"))).toBe("warning");
});
