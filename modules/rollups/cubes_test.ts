import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { BlockBuilder } from "./block.ts";
import type { Axis, Block } from "./block.ts";
import { countAgain, cubesOfAxis } from "./cubes.ts";
import { DayDifferences } from "./day_differences.ts";
import { packBlock } from "./pack_block.ts";
import { sortDay } from "./sort_day.ts";

const one = (...values: (string | null)[]) => fc.constantFrom(...values);
const facts = fc.record({
  affiliate: one("1", "2", "30", null),
  campaign: one("1", "2"),
  link: one("5", "6"),
  kind: one("1 sent", "2 sent", "4 geo"),
  country: one("DE", "US", null),
  device: one("mobile", null),
  os: one("ios", "android"),
  browser: one("safari", null),
  sub1: one("a", "b", "ä", null),
  goal: one("sale", null),
  status: one("pending", "approved"),
  verdict: one("sent", null),
  currency: one("EUR", "USD"),
  rate_day: one("a", "b"),
  seconds: one("0", "77", "7000000", null),
  minute: one("0", "14", "15", "44", "1439"),
});
const entries = fc.array(
  fc.record({
    facts,
    count: fc.constantFrom(1, 1, 1, -1, 2),
    revenue: fc.bigInt({ min: -9n, max: 9n }),
  }),
  { minLength: 1, maxLength: 60 },
);
type Entries = typeof entries extends fc.Arbitrary<infer Of> ? Of : never;

function blockOf(axis: Axis, of: Entries): Block {
  const builder = new BlockBuilder(axis, 1, of.length);
  for (const { facts: given, count, revenue } of of) {
    const money = { amount: 0n, revenue, payout: 0n };
    builder.add(given, axis === "click" ? { count } : { count, money });
  }
  return builder.finish();
}

/** Sums of a block's entries by some of their facts. */
function sumsOf(
  blocks: readonly Block[],
  factsOf: (entry: Record<string, string | null>) => string,
): Record<string, string> {
  const sums = new Map<string, bigint[]>();
  for (const block of blocks) {
    for (let at = 0; at < block.entries; at++) {
      const facts = [...block.columns].map(
        ([name, { values, codes }]) => [name, values.at(codes[at]!)] as const,
      );
      const key = factsOf(Object.fromEntries(facts));
      const sum = sums.get(key) ?? [0n, 0n];
      sum[0]! += BigInt(block.count?.[at] ?? 1);
      sum[1]! += block.money.get("revenue")?.[at] ?? 0n;
      sums.set(key, sum);
    }
  }
  const something = [...sums].filter(([, sum]) =>
    sum.some((one) => one !== 0n),
  );
  return Object.fromEntries(
    something.map(([key, sum]) => [key, sum.join(" ")]).toSorted(),
  ) as Record<string, string>;
}

describe("the cubes of a day", () => {
  test("count its sorted pieces again by their columns", () => {
    const axes = fc.constantFrom<Axis>("click", "conversion_by_click");
    fc.assert(
      fc.property(entries, entries, axes, (some, others, axis) => {
        const folded = sortDay([blockOf(axis, some), blockOf(axis, others)]);
        const of = (form: string) =>
          folded.flatMap((piece) => (piece.form === form ? [piece.block] : []));
        for (const [form, cube] of cubesOfAxis(axis)) {
          const factsOf = (entry: Record<string, string | null>) =>
            cube.columns
              .map((name) => {
                const value = entry[name] ?? null;
                const is_minute = cube.has_quarters && name === "minute";
                return is_minute ? Math.floor(Number(value) / 15) : value;
              })
              .join("|");
          const sorted = of("sorted").map((block) =>
            cube.has_no_money ? { ...block, money: new Map() } : block,
          );
          const found = sumsOf(of(form), factsOf);
          expect(found).toEqual(sumsOf(sorted, factsOf));
          const size = of(form).reduce((sum, block) => sum + block.entries, 0);
          expect(size).toBe(Object.keys(found).length);
        }
      }),
      { numRuns: 100 },
    );
  });

  test("hold money that 64 bits don't", () => {
    const builder = new BlockBuilder("conversion", 1, 8);
    const money = { amount: 2n ** 62n, revenue: -(2n ** 62n), payout: 1n };
    for (let at = 0; at < 8; at++) {
      const facts = { campaign: "1", sub1: String(at % 3) };
      builder.add(facts, { count: 1, money });
    }
    const folded = sortDay([builder.finish()]);
    for (const form of ["sorted", "by_campaign"]) {
      const of_form = folded.filter((one) => one.form === form);
      const sums = sumsOf(
        of_form.map(({ block }) => block),
        () => "all",
      );
      expect(sums).toEqual({ all: `8 ${-(2n ** 65n)}` });
    }
  });

  test("are right for more values than have places each", () => {
    const count = 5_000;
    const builder = new BlockBuilder("click", 1, count);
    for (let at = 0; at < count; at++) {
      builder.add({
        affiliate: String(at % 7),
        link: String(at % 2_500),
        sub1: String((at * 7) % 2_500),
      });
    }
    const block = builder.finish();
    for (const names of [
      ["link", "sub1"],
      ["affiliate", "link", "sub1"],
    ] as const) {
      const counted = countAgain(block, names);
      const differences = new DayDifferences(names);
      differences.add("counted", counted);
      differences.add("rows", block);
      expect(differences.found()).toEqual([]);
      expect(counted.entries).toBeLessThanOrEqual(count);
    }
  });
});

test("pieces of a day have few affiliates each, in whichever order they came", () => {
  const count = 70_000;
  const builder = new BlockBuilder("click", 1, count);
  for (let at = 0; at < count; at++) {
    builder.add({
      affiliate: at % 50 === 0 ? null : String((at * 7_919) % 301),
      link: String(at % 997),
      kind: "1 sent",
      sub1: String(at),
    });
  }
  const folded = sortDay([builder.finish()]);
  for (const form of ["sorted", "by_link"]) {
    const pieces = folded
      .filter((piece) => piece.form === form)
      .map(({ block }) => packBlock(block));
    expect(pieces.length).toBeGreaterThan(2);
    pieces.slice(1).forEach(({ affiliate_min }, before) => {
      expect(affiliate_min).toBeGreaterThanOrEqual(
        pieces[before]!.affiliate_max,
      );
    });
  }
});
