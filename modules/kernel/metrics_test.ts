import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { Counter, Histogram } from "./metrics.ts";

describe("Histogram", () => {
  test("counts each value in the first bucket whose bound isn't below it", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 20, noNaN: true })),
        (values) => {
          const bounds = [0.5, 1, 10];
          const histogram = new Histogram(bounds);
          for (const value of values) histogram.observe(value);
          const expected = [0, 0.5, 1, 10].map((low, at) => {
            const high = bounds[at] ?? Number.POSITIVE_INFINITY;
            const from = at === 0 ? -1 : low;
            return values.filter((one) => one > from && one <= high).length;
          });
          const [series] = histogram.series();
          expect(series).toMatchObject({ labels: {}, counts: expected });
        },
      ),
    );
  });
});

describe("Counter", () => {
  test("counts by labels", () => {
    const counter = new Counter(["outcome", "source"], 10);
    counter.add("accepted", "7");
    counter.add("accepted", "7");
    counter.add("accepted", "none");
    expect(counter.series()).toEqual([
      { labels: { outcome: "accepted", source: "7" }, value: 2 },
      { labels: { outcome: "accepted", source: "none" }, value: 1 },
    ]);
  });

  test("has series that begin with 0, so that the first count is seen as a change", () => {
    const counter = new Counter(["outcome", "source"], 10, [["error", "none"]]);
    const labels = { outcome: "error", source: "none" };
    expect(counter.series()).toEqual([{ labels, value: 0 }]);
    counter.add("error", "none");
    expect(counter.series()).toEqual([{ labels, value: 1 }]);
  });

  test("counts what is one series too many as other, however much comes", () => {
    const counter = new Counter(["code"], 3);
    for (let at = 0; at < 1_000; at++) counter.add(`code ${at}`);
    const series = counter.series();
    expect(series).toHaveLength(4);
    expect(series.at(-1)).toEqual({ labels: { code: "other" }, value: 997 });
  });
});
