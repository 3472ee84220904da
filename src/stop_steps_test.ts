import { describe, expect, test } from "bun:test";
import { stat } from "node:fs/promises";
import { StopSteps } from "./stop_steps.ts";

const NEVER = () => new Promise<void>(() => {});
/** Long enough that only a hurry ends the wait for it. */
const LONG_MS = 3_600_000;

function stepsWithin(within_ms: number) {
  const said: string[] = [];
  const steps = new StopSteps({
    within_ms,
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

  test("hurry() ends the wait for the step in progress", async () => {
    const { steps } = stepsWithin(LONG_MS);
    const waiting = steps.run("requests", NEVER);
    steps.hurry();
    steps.hurry();
    expect(await waiting).toBeFalse();
  });
});
