import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import {
  endpointHealth,
  endpoints,
  jobRuns,
  webhooks,
} from "../../db/schema/mod.ts";
import { systemClock } from "../../modules/kernel/mod.ts";
import { createTestDatabase } from "../../tests/harness.ts";
import { readDatabaseClock, readFailing } from "./read_database.ts";

const database = await createTestDatabase();
const db = openDatabase(database.app, { connections_max: 1 });
afterAll(async () => {
  await closeDatabase(db);
  await database.drop();
});

const SINCE_MS = 10_000_000;

describe("readFailing()", () => {
  beforeEach(async () => {
    for (const table of [endpoints, webhooks, endpointHealth]) {
      await db.delete(table);
    }
  });

  interface Given {
    enabled?: boolean;
    disabled_reason?: string;
    failing_since?: number | null;
  }
  const endpoint = { affiliate_id: 2, url: "", statuses: [], created_at: 0 };
  const webhook = { url: "", events: [], secrets: [], created_at: 0 };

  async function make(
    kind: "endpoint" | "webhook",
    { failing_since = null, ...given }: Given,
  ): Promise<number> {
    const [row] =
      kind === "endpoint"
        ? await db
            .insert(endpoints)
            .values({ ...endpoint, ...given })
            .returning()
        : await db
            .insert(webhooks)
            .values({ ...webhook, ...given })
            .returning();
    const id = row?.id ?? 0;
    const health = { endpoint_id: id, failing_since, failures: 9 };
    await db.insert(endpointHealth).values(health);
    return id;
  }

  const off = (disabled_reason: string) => ({
    ...{ enabled: false, disabled_reason },
    failing_since: 1,
  });

  describe.each(["endpoint", "webhook"] as const)("of an %s", (kind) => {
    test.each<[string, Given]>([
      ["works", {}],
      ["has failed for a short while", { failing_since: SINCE_MS + 1 }],
      ["is switched off", off("Switched off")],
      ["is paused", off("Paused")],
      ["is paused for a reason", off("Paused: their tracker moves")],
    ])("leaves out one that %s", async (_, given) => {
      await make(kind, given);
      expect(await readFailing(db, SINCE_MS)).toEqual([]);
    });

    test.each<[string, Given]>([
      ["has failed for long", { failing_since: SINCE_MS }],
      ["is off since it failed", off("It answered 410 Gone")],
      ["is off since its host is named Paused", off("Paused.example is gone")],
    ])("finds one that %s", async (_, given) => {
      const id = await make(kind, given);
      const affiliate_id = kind === "endpoint" ? 2 : null;
      expect(await readFailing(db, SINCE_MS)).toEqual([
        { kind, id, affiliate_id, enabled: given.enabled ?? true },
      ]);
    });
  });

  test("finds one behind a hundred that have just begun to fail", async () => {
    for (let n = 0; n < 100; n++) {
      await make("endpoint", { failing_since: SINCE_MS + 1 });
    }
    const id = await make("endpoint", { failing_since: SINCE_MS });
    expect(await readFailing(db, SINCE_MS)).toMatchObject([{ id }]);
  });
});

test("readDatabaseClock() finds a job that started in the future", async () => {
  const read = () => readDatabaseClock(db, systemClock);
  expect(await read()).toMatchObject({ job_ahead_ms: null });
  const run = { last_duration_ms: 1, last_started_at: systemClock.nowMs() };
  await db.insert(jobRuns).values({ ...run, name: "now" });
  expect(await read()).toMatchObject({ job_ahead_ms: 0 });
  const last_started_at = run.last_started_at + 3_600_000;
  await db.insert(jobRuns).values({ ...run, name: "later", last_started_at });
  const { job_ahead_ms } = await read();
  expect(job_ahead_ms).toBeWithin(3_000_000, 3_600_001);
});
