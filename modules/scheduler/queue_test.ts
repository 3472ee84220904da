import { describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { openSchedulerBench } from "../../tests/schedulers.ts";
import type { JobContext } from "./job_definition.ts";

const HOUR_MS = 3_600_000;

const bench = await openSchedulerBench();
const { db, clock, failures, rows, schedulerOf, endClaims } = bench;

/** A handler that waits at a gate and reports when it has started. */
function gated() {
  const begun = Promise.withResolvers<JobContext>();
  const gate = Promise.withResolvers<void>();
  const run = async (context: JobContext) => {
    begun.resolve(context);
    await gate.promise;
  };
  return { begun: begun.promise, open: () => gate.resolve(), run };
}

describe("a key", () => {
  test("makes one job of many that are enqueued at the same time", async () => {
    const schedulers = [schedulerOf({}), schedulerOf({})];
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        schedulers[index % 2]?.enqueue(db, { name: "count", key: "monday" }),
      ),
    );
    expect(new Set(made.map((job) => job?.id)).size).toBe(1);
    expect(made.filter((job) => job?.is_new === true)).toHaveLength(1);
    expect(await rows(sql`select from jobs`)).toHaveLength(1);
  });

  test("waits for a transaction that has enqueued the same: there is one afterwards, whether that commits or not", async () => {
    const scheduler = schedulerOf({});
    const input = { name: "count", key: "monday" };
    for (const commits of [false, true]) {
      const enqueued = Promise.withResolvers<void>();
      const gate = Promise.withResolvers<void>();
      const held = db
        .transaction(async (tx) => {
          await scheduler.enqueue(tx, input);
          enqueued.resolve();
          await gate.promise;
          if (!commits) throw new Error("rolled back");
        })
        .catch(() => {});
      await enqueued.promise;
      const other = scheduler.enqueue(db, input);
      gate.resolve();
      await held;
      expect((await other).is_new).toBe(!commits);
      expect(await rows(sql`select from jobs`)).toHaveLength(1);
      await db.execute(sql`delete from jobs`);
    }
  });

  test("is free again when its job is done or has failed for good, and stands for itself only with its name", async () => {
    const { begun, open, run } = gated();
    const scheduler = schedulerOf(
      { run },
      {
        name: "bad",
        attempts_max: 1,
        run: async () => {
          throw new Error("no");
        },
      },
    );
    const key = "monday";
    const first = await scheduler.enqueue(db, { name: "count", key });
    const bad = await scheduler.enqueue(db, { name: "bad", key });
    const running = scheduler.runOnce();
    await begun;
    const after = await scheduler.enqueue(db, { name: "count", key });
    expect(after.is_new).toBe(true);
    const again = await scheduler.enqueue(db, { name: "count", key });
    expect(again).toEqual({ id: after.id, is_new: false });
    open();
    await running;
    for (const name of ["count", "bad"]) {
      const { id, is_new } = await scheduler.enqueue(db, { name, key });
      expect(is_new).toBe(true);
      expect([first.id, bad.id]).not.toContain(id);
    }
  });
});

