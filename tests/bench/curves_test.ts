import { expect, test } from "bun:test";
import { drawCurve } from "./curves.ts";

const AT = {
  ...{ curve: "Pages <touched>", size_name: "clicks", value_name: "pages" },
};

/** The places of a line's points in a drawing. */
function placesOf(svg: string): number[][] {
  return [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/gu)].map(
    ([, x, y]) => [Number(x), Number(y)],
  );
}

test("equal steps by powers of ten are equally far from each other", () => {
  const svg = drawCurve(
    [5, 6, 7].map((power) => {
      return { ...AT, line: "a look-up", size: 10 ** power, value: power };
    }),
  );
  const [[x1 = 0] = [], [x2 = 0] = [], [x3 = 0] = []] = placesOf(svg);
  expect(x2 - x1).toBeCloseTo(x3 - x2, 0);
  expect(x2).toBeGreaterThan(x1);
});

test("a value that stays is a level line, and one that grows goes up", () => {
  const level = [1e5, 1e6].map((size) => ({
    ...{ ...AT, line: "level", size, value: 4 },
  }));
  const grows = [1e5, 1e6].map((size) => ({
    ...{ ...AT, line: "grows", size, value: size / 1e5 },
  }));
  const places = placesOf(drawCurve([...level, ...grows]));
  expect(places[0]?.[1]).toBe(places[1]?.[1]);
  expect(places[3]?.[1]).toBeLessThan(places[2]?.[1] ?? 0);
});

test("words are words in the drawing", () => {
  const svg = drawCurve([{ ...AT, line: "a & b", size: 10, value: 1 }]);
  expect(svg).toContain("Pages &lt;touched>");
  expect(svg).toContain("a &amp; b");
});
