import { describe, expect, test } from "bun:test";
import { LookupShare } from "./lookup_share.ts";
import { Unreached } from "./outside.ts";

const LIMITS = { all_max: 5, each_max: 2, waiting_max: 3, wait_ms: 60_000 };

/** A look-up that lasts until it is told to end. */
function held() {
  const end = Promise.withResolvers<void>();
  const state = { has_begun: false };
  const run = async () => {
    state.has_begun = true;
    await end.promise;
  };
  return { state, run, end: () => end.resolve() };
}

async function settled() {
  await new Promise((resolve) => setImmediate(resolve));
}

describe("LookupShare", () => {
  test("a source with slow look-ups takes its share, and others go on", async () => {
    const share = new LookupShare(LIMITS);
    const slow = Array.from({ length: 5 }, held);
    const running = slow.map(({ run }) => share.run(1, run));
    await settled();
    expect(slow.map(({ state }) => state.has_begun)).toEqual([
      ...[true, true],
      ...[false, false, false],
    ]);
    const beyond = share.run(1, () => Promise.resolve());
    await expect(beyond).rejects.toBeInstanceOf(Unreached);
    expect(await share.run(2, () => Promise.resolve("at once"))).toBe(
      "at once",
    );
    for (const { end } of slow) end();
    await Promise.all(running);
    expect(slow.every(({ state }) => state.has_begun)).toBe(true);
  });

  test("whoever waits too long is turned away, and takes no place", async () => {
    const share = new LookupShare({ ...LIMITS, each_max: 1, wait_ms: 1 });
    const slow = held();
    const running = share.run(1, slow.run);
    let has_begun = false;
    const late = share.run(1, () => {
      has_begun = true;
      return Promise.resolve();
    });
    await expect(late).rejects.toBeInstanceOf(Unreached);
    slow.end();
    await running;
    expect(has_begun).toBe(false);
    expect(await share.run(1, () => Promise.resolve(1))).toBe(1);
  });

  test("a look-up that fails gives its place back", async () => {
    const share = new LookupShare({ ...LIMITS, each_max: 1 });
    for (let index = 0; index < 10; index++) {
      const failing = share.run(1, () => Promise.reject(new Error("no")));
      await expect(failing).rejects.toThrow("no");
    }
    expect(await share.run(1, () => Promise.resolve(1))).toBe(1);
  });

  test("all places are filled and emptied, whatever the order", async () => {
    const share = new LookupShare({ ...LIMITS, waiting_max: 100 });
    let running = 0;
    let most = 0;
    const one = async () => {
      running++;
      most = Math.max(most, running);
      await settled();
      running--;
    };
    const all = Array.from({ length: 60 }, (_, index) =>
      share.run(index % 4, one),
    );
    await Promise.all(all);
    expect(most).toBe(LIMITS.all_max);
    expect(running).toBe(0);
  });
});
