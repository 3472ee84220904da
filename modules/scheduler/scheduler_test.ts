import { describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { START_MS } from "../../tests/harness.ts";
import { openSchedulerBench } from "../../tests/schedulers.ts";
import { isoTime } from "../kernel/mod.ts";
import { Lease } from "./scheduler.ts";
import type { JobContext } from "./job_definition.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

const bench = await openSchedulerBench();
const { db, clock, failures, rows, schedulerOf, endClaims } = bench;

describe("Scheduler", () => {
  test("fires each slot once, however many of it run at the same time", async () => {
    const payloads: unknown[] = [];
    const job = {
      every_ms: MINUTE_MS,
      run: async ({ payload }: JobContext) => void payloads.push(payload),
    };
    const schedulers = [schedulerOf(job), schedulerOf(job), schedulerOf(job)];
    for (let slot = 1; slot <= 4; slot++) {
      for (let time = 0; time < 3; time++) {
        await Promise.all(schedulers.map((scheduler) => scheduler.runOnce()));
      }
      expect(payloads).toEqual(Array(slot).fill({}));
      clock.advance(MINUTE_MS);
    }
    expect(await rows(sql`select from jobs`)).toHaveLength(0);
  });

  test("fires a slot once even where the lead changes hands in the middle of it", async () => {
    let runs = 0;
    const job = { every_ms: MINUTE_MS, run: async () => void (runs += 1) };
    for (const scheduler of [schedulerOf(job), schedulerOf(job)]) {
      await db.execute(
        sql`update leases set leased_until = now() - interval '1 second'`,
      );
      await scheduler.runOnce();
      const [lease] = await rows(
        sql`select leased_until > now() as is_held from leases`,
      );
      expect(lease).toEqual({ is_held: true });
    }
    expect(runs).toBe(1);
    expect(await rows(sql`select from job_firings`)).toHaveLength(1);
  });

  test("tries a job that throws again, later and later, and shows what went wrong until it goes well", async () => {
    let is_broken = true;
    const scheduler = schedulerOf({
      run: async () => {
        if (is_broken) throw new RangeError("The pump is dry");
      },
    });
    await scheduler.enqueue(db, { name: "count" });
    for (const wait_ms of [1_000, 5_000, 30_000, 150_000, 900_000, 900_000]) {
      await scheduler.runOnce();
      const [job] = await rows(sql`select attempt, last_error from jobs`);
      expect(job?.last_error).toBe("RangeError: The pump is dry");
      const tried = failures.length;
      clock.advance(wait_ms - 1);
      await scheduler.runOnce();
      expect(failures).toHaveLength(tried);
      clock.advance(1);
    }
    expect(failures).toEqual(
      Array(6).fill("count: RangeError: The pump is dry"),
    );
    const [shown] = await scheduler.list();
    expect(shown).toMatchObject({
      name: "count",
      last_error: "RangeError: The pump is dry",
    });
    is_broken = false;
    await scheduler.runOnce();
    expect(await scheduler.list()).toEqual([
      {
        name: "count",
        description: "Counts",
        every_ms: null,
        waiting: 0,
        running: 0,
        failed: 0,
        last_run_at: isoTime(clock.nowMs()),
        last_duration_ms: 0,
        last_error: null,
        next_run_at: null,
      },
    ]);
    expect(await rows(sql`select from jobs`)).toHaveLength(0);
  });

  test("goes on with the other jobs where one throws", async () => {
    const done: string[] = [];
    const scheduler = schedulerOf(
      {
        name: "bad",
        run: async () => {
          throw new Error("no");
        },
      },
      { name: "good", run: async () => void done.push("good") },
    );
    await scheduler.enqueue(db, { name: "bad" });
    await scheduler.enqueue(db, { name: "good" });
    await scheduler.runOnce();
    expect(done).toEqual(["good"]);
    expect(failures).toEqual(["bad: Error: no"]);
  });

  test("takes over a job whose process died, when its claim has run out and not before", async () => {
    const begun = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const dead = schedulerOf({
      run: async () => {
        begun.resolve();
        await gate.promise;
      },
    });
    let runs = 0;
    const living = schedulerOf({ run: async () => void (runs += 1) });
    await dead.enqueue(db, { name: "count" });
    const dying = dead.runOnce();
    await begun.promise;
    await living.runOnce();
    expect(runs).toBe(0);
    await endClaims();
    await living.runOnce();
    expect(runs).toBe(1);
    expect(await rows(sql`select from jobs`)).toHaveLength(0);
    gate.resolve();
    await dying;
  });

  test("leaves a job to whoever took it over, whatever becomes of the first try", async () => {
    const first = {
      begun: Promise.withResolvers<void>(),
      gate: Promise.withResolvers<void>(),
    };
    const second = {
      begun: Promise.withResolvers<void>(),
      gate: Promise.withResolvers<void>(),
    };
    const runners = [first, second].map(({ begun, gate }) =>
      schedulerOf({
        run: async () => {
          begun.resolve();
          await gate.promise;
        },
      }),
    );
    await runners[0]?.enqueue(db, { name: "count" });
    const stale = runners[0]?.runOnce();
    await first.begun.promise;
    await endClaims();
    const taken = runners[1]?.runOnce();
    await second.begun.promise;
    const before = await rows(sql`select * from jobs`);
    first.gate.reject(new Error("late"));
    await stale;
    expect(await rows(sql`select * from jobs`)).toEqual(before);
    second.gate.resolve();
    await taken;
    expect(await rows(sql`select from jobs`)).toHaveLength(0);
  });

  test("runs what was enqueued in a transaction that was committed, with its payload, and nothing of one that was rolled back", async () => {
    const payloads: unknown[] = [];
    const scheduler = schedulerOf({
      run: async ({ payload }) => void payloads.push(payload),
    });
    const rolled_back = db.transaction(async (tx) => {
      await scheduler.enqueue(tx, { name: "count", payload: { of: "none" } });
      throw new Error("rolled back");
    });
    await expect(rolled_back).rejects.toThrow("rolled back");
    expect(await rows(sql`select from jobs`)).toHaveLength(0);
    await db.transaction(async (tx) => {
      await scheduler.enqueue(tx, { name: "count", payload: { of: "one" } });
    });
    await scheduler.runOnce();
    expect(payloads).toEqual([{ of: "one" }]);
  });

  test("waits until a job is due", async () => {
    let runs = 0;
    const scheduler = schedulerOf({ run: async () => void (runs += 1) });
    const due_at = clock.nowMs() + MINUTE_MS;
    await scheduler.enqueue(db, { name: "count", due_at });
    clock.advance(MINUTE_MS - 1);
    await scheduler.runOnce();
    expect(runs).toBe(0);
    clock.advance(1);
    await scheduler.runOnce();
    expect(runs).toBe(1);
  });

  test("refuses to enqueue what it does not know", async () => {
    const enqueued = schedulerOf().enqueue(db, { name: "nothing" });
    await expect(enqueued).rejects.toMatchObject({
      status: 404,
      code: "not_found",
    });
  });

  test("says when a job of the clock is next due", async () => {
    clock.advance(12_345);
    const [shown] = await schedulerOf({ every_ms: MINUTE_MS }).list();
    expect(shown).toMatchObject({
      every_ms: MINUTE_MS,
      last_run_at: null,
      next_run_at: isoTime(START_MS + MINUTE_MS),
    });
  });

  test("starts and stops twenty times: runs what is enqueued meanwhile, once, and lets go of the lead", async () => {
    let run = Promise.withResolvers<void>();
    let runs = 0;
    const scheduler = schedulerOf({
      run: async () => {
        runs += 1;
        run.resolve();
      },
    });
    for (let time = 1; time <= 20; time++) {
      run = Promise.withResolvers<void>();
      scheduler.start();
      await scheduler.enqueue(db, { name: "count" });
      await run.promise;
      await Promise.all([scheduler.stop(), scheduler.stop()]);
      expect(await rows(sql`select from leases`)).toHaveLength(0);
    }
    await scheduler.stop();
    expect(runs).toBe(20);
    expect(await rows(sql`select from jobs`)).toHaveLength(0);
    expect(failures).toEqual([]);
  });
});

describe("Lease", () => {
  test("is held by one at a time, renewed by that one, and free when let go", async () => {
    const first = new Lease(db, "lead");
    const second = new Lease(db, "lead");
    expect(await first.hold()).toBeTrue();
    expect(await second.hold()).toBeFalse();
    expect(await first.hold()).toBeTrue();
    await second.release();
    expect(await second.hold()).toBeFalse();
    await first.release();
    expect(await second.hold()).toBeTrue();
    expect(await new Lease(db, "other").hold()).toBeTrue();
  });

  test("is taken by one of many that ask at once", async () => {
    const asking = Array.from({ length: 10 }, () => new Lease(db, "lead"));
    const held = await Promise.all(asking.map((lease) => lease.hold()));
    expect(held.filter((is_held) => is_held)).toHaveLength(1);
  });

  test("is taken over from a process that no longer renews it, which then knows that it has lost it", async () => {
    const stopped = new Lease(db, "lead");
    const living = new Lease(db, "lead");
    expect(await stopped.hold()).toBeTrue();
    await db.execute(
      sql`update leases set leased_until = now() - interval '1 ms'`,
    );
    expect(await living.hold()).toBeTrue();
    expect(await stopped.hold()).toBeFalse();
  });
});
