// An operator who looks at a degraded tracker sees since when, and what it is in one sentence.
import { afterAll, describe, expect, test } from "bun:test";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import { findProblems, SeenProblems } from "../../src/problems.ts";
import { createTestDatabase, startTestService } from "../harness.ts";

const database = await createTestDatabase();
const owner = openDatabase(database.owner, { connections_max: 1 });
const service = await startTestService(database);
const { api, clock } = service;

afterAll(async () => {
  await service.stop();
  await closeDatabase(owner);
  await database.drop();
});

interface Answer {
  ready: boolean;
  degraded: string[];
  problems: { code: string; since: string; detail: string }[];
}

/** The answer, without what the machine that tests may cause. */
async function read(client = api): Promise<Answer> {
  const { body } = await client.fetch<Answer>("/readyz");
  const problems = body.problems.filter(
    ({ code }) => code !== "event_loop_slow",
  );
  return { ...body, problems };
}

const NOTHING = {
  ...{ away: null, ledger: null, links: null, replica: null, workers: null },
  google: null,
  is_stopping: false,
};

describe("/readyz", () => {
  test("says nothing where all is well", async () => {
    expect(await read()).toMatchObject({
      ready: true,
      degraded: [],
      problems: [],
    });
  });

  test("knows from the database since when a breaker is open and a job fails", async () => {
    const at = new Date(clock.nowMs() - 3_600_000).toISOString();
    await owner.$client.unsafe(
      `insert into open_breakers (origin, opened_at, probe_at, reason)
      values ('https://partner.example', '${at}', '${at}', 'HTTP 500')`,
    );
    await owner.$client.unsafe(
      `insert into job_runs (name, last_started_at, last_duration_ms, last_error)
      values ('send_mails', '${at}', 5, 'the mail server is away')`,
    );
    // The first one's figures are still kept.
    const other = await startTestService(database, { clock });
    try {
      const { degraded, problems } = await read(other.api);
      expect(degraded).toEqual([]);
      expect(problems).toEqual([
        {
          code: "breakers_open",
          since: at,
          detail: "1 destinations of deliveries are left alone for a while",
        },
        {
          code: "jobs_failing",
          since: at,
          detail: "1 jobs failed when they last ran",
        },
      ]);
    } finally {
      await other.stop();
    }
  });
});

describe("a problem", () => {
  test("keeps its beginning while it lasts, and has a new one when it comes again", () => {
    const seen = new SeenProblems();
    const found = [{ code: "database", is_degrading: true, detail: "away" }];
    const since = (now_ms: number, all = found) =>
      seen.note(all, now_ms).map((one) => Date.parse(one.since));
    expect(since(1_000)).toEqual([1_000]);
    expect(since(6_000)).toEqual([1_000]);
    expect(since(7_000, [])).toEqual([]);
    expect(since(9_000)).toEqual([9_000]);
  });

  test.each([
    ["drain_late", { tallyho_drain_lag_seconds: 61 }],
    ["deliveries_late", { tallyho_delivery_oldest_due_seconds: 601 }],
    ["event_loop_slow", { tallyho_event_loop_delay_seconds: 0.6 }],
    [
      "files_nearly_out",
      { tallyho_open_files: 90, tallyho_open_files_max: 100 },
    ],
    ["clicks_not_stored", { tallyho_clicks_not_stored_total: 1 }],
    ["archive_late", { tallyho_archive_waiting_seconds: 601 }],
    ["archive_base_late", { tallyho_archive_base_age_seconds: 259_201 }],
    ["jobs_failed", { tallyho_jobs_failed: 1 }],
  ])("%s is found from its figures", (code, figures) => {
    const well = Object.fromEntries([
      ["tallyho_journal_bytes_max", [{ labels: {}, value: 100 }]],
    ]);
    expect(findProblems(well, NOTHING)).toEqual([]);
    const bad = Object.entries(figures).map(([name, value]) => [
      name,
      [{ labels: {}, value }],
    ]);
    const found = findProblems(
      { ...well, ...Object.fromEntries(bad) },
      NOTHING,
    );
    expect(found.map((one) => one.code)).toEqual([code]);
  });
});
