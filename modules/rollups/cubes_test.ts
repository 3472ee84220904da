import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  blocksOf,
  entries,
} from "../../tests/modules/reports/report_entries.ts";
import { BlockBuilder } from "./block.ts";
import type { Block } from "./block.ts";
import { countAgain, cubesOfAxis } from "./cubes.ts";
import { DayDifferences } from "./day_differences.ts";
import { sortDay } from "./sort_day.ts";

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
    fc.assert(
      fc.property(
        entries,
        fc.constantFrom("click", "conversion"),
        (all, axis) => {
          const days = Map.groupBy(
            blocksOf(all, [false, true]).filter((block) => block.axis === axis),
            ({ day }) => day,
          );
          for (const blocks of days.values()) {
            const folded = sortDay(blocks);
            const of = (form: string) =>
              folded.flatMap((one) => (one.form === form ? [one.block] : []));
            for (const [form, cube] of cubesOfAxis(axis as "click")) {
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
              expect(sumsOf(of(form), factsOf)).toEqual(
                sumsOf(sorted, factsOf),
              );
            }
          }
        },
      ),
      { numRuns: 60 },
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