describe("what is asked for during a run", () => {
  const input = { name: "count", key: "monday" };

  test.each([1, 2, 7])(
    "is run once more after it, asked for %i times, also by another instance",
    async (times) => {
      const gate = gated();
      let runs = 0;
      const job = {
        run: async (context: JobContext) => {
          runs += 1;
          if (runs === 1) await gate.run(context);
        },
      };
      const [one, other] = [schedulerOf(job), schedulerOf(job)];
      const first = await one.enqueue(db, input);
      const running = one.runOnce();
      await gate.begun;
      const asked = await Promise.all(
        Array.from({ length: times }, () => other.enqueue(db, input)),
      );
      const ids = new Set(asked.map(({ id }) => id));
      expect(ids.size).toBe(1);
      expect(ids).not.toContain(first.id);
      // It doesn't start while the other runs.
      await other.runOnce();
      expect(runs).toBe(1);
      gate.open();
      await running;
      await other.runOnce();
      expect(runs).toBe(2);
      expect(await rows(sql`select from jobs`)).toHaveLength(0);
    },
  );

  test("is run after one that goes on where it was left, which has read before", async () => {
    const seen: unknown[] = [];
    const job = {
      run: async ({ cursor, save }: JobContext) => {
        seen.push(cursor);
        if (seen.length > 1) return;
        await save(db, { cursor: "half" });
        throw new Error("no");
      },
    };
    const scheduler = schedulerOf(job);
    await scheduler.enqueue(db, input);
    await scheduler.runOnce();
    expect((await scheduler.enqueue(db, input)).is_new).toBe(true);
    clock.advance(HOUR_MS);
    await scheduler.runOnce();
    expect(seen).toEqual([null, "half", null]);
  });

  test("of a clock's job by hand is run after it", async () => {
    const gate = gated();
    let runs = 0;
    const scheduler = schedulerOf({
      every_ms: HOUR_MS,
      run: async (context) => {
        runs += 1;
        if (runs === 1) await gate.run(context);
      },
    });
    const running = scheduler.runOnce();
    await gate.begun;
    await scheduler.runNow("count");
    gate.open();
    await running;
    expect(runs).toBe(2);
  });

  test("begins only when the change is committed that asks for it", async () => {
    let runs = 0;
    const scheduler = schedulerOf({ run: async () => void runs++ });
    await scheduler.enqueue(db, input);
    await db.transaction(async (tx) => {
      expect((await scheduler.enqueue(tx, input)).is_new).toBe(false);
      await scheduler.runOnce();
      expect(runs).toBe(0);
    });
    await scheduler.runOnce();
    expect(runs).toBe(1);
  });

  test("is never lost, whatever meets", async () => {
    const wanted = new Map<string, number>();
    const done = new Map<string, number>();
    const under_way = new Set<string>();
    const job = {
      run: async ({ payload }: JobContext) => {
        const key = String(payload);
        expect(under_way).not.toContain(key);
        under_way.add(key);
        const read = wanted.get(key) ?? 0;
        await db.execute(sql`select pg_sleep(0.001)`);
        under_way.delete(key);
        done.set(key, read);
      },
    };
    const schedulers = [schedulerOf(job), schedulerOf(job)];
    const ask = async (key: string) => {
      for (let number = 1; number <= 20; number++) {
        wanted.set(key, number);
        const asked = { name: "count", key, payload: key };
        await schedulers[number % 2]?.enqueue(db, asked);
        await schedulers[(number + 1) % 2]?.runOnce();
      }
    };
    await Promise.all(["a", "b", "c", "d"].map(ask));
    for (const scheduler of schedulers) await scheduler.runOnce();
    expect([...done].toSorted()).toEqual([...wanted].toSorted());
    expect(failures).toEqual([]);
  });
});

describe("the order", () => {
  test("is by priority first, then by age", async () => {
    const order: unknown[] = [];
    const scheduler = schedulerOf({
      run: async ({ payload }) => void order.push(payload),
    });
    for (const priority of [0, -5, 10, 0, 10, 0, 10]) {
      const payload = `${priority} ${clock.nowMs()}`;
      await scheduler.enqueue(db, { name: "count", payload, priority });
      clock.advance(1);
    }
    await scheduler.runOnce();
    const told = order.map((text) => String(text).split(" ").map(Number));
    const sorted = told.toSorted(
      ([a = 0, b = 0], [c = 0, d = 0]) => c - a || b - d,
    );
    expect(told).toHaveLength(7);
    expect(told).toEqual(sorted);
  });

  test("runs four at a time and no more", async () => {
    let at_once = 0;
    let at_once_max = 0;
    const scheduler = schedulerOf({
      run: async () => {
        at_once += 1;
        at_once_max = Math.max(at_once_max, at_once);
        await db.execute(sql`select 1`);
        at_once -= 1;
      },
    });
    for (let number = 0; number < 25; number++) {
      await scheduler.enqueue(db, { name: "count" });
    }
    expect(await scheduler.runOnce()).toBe(false);
    expect(at_once_max).toBe(4);
    expect(await rows(sql`select from jobs`)).toHaveLength(0);
  });

  test("lets short jobs run while as many long ones as there may be are under way", async () => {
    const { begun, open, run } = gated();
    const short = Promise.withResolvers<void>();
    const scheduler = schedulerOf(
      { name: "long", is_task: true, run },
      { name: "short", run: async () => short.resolve() },
    );
    for (let number = 0; number < 10; number++) {
      await scheduler.enqueue(db, { name: "long", priority: 100 });
    }
    scheduler.start();
    await begun;
    await scheduler.enqueue(db, { name: "short" });
    await short.promise;
    const running = await rows(
      sql`select from jobs where state = 'running' and name = 'long'`,
    );
    expect(running).toHaveLength(2);
    open();
    await scheduler.stop();
    expect(failures).toEqual([]);
  });

  test("leaves a job of another version to an instance that knows it, and shows it", async () => {
    const newer = schedulerOf({ name: "new" });
    await newer.enqueue(db, { name: "new" });
    const older = schedulerOf({});
    await older.runOnce();
    expect(await older.list()).toMatchObject([
      { name: "count" },
      { name: "new", description: "Not of this version", waiting: 1 },
    ]);
    await newer.runOnce();
    expect(await rows(sql`select from jobs`)).toHaveLength(0);
    expect(failures).toEqual([]);
  });
});

