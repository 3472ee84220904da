import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { QueueFullError, StoppedError } from "../../kernel/mod.ts";
import { Lanes } from "./lanes.ts";

interface Item {
  id: number;
  keys: string[];
}

/** Two lanes whose items are held until the test releases them. */
function held(waiting_max = 10) {
  const begun: { lane: number; id: number; done(): void }[] = [];
  const ended: number[] = [];
  const stopped: number[] = [];
  const lanes = new Lanes<Item, string>({
    name: "test",
    waiting_max,
    keysOf: ({ keys }) => keys,
    lanes: [0, 1].map((lane) => ({
      submit({ id }: Item) {
        const { promise, resolve } = Promise.withResolvers<string>();
        const done = () => {
          ended.push(id);
          resolve(`done ${id}`);
        };
        begun.push({ lane, id, done });
        return promise;
      },
      async stop() {
        stopped.push(lane);
      },
    })),
  });
  const where = () => begun.map(({ lane, id }) => `${id} in ${lane}`);
  return { lanes, begun, ended, stopped, where };
}

/** Lets every promise that can settle do so. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await null;
}

describe("Lanes", () => {
  test("runs side by side what shares nothing, and one behind the other what does", () => {
    const { lanes, where } = held();
    void lanes.submit({ id: 1, keys: ["a"] });
    void lanes.submit({ id: 2, keys: ["b"] });
    void lanes.submit({ id: 3, keys: ["b", "c"] });
    void lanes.submit({ id: 4, keys: ["c"] });
    void lanes.submit({ id: 5, keys: [] });
    expect(where()).toEqual(["1 in 0", "2 in 1", "3 in 1", "4 in 1", "5 in 0"]);
  });

  test("lets go of a key with the last item that holds it", async () => {
    const { lanes, begun, where } = held();
    void lanes.submit({ id: 1, keys: [] });
    void lanes.submit({ id: 2, keys: ["a"] });
    begun[1]?.done();
    await settled();
    begun[0]?.done();
    await settled();
    void lanes.submit({ id: 3, keys: ["a"] });
    expect(where().at(-1)).toBe("3 in 0");
  });

  test("holds back what shares keys with both lanes, and what comes after it, until both are empty", async () => {
    const { lanes, begun, where } = held();
    void lanes.submit({ id: 1, keys: ["a"] });
    void lanes.submit({ id: 2, keys: ["b"] });
    const both = lanes.submit({ id: 3, keys: ["a", "b"] });
    void lanes.submit({ id: 4, keys: [] });
    begun[0]?.done();
    await settled();
    expect(where()).toEqual(["1 in 0", "2 in 1"]);
    begun[1]?.done();
    await settled();
    expect(where().slice(2)).toEqual(["3 in 0", "4 in 1"]);
    begun[2]?.done();
    expect(await both).toBe("done 3");
  });

  test("refuses when too many wait, and gives each its own error", async () => {
    const { lanes } = held(1);
    void lanes.submit({ id: 1, keys: ["a"] });
    void lanes.submit({ id: 2, keys: ["b"] });
    void lanes.submit({ id: 3, keys: ["a", "b"] });
    const refused = lanes.submit({ id: 4, keys: [] });
    expect(refused).rejects.toBeInstanceOf(QueueFullError);
  });

  test("stops once everything that was handed in is settled", async () => {
    const { lanes, begun, stopped } = held();
    void lanes.submit({ id: 1, keys: ["a"] });
    void lanes.submit({ id: 2, keys: ["b"] });
    void lanes.submit({ id: 3, keys: ["a", "b"] });
    const stopping = lanes.stop();
    const late = lanes.submit({ id: 4, keys: [] });
    expect(late).rejects.toBeInstanceOf(StoppedError);
    for (let at = 0; at < 3; at++) {
      expect(stopped).toEqual([]);
      begun[at]?.done();
      await settled();
    }
    await stopping;
    await lanes.stop();
    expect(stopped).toEqual([0, 1, 0, 1]);
  });

  test("whatever comes, all of it runs, and what shares a key never overtakes", async () => {
    const keys = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), {
      maxLength: 3,
    });
    const steps = fc.array(fc.record({ keys, ends: fc.nat(3) }), {
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(steps, async (given) => {
        const { lanes, begun, ended } = held(100);
        const endOne = async (lane: number) => {
          const at = begun.findIndex((entry) => entry.lane === lane);
          if (at >= 0) begun.splice(at, 1)[0]?.done();
          await settled();
        };
        for (const [id, step] of given.entries()) {
          void lanes.submit({ id, keys: step.keys });
          for (let end = 0; end < step.ends; end++) await endOne(end % 2);
        }
        while (begun.length > 0) {
          await endOne(1);
          await endOne(0);
        }
        expect(ended.toSorted((a, b) => a - b)).toEqual([...given.keys()]);
        for (const [place, id] of ended.entries()) {
          const before = ended.slice(0, place);
          const mine = new Set(given[id]?.keys);
          const overtaken = before.filter(
            (other) =>
              other > id && given[other]?.keys.some((key) => mine.has(key)),
          );
          expect(overtaken).toEqual([]);
        }
      }),
      { numRuns: 100 },
    );
  });
});
