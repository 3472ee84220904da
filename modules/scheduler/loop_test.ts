import { describe, expect, test } from "bun:test";
import { Loop } from "./loop.ts";

const HOUR_MS = 3_600_000;

/** A loop with an interval of an hour, whose every run is handed to the test. */
function loopOf(
  runOnce: (run: number) => boolean | Promise<boolean> = () => false,
) {
  let runs = 0;
  let waiting = Promise.withResolvers<number>();
  const failures: unknown[] = [];
  const loop = new Loop({
    name: "test",
    poll_ms: HOUR_MS,
    runOnce: async () => {
      runs += 1;
      waiting.resolve(runs);
      waiting = Promise.withResolvers<number>();
      return await runOnce(runs);
    },
    failed: (name, error) => failures.push([name, error]),
  });
  return {
    loop,
    failures,
    runs: () => runs,
    /** The next run after this call. */
    nextRun: () => waiting.promise,
  };
}

describe("Loop", () => {
  test("runs at once, and again when it is nudged rather than after its rest", async () => {
    const { loop, nextRun, runs } = loopOf();
    const first = nextRun();
    loop.start();
    expect(await first).toBe(1);
    for (let run = 2; run <= 5; run++) {
      const next = nextRun();
      loop.nudge();
      expect(await next).toBe(run);
    }
    await loop.stop();
    expect(runs()).toBe(5);
  });

  test("runs again after a nudge that came in the middle of a run", async () => {
    const gate = Promise.withResolvers<boolean>();
    const { loop, nextRun } = loopOf((run) =>
      run === 1 ? gate.promise : false,
    );
    const first = nextRun();
    loop.start();
    await first;
    const second = nextRun();
    loop.nudge();
    gate.resolve(false);
    expect(await second).toBe(2);
    await loop.stop();
  });

  test("does not rest as long as there is more", async () => {
    const done = Promise.withResolvers<void>();
    const { loop, runs } = loopOf((run) => {
      if (run === 10) done.resolve();
      return run < 10;
    });
    loop.start();
    await done.promise;
    await loop.stop();
    expect(runs()).toBe(10);
  });

  test("goes on after a run that threw, and says so", async () => {
    const { loop, nextRun, failures } = loopOf((run) => {
      if (run === 1) throw new RangeError("no");
      return false;
    });
    const first = nextRun();
    loop.start();
    await first;
    const second = nextRun();
    loop.nudge();
    expect(await second).toBe(2);
    expect(failures).toEqual([["test", new RangeError("no")]]);
    await loop.stop();
  });

  test("stop() waits for the current run, and may be called twice and before start()", async () => {
    const gate = Promise.withResolvers<boolean>();
    const { loop, nextRun, runs } = loopOf(() => gate.promise);
    await loop.stop();
    const first = nextRun();
    loop.start();
    await first;
    let stopped = 0;
    const stops = [loop.stop(), loop.stop()].map((stop) =>
      stop.then(() => (stopped += 1)),
    );
    await Promise.resolve();
    expect(stopped).toBe(0);
    gate.resolve(true);
    await Promise.all(stops);
    await loop.stop();
    expect(runs()).toBe(1);
  });

  test("starts and stops twenty times, and start() twice is one loop", async () => {
    const { loop, nextRun, runs } = loopOf();
    for (let time = 1; time <= 20; time++) {
      const run = nextRun();
      loop.start();
      loop.start();
      expect(await run).toBe(time);
      await loop.stop();
    }
    expect(runs()).toBe(20);
  });
});
