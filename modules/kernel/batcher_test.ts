import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { Batcher, QueueFullError, StoppedError } from "./batcher.ts";
import type { BatcherOptions, Outcome } from "./batcher.ts";

/** A batcher of numbers whose runs block until the test releases them. */
function held(options: Partial<BatcherOptions<number, string>> = {}) {
  const runs: { items: number[]; go(): void; fail(error: unknown): void }[] =
    [];
  const batcher = new Batcher<number, string>({
    name: "test",
    batch_max: 10,
    queue_max: 20,
    run(items) {
      const { promise, resolve, reject } =
        Promise.withResolvers<Outcome<string>[]>();
      const go = () => resolve(items.map(done));
      runs.push({ items, go, fail: reject });
      return promise;
    },
    ...options,
  });
  return { batcher, runs };
}

function done(item: number): Outcome<string> {
  return { ok: true, value: `done ${item}` };
}

/** Runs pending microtasks. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await null;
}

describe("Batcher", () => {
  test("runs one item alone at once", async () => {
    const { batcher, runs } = held();
    const result = batcher.submit(1);
    await null;
    expect(runs.map((run) => run.items)).toEqual([[1]]);
    runs[0]!.go();
    expect(await result).toBe("done 1");
  });

  test("gathers what comes while a batch runs, and never runs two", async () => {
    const { batcher, runs } = held();
    const results = [batcher.submit(1)];
    await null;
    for (const item of [2, 3, 4]) results.push(batcher.submit(item));
    await settled();
    expect(runs.length).toBe(1);
    expect(batcher.depth).toBe(3);
    runs[0]!.go();
    await settled();
    expect(runs.map((run) => run.items)).toEqual([[1], [2, 3, 4]]);
    expect(batcher.depth).toBe(0);
    runs[1]!.go();
    expect(await Promise.all(results)).toEqual([
      "done 1",
      "done 2",
      "done 3",
      "done 4",
    ]);
  });

  test("batches grow under load up to batch_max, in order", async () => {
    const { batcher, runs } = held({ batch_max: 4 });
    const results = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => batcher.submit(n));
    for (let index = 0; index < 3; index++) {
      await settled();
      runs[index]!.go();
    }
    await Promise.all(results);
    expect(runs.map((run) => run.items)).toEqual([
      [1, 2, 3, 4],
      [5, 6, 7, 8],
      [9],
    ]);
  });

  test("a full queue pushes back and takes items again once it drains", async () => {
    const { batcher, runs } = held({ queue_max: 2 });
    const first = batcher.submit(1);
    await null;
    const waiting = [batcher.submit(2), batcher.submit(3)];
    await expect(batcher.submit(4)).rejects.toThrow(QueueFullError);
    runs[0]!.go();
    await first;
    await settled();
    const later = batcher.submit(5);
    runs[1]!.go();
    await Promise.all(waiting);
    await settled();
    runs[2]!.go();
    expect(await later).toBe("done 5");
    expect(runs.map((run) => run.items)).toEqual([[1], [2, 3], [5]]);
  });

  test("stop() loses nothing, refuses what is new and may be called twice", async () => {
    const { batcher, runs } = held();
    const first = batcher.submit(1);
    await null;
    const second = batcher.submit(2);
    const stopped: string[] = [];
    const stops = [batcher.stop(), batcher.stop()].map((stop, index) =>
      stop.then(() => stopped.push(`stop ${index}`)),
    );
    await expect(batcher.submit(3)).rejects.toThrow(StoppedError);
    await settled();
    expect(stopped).toEqual([]);
    runs[0]!.go();
    await settled();
    expect(stopped).toEqual([]);
    runs[1]!.go();
    expect(await Promise.all([first, second])).toEqual(["done 1", "done 2"]);
    await Promise.all(stops);
    await batcher.stop();
    expect(runs.map((run) => run.items)).toEqual([[1], [2]]);
  });

  test("stop() of an idle batcher returns at once", async () => {
    const { batcher, runs } = held();
    await batcher.stop();
    expect(runs).toEqual([]);
  });

  test("gives each caller its own refusal without splitting the batch", async () => {
    const runs: number[][] = [];
    const batcher = new Batcher<number, string>({
      name: "test",
      batch_max: 10,
      queue_max: 10,
      async run(items) {
        runs.push(items);
        return items.map((item) =>
          item === 2 ? { ok: false, error: new Error("two") } : done(item),
        );
      },
    });
    const results = [1, 2, 3].map((item) => batcher.submit(item));
    expect(await Promise.allSettled(results)).toMatchObject([
      { status: "fulfilled", value: "done 1" },
      { status: "rejected", reason: { message: "two" } },
      { status: "fulfilled", value: "done 3" },
    ]);
    expect(runs).toEqual([[1, 2, 3]]);
  });

  test("runs the same batch again after a deadlock", async () => {
    const { batcher, runs } = held({ repeat: (error) => error === "40P01" });
    const results = [1, 2].map((item) => batcher.submit(item));
    await settled();
    runs[0]!.fail("40P01");
    await settled();
    runs[1]!.go();
    expect(await Promise.all(results)).toEqual(["done 1", "done 2"]);
    expect(runs.map((run) => run.items)).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  test("stops repeating after repeats_max and then splits", async () => {
    let runs = 0;
    const batcher = new Batcher<number, string>({
      name: "test",
      batch_max: 2,
      queue_max: 2,
      repeats_max: 3,
      repeat: () => true,
      async run() {
        runs++;
        throw new Error("deadlock");
      },
    });
    const results = [1, 2].map((item) => batcher.submit(item));
    for (const result of await Promise.allSettled(results)) {
      expect(result.status).toBe("rejected");
    }
    expect(runs).toBe(3 * 4); // the pair and each alone, 1 + 3 times
  });

  test("repeats five times by default", async () => {
    let runs = 0;
    const batcher = new Batcher<number, string>({
      name: "test",
      batch_max: 1,
      queue_max: 1,
      repeat: () => true,
      async run() {
        runs++;
        throw new Error("deadlock");
      },
    });
    const [result] = await Promise.allSettled([batcher.submit(1)]);
    expect(result).toMatchObject({ reason: { message: "deadlock" } });
    expect(runs).toBe(6);
  });

  test("does not split where the error would meet every item alike", async () => {
    const runs: number[][] = [];
    const batcher = new Batcher<number, string>({
      name: "test",
      batch_max: 10,
      queue_max: 10,
      split: (error) => error !== "away",
      async run(items) {
        runs.push(items);
        throw "away";
      },
    });
    const results = [1, 2, 3].map((item) => batcher.submit(item));
    for (const result of await Promise.allSettled(results)) {
      expect(result).toEqual({ status: "rejected", reason: "away" });
    }
    expect(runs).toEqual([[1, 2, 3]]);
  });

  test("fails the batch, once, where outcomes and items don't match", async () => {
    let runs = 0;
    const batcher = new Batcher<number, string>({
      name: "clicks",
      batch_max: 10,
      queue_max: 10,
      async run(items) {
        runs++;
        return items.slice(1).map(done);
      },
    });
    const results = [1, 2].map((item) => batcher.submit(item));
    for (const result of await Promise.allSettled(results)) {
      expect(result).toMatchObject({
        status: "rejected",
        reason: {
          message:
            "Cannot tell the results of clicks apart: 2 items, 1 outcomes",
        },
      });
    }
    expect(runs).toBe(1);
  });

  test("leaves no caller hanging when run or repeat throws at once", async () => {
    const batcher = new Batcher<number, string>({
      name: "test",
      batch_max: 10,
      queue_max: 10,
      repeat() {
        throw new Error("repeat is broken");
      },
      run() {
        throw new Error("run is broken");
      },
    });
    const [result] = await Promise.allSettled([batcher.submit(1)]);
    expect(result).toMatchObject({ reason: { message: "repeat is broken" } });
  });

  test("refuses limits that make no sense", () => {
    const run = async (items: number[]) => items.map(done);
    const sound = { name: "test", batch_max: 1, queue_max: 1, run };
    for (const wrong of [
      { batch_max: 0 },
      { queue_max: 0 },
      { batch_max: 1.5 },
      { repeats_max: -1 },
    ]) {
      expect(() => new Batcher({ ...sound, ...wrong })).toThrow(RangeError);
    }
  });
});

/** A step of the property test: submit items, or let promises settle. */
const step = fc.oneof(
  fc.record({ submit: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ turns: fc.integer({ min: 1, max: 4 }) }),
);
const someItems = fc.uniqueArray(fc.integer({ min: 0, max: 60 }));
const anyPlan = fc.record({
  batch_max: fc.integer({ min: 1, max: 8 }),
  queue_max: fc.integer({ min: 1, max: 12 }),
  steps: fc.array(step, { maxLength: 20 }),
  /** Poison items make their run throw; others are refused alone; some runs hit a deadlock. */
  poison: someItems,
  refused: someItems,
  deadlock_runs: fc.uniqueArray(fc.integer({ min: 0, max: 20 })),
});
type Plan = typeof anyPlan extends fc.Arbitrary<infer Value> ? Value : never;