describe("a job that can't be done", () => {
  test("has failed for good after as many tries as it may have, is shown with its error, and is tried again when it is resumed", async () => {
    let is_broken = true;
    let runs = 0;
    const scheduler = schedulerOf({
      attempts_max: 3,
      run: async () => {
        runs += 1;
        if (is_broken) throw new RangeError("The pump is dry");
      },
    });
    const { id } = await scheduler.enqueue(db, { name: "count" });
    for (let time = 0; time < 6; time++) {
      await scheduler.runOnce();
      clock.advance(HOUR_MS);
    }
    expect(runs).toBe(3);
    expect(await rows(sql`select id, state, last_error from jobs`)).toEqual([
      { id, state: "failed", last_error: "RangeError: The pump is dry" },
    ]);
    expect(await scheduler.list()).toMatchObject([{ failed: 1, waiting: 0 }]);
    is_broken = false;
    expect(await scheduler.resume(id)).toMatchObject({
      state: "waiting",
      attempt: 0,
    });
    await scheduler.runOnce();
    expect(runs).toBe(4);
    expect(await rows(sql`select from jobs`)).toHaveLength(0);
  });

  test("since it ends its process each time has failed for good too, and does not take every instance along for ever", async () => {
    let begun = Promise.withResolvers<void>();
    const kills = async () => {
      begun.resolve();
      await new Promise(() => {});
    };
    const definition = { attempts_max: 3, run: kills };
    await schedulerOf(definition).enqueue(db, { name: "count" });
    for (let death = 1; death <= 3; death++) {
      begun = Promise.withResolvers<void>();
      void schedulerOf(definition).runOnce();
      await begun.promise;
      await endClaims();
    }
    await schedulerOf(definition).runOnce();
    expect(await rows(sql`select state, last_error from jobs`)).toEqual([
      {
        state: "failed",
        last_error: "Error: Its process ended in the middle of it",
      },
    ]);
  });
});

describe("a claim", () => {
  test("is renewed while its job runs, so that nobody takes over what is alive", async () => {
    const { begun, open, run } = gated();
    let others = 0;
    const first = schedulerOf({ run });
    const second = schedulerOf({ run: async () => void (others += 1) });
    await first.enqueue(db, { name: "count" });
    const running = first.runOnce();
    await begun;
    for (let time = 0; time < 3; time++) {
      await endClaims();
      await first.renew();
      await second.runOnce();
    }
    expect(others).toBe(0);
    const [claim] = await rows(
      sql`select claimed_until - now() > interval '20 seconds' as lasts,
        claimed_until - now() <= interval '60 seconds' as is_bounded from jobs`,
    );
    expect(claim).toEqual({ lasts: true, is_bounded: true });
    open();
    await running;
    expect(await rows(sql`select from jobs`)).toHaveLength(0);
  });

  test("that was taken over stops the first run, whose end does not count", async () => {
    const { begun, open, run } = gated();
    const first = schedulerOf({ run });
    await first.enqueue(db, { name: "count" });
    const running = first.runOnce();
    const { signal } = await begun;
    await endClaims();
    const second = gated();
    const taken = schedulerOf({ run: second.run }).runOnce();
    await second.begun;
    expect(signal.aborted).toBe(false);
    await first.renew();
    expect(signal.aborted).toBe(true);
    open();
    await running;
    expect(await rows(sql`select state from jobs`)).toEqual([
      { state: "running" },
    ]);
    expect(await rows(sql`select from job_runs`)).toHaveLength(0);
    second.open();
    await taken;
    expect(await rows(sql`select from jobs`)).toHaveLength(0);
  });
});
