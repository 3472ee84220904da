import { describe, expect, test } from "bun:test";
import { stat } from "node:fs/promises";
import { STOP_BUDGET_MS, STOP_MS, WORKER_STOP_MS } from "./stop_budget.ts";
import { StopSteps } from "./stop_steps.ts";

const NEVER = () => new Promise<void>(() => {});
/** Long enough that only a hurry ends the wait for it. */
const LONG_MS = 3_600_000;

function stepsWithin(within_ms: number, reserve_ms = LONG_MS) {
  const said: string[] = [];
  const steps = new StopSteps({
    ...{ within_ms, reserve_ms },
    log: (line) => said.push(line),
    failed: (what, error) => said.push(`${what}: ${String(error)}`),
  });
  return { steps, said };
}

describe("StopSteps", () => {
  test("run() says whether a step finished, and goes on after one that throws", async () => {
    const { steps, said } = stepsWithin(LONG_MS);
    expect(await steps.run("one", async () => {})).toBeTrue();
    const broken = async () => {
      throw new Error("no disk");
    };
    expect(await steps.run("the journal", broken)).toBeTrue();
    const thrower = () => {
      throw new Error("no thread");
    };
    expect(await steps.run("threads", thrower)).toBeTrue();
    expect(said).toEqual([
      "stopping: the journal: Error: no disk",
      "stopping: threads: Error: no thread",
    ]);
  });

  test("run() leaves a step that hangs once the time of all is over, and says so", async () => {
    const { steps, said } = stepsWithin(30);
    expect(await steps.run("deliveries", NEVER)).toBeFalse();
    const started: string[] = [];
    await steps.run("threads", async () => started.push("threads"));
    expect(started).toEqual(["threads"]);
    expect(said[0]).toStartWith(
      "Stopping without waiting longer for deliveries",
    );
  });

  test("run() leaves time to later steps, and gives one its least time after the end", async () => {
    const { steps } = stepsWithin(LONG_MS);
    const leaves_ms = LONG_MS;
    expect(await steps.run("requests", NEVER, { leaves_ms })).toBeFalse();
    expect(steps.left_ms).toBeGreaterThan(0);

    const late = stepsWithin(0).steps;
    const sync = () => stat(import.meta.path);
    const least = { least_ms: LONG_MS };
    expect(await late.run("journal", sync, least)).toBeTrue();
  });

  test("steps that never end take no longer together than the stop's time and its reserve, hurried or not", async () => {
    for (const is_hurried of [false, true]) {
      let now_ms = 0;
      const steps = new StopSteps({
        ...{ within_ms: 6_000, reserve_ms: 1_000 },
        // Nothing ends here: each wait takes all of its time.
        time: {
          ticksMs: () => now_ms,
          within: async (wait_ms, _, late) => {
            now_ms += wait_ms;
            return late;
          },
        },
        log: () => {},
        failed: () => {},
      });
      if (is_hurried) steps.hurry();
      for (const what of ["journal", "ids", "snapshot"]) {
        await steps.run(what, NEVER, { leaves_ms: 1_000 });
        await steps.run(what, NEVER, { least_ms: 1_000 });
        await steps.run(what, NEVER);
      }
      expect(now_ms).toBe(is_hurried ? 1_500 : 7_000);
    }
  });

  test("the parts of a stop take ten seconds together at most", () => {
    const parts = Object.values(STOP_BUDGET_MS);
    expect(parts.reduce((sum, part_ms) => sum + part_ms, 0)).toBe(10_000);
    expect(STOP_MS + STOP_BUDGET_MS.log).toBe(10_000);
    expect(WORKER_STOP_MS).toBeGreaterThan(
      STOP_BUDGET_MS.service + STOP_BUDGET_MS.sync,
    );
  });

  test("hurry() ends the wait for the step in progress", async () => {
    const { steps } = stepsWithin(LONG_MS);
    const waiting = steps.run("requests", NEVER);
    steps.hurry();
    steps.hurry();
    expect(await waiting).toBeFalse();
  });
});