/** A batcher that fails as planned, and the items it committed. */
function planned(plan: Plan) {
  const committed: number[] = [];
  let running = 0;
  let run_count = 0;
  const batcher = new Batcher<number, number>({
    name: "test",
    batch_max: plan.batch_max,
    queue_max: plan.queue_max,
    repeats_max: 30,
    repeat: (error) => error === "deadlock",
    async run(items) {
      running++;
      expect(running).toBe(1);
      expect(items.length).toBeWithin(1, plan.batch_max + 1);
      await null;
      await null;
      running--;
      if (plan.deadlock_runs.includes(run_count++)) throw "deadlock";
      const bad = items.find((item) => plan.poison.includes(item));
      if (bad !== undefined) throw expected(plan, bad);
      committed.push(...items.filter((item) => !plan.refused.includes(item)));
      return items.map((item) =>
        plan.refused.includes(item)
          ? { ok: false, error: expected(plan, item) }
          : { ok: true, value: item * 10 },
      );
    },
  });
  return { batcher, committed };
}

function expected(plan: Plan, item: number): string | number {
  if (plan.poison.includes(item)) return `poison ${item}`;
  return plan.refused.includes(item) ? `refused ${item}` : item * 10;
}

test("Batcher gives each caller its own result or error, in order, one run at a time, and loses nothing on stop", async () => {
  await fc.assert(
    fc.asyncProperty(anyPlan, async (plan) => {
      const { batcher, committed } = planned(plan);
      const results = new Map<number, Promise<unknown>>();
      let next = 0;
      for (const one of plan.steps) {
        const turns = "turns" in one ? one.turns : 0;
        for (let turn = 0; turn < turns; turn++) await null;
        const count = "submit" in one ? one.submit : 0;
        for (let index = 0; index < count; index++) {
          const item = next++;
          const full = batcher.depth >= plan.queue_max;
          const result = batcher.submit(item).catch((error: unknown) => error);
          if (full) expect(await result).toBeInstanceOf(QueueFullError);
          else results.set(item, result);
          expect(batcher.depth).toBeLessThanOrEqual(plan.queue_max);
        }
      }
      await batcher.stop();
      for (const [item, result] of results) {
        expect(await result).toBe(expected(plan, item));
      }
      const good = [...results.keys()].filter(
        (item) => expected(plan, item) === item * 10,
      );
      expect(committed).toEqual(good);
    }),
    { numRuns: 300 },
  );
});
