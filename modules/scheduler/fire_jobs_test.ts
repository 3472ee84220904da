import { describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { START_MS } from "../../tests/harness.ts";
import { openSchedulerBench } from "../../tests/schedulers.ts";
import { isoTime } from "../kernel/mod.ts";
import { dueSlots, fireJobs, slotOf } from "./fire_jobs.ts";
import type { JobContext } from "./job_definition.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const bench = await openSchedulerBench();
const { clock, db, rows, schedulerOf } = bench;

describe("dueSlots()", () => {
  const every_ms = HOUR_MS;
  const now_ms = START_MS + 5 * MINUTE_MS;

  test.each([
    ["nothing without a period", {}, null, []],
    ["only the present slot the first time", { every_ms }, null, [0]],
    ["nothing twice", { every_ms }, 0, []],
    ["nothing where the clock was put back", { every_ms }, 3, []],
    ["one for all that were missed", { every_ms }, -7, [0]],
    ["each that was missed", { every_ms, catch_up: true }, -3, [-2, -1, 0]],
  ])("gives %s", (_, { every_ms, catch_up }: Given, last, hours) => {
    const slots = dueSlots(
      {
        ...(every_ms === undefined ? {} : { every_ms }),
        missed: catch_up === true ? "catch_up" : "skip",
      },
      { now_ms, last: last === null ? null : START_MS + last * HOUR_MS },
    );
    expect(slots).toEqual(hours.map((hour) => START_MS + hour * HOUR_MS));
  });
  interface Given {
    every_ms?: number;
    catch_up?: boolean;
  }

  test("catches up with the latest hundred at most, each once, in order", () => {
    const last = START_MS - 1_000 * HOUR_MS;
    const slots = dueSlots({ every_ms, missed: "catch_up" }, { now_ms, last });
    expect(slots).toHaveLength(100);
    expect(slots[0]).toBe(START_MS - 99 * HOUR_MS);
    expect(slots.at(-1)).toBe(START_MS);
    expect(new Set(slots).size).toBe(100);
  });

  test("goes on at the full period where the period was another before", () => {
    const last = START_MS - 90 * MINUTE_MS;
    const slots = dueSlots({ every_ms, missed: "catch_up" }, { now_ms, last });
    expect(slots).toEqual([START_MS - HOUR_MS, START_MS]);
  });

  test("counts days and hours from midnight in UTC", () => {
    const day = slotOf(Date.UTC(2028, 1, 29, 23, 59, 59, 999), DAY_MS);
    expect(isoTime(day)).toBe("2028-02-29T00:00:00.000Z");
    const hour = slotOf(Date.UTC(2026, 9, 25, 1, 30), HOUR_MS);
    expect(isoTime(hour)).toBe("2026-10-25T01:00:00.000Z");
  });
});

describe("the clock", () => {
  test("fires nothing for a leader that was frozen between looking and firing, and whose slot another one has fired and run meanwhile", async () => {
    let runs = 0;
    const job = {
      name: "count",
      description: "Counts",
      every_ms: MINUTE_MS,
      run: async () => void (runs += 1),
    };
    const looked = Promise.withResolvers<void>();
    const thawed = Promise.withResolvers<void>();
    let asked = 0;
    const frozen: typeof db = Object.create(db, {
      execute: {
        async value(query: Parameters<typeof db.execute>[0]) {
          asked += 1;
          if (asked === 2) {
            looked.resolve();
            await thawed.promise;
          }
          return await db.execute(query);
        },
      },
    });
    const firing = fireJobs({ db: frozen, clock }, [job], new Map());
    await looked.promise;
    const other = schedulerOf(job);
    await other.runOnce();
    thawed.resolve();
    expect(await firing).toBe(0);
    await other.runOnce();
    expect(runs).toBe(1);
  });

  test("makes one run of all that were missed, also over a restart", async () => {
    let runs = 0;
    const job = { every_ms: MINUTE_MS, run: async () => void (runs += 1) };
    const first = schedulerOf(job);
    await first.runOnce();
    await first.stop();
    clock.advance(17 * MINUTE_MS);
    const second = schedulerOf(job);
    await second.runOnce();
    await second.runOnce();
    expect(runs).toBe(2);
  });

  test("catches up with each that was missed where the job says so, once, however many instances do it", async () => {
    const slots: unknown[] = [];
    const job = {
      every_ms: MINUTE_MS,
      missed: "catch_up" as const,
      run: async ({ payload }: JobContext) => void slots.push(payload),
    };
    const first = schedulerOf(job);
    await first.runOnce();
    await first.stop();
    clock.advance(3 * DAY_MS);
    await first.runOnce();
    await first.stop();
    expect(slots).toHaveLength(101);
    slots.length = 0;
    clock.advance(4 * MINUTE_MS);
    const others = [schedulerOf(job), schedulerOf(job)];
    await Promise.all(others.map((scheduler) => scheduler.runOnce()));
    await Promise.all(others.map((scheduler) => scheduler.runOnce()));
    const minutes = [1, 2, 3, 4].map((minute) => ({
      scheduled_for: isoTime(START_MS + 3 * DAY_MS + minute * MINUTE_MS),
    }));
    expect(slots.map((slot) => JSON.stringify(slot)).toSorted()).toEqual(
      minutes.map((slot) => JSON.stringify(slot)),
    );
  });

  test("fires once more, whatever comes, while the last one still runs", async () => {
    const begun = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const slow = {
      every_ms: MINUTE_MS,
      run: async () => {
        begun.resolve();
        await gate.promise;
      },
    };
    const first = schedulerOf(slow);
    const running = first.runOnce();
    await begun.promise;
    for (let minute = 0; minute < 3; minute++) {
      clock.advance(MINUTE_MS);
      await first.fire();
    }
    expect(await rows(sql`select from jobs`)).toHaveLength(2);
    expect(await rows(sql`select from job_firings`)).toHaveLength(4);
    gate.resolve();
    await running;
    expect(await rows(sql`select from jobs`)).toHaveLength(0);
  });

  test("tries a job that throws again no later than its next firing, and for ever", async () => {
    let runs = 0;
    const scheduler = schedulerOf({
      every_ms: MINUTE_MS,
      run: async () => {
        runs += 1;
        throw new Error("no");
      },
    });
    for (let minute = 0; minute < 40; minute++) {
      await scheduler.runOnce();
      clock.advance(MINUTE_MS);
    }
    expect(runs).toBe(40);
    expect(await rows(sql`select state, attempt from jobs`)).toEqual([
      { state: "waiting", attempt: 40 },
    ]);
  });

  test("forgets firings after a day, but never a job's last", async () => {
    const scheduler = schedulerOf({ every_ms: MINUTE_MS });
    for (let minute = 0; minute < 3; minute++) {
      await scheduler.runOnce();
      clock.advance(MINUTE_MS);
    }
    await scheduler.stop();
    clock.advance(2 * DAY_MS);
    const other = schedulerOf({ name: "other", every_ms: MINUTE_MS });
    await other.runOnce();
    expect(
      await rows(
        sql`select name, (extract(epoch from scheduled_for) * 1000)::float8 as slot from job_firings order by name`,
      ),
    ).toEqual([
      { name: "count", slot: START_MS + 2 * MINUTE_MS },
      { name: "other", slot: clock.nowMs() },
    ]);
  });
});

describe("runNow()", () => {
  test("brings a job of the clock forward that waits for another try, and makes no second one", async () => {
    let runs = 0;
    let is_broken = true;
    const scheduler = schedulerOf({
      every_ms: DAY_MS,
      run: async () => {
        runs += 1;
        if (is_broken) throw new Error("no");
      },
    });
    await scheduler.runOnce();
    is_broken = false;
    await scheduler.runOnce();
    expect(runs).toBe(1);
    const { id } = await scheduler.runNow("count");
    expect(await rows(sql`select id from jobs`)).toEqual([{ id }]);
    await scheduler.runOnce();
    expect(runs).toBe(2);
    await scheduler.runNow("count");
    await scheduler.runOnce();
    expect(runs).toBe(3);
  });

  test("refuses a job that is not the clock's: it would not know what to work on", async () => {
    const running = schedulerOf({}).runNow("count");
    await expect(running).rejects.toMatchObject({
      status: 422,
      code: "invalid_request",
    });
  });
});
