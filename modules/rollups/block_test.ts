import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  BlockBuilder,
  cutBlock,
  DIMENSIONS,
  MONEY,
  pickEntries,
} from "./block.ts";
import { mergeBlocks } from "./merge_blocks.ts";
import type { Block, Facts, Sums } from "./block.ts";
import { packBlock, unpackBlock } from "./pack_block.ts";

interface Entry {
  facts: Facts;
  sums: Required<Sums>;
}

function blockOf(entries: readonly Entry[]): Block {
  const builder = new BlockBuilder("conversion", 20_000, entries.length);
  for (const { facts, sums } of entries) builder.add(facts, sums);
  return builder.finish();
}

const keyOf = (facts: Facts): string =>
  JSON.stringify(DIMENSIONS.map((name) => facts[name] ?? null));

/** The entries of a block. */
function entriesOf(block: Block): Entry[] {
  return Array.from({ length: block.entries }, (_, at) => ({
    facts: Object.fromEntries(
      [...block.columns].map(([name, { values, codes }]) => [
        name,
        values.at(codes[at] ?? 0),
      ]),
    ),
    sums: {
      count: block.count?.[at] ?? 1,
      money: {
        amount: block.money.get("amount")?.[at] ?? 0n,
        revenue: block.money.get("revenue")?.[at] ?? 0n,
        payout: block.money.get("payout")?.[at] ?? 0n,
      },
    },
  }));
}

/** Sums by facts, without those that are nothing. */
function sumsOf(entries: readonly Entry[]): Map<string, string> {
  const all = new Map<string, Required<Sums>>();
  for (const { facts, sums } of entries) {
    const sum = all.get(keyOf(facts)) ?? {
      count: 0,
      money: { amount: 0n, revenue: 0n, payout: 0n },
    };
    const money = { ...sum.money };
    for (const name of MONEY) money[name] += sums.money[name];
    all.set(keyOf(facts), { count: sum.count + sums.count, money });
  }
  const texts = [...all]
    .map(([key, { count, money }]): [string, string] => [
      key,
      `${count} ${money.amount} ${money.revenue} ${money.payout}`,
    ])
    .filter(([, text]) => text !== "0 0 0 0")
    .sort();
  return new Map(texts);
}

const value = fc.oneof(
  fc.constant(null),
  fc.constantFrom("", "a", "b", "(none)", "\0", "é🙂", "\uFEFFx"),
  fc.nat({ max: 400 }).map(String),
);
const facts = fc.record(
  Object.fromEntries(
    DIMENSIONS.map((name) => [
      name,
      name === "affiliate"
        ? fc.integer({ min: 1, max: 300 }).map(String)
        : value,
    ]),
  ),
  { requiredKeys: [] },
) as fc.Arbitrary<Facts>;
const micros = fc.oneof(
  fc.constant(0n),
  fc.bigInt({ min: -(2n ** 60n), max: 2n ** 60n }),
);
const sums = fc.record({
  count: fc.constantFrom(1, 1, -1, 0, 7),
  money: fc.record({ amount: micros, revenue: micros, payout: micros }),
});
const entry = fc.record({ facts, sums });
/** Few different facts, so that entries meet. */
const entries = fc
  .tuple(
    fc.array(facts, { minLength: 1, maxLength: 6 }),
    fc.array(fc.tuple(fc.nat(), sums), { maxLength: 30 }),
    fc.array(entry, { maxLength: 10 }),
  )
  .map(([some, drawn, others]) => [
    ...others,
    ...drawn.map(([at, of_entry]) => ({
      facts: some[at % some.length] ?? {},
      sums: of_entry,
    })),
  ]);

describe("a block", () => {
  test("gives back the entries that were put in, packed or not", () => {
    fc.assert(
      fc.property(entries, (given) => {
        const block = blockOf(given);
        const texts = (of: readonly Entry[]) =>
          of.map((one) => [keyOf(one.facts), one.sums]);
        expect(texts(entriesOf(block))).toEqual(texts(given));
        const again = unpackBlock(packBlock(block));
        expect(texts(entriesOf(again))).toEqual(texts(given));
      }),
    );
  });

  test("knows its least and greatest affiliate", () => {
    const one = (affiliate: string): Entry => ({
      facts: { affiliate },
      sums: { count: 1, money: { amount: 0n, revenue: 0n, payout: 0n } },
    });
    const packed = packBlock(blockOf([one("12"), one("7"), one("100")]));
    expect([packed.affiliate_min, packed.affiliate_max]).toEqual([7, 100]);
  });

  test("holds more values than a byte and than two bytes count", () => {
    for (const count of [300, 70_000]) {
      const builder = new BlockBuilder("click", 1, count);
      for (let at = 0; at < count; at++) builder.add({ sub1: `s${at}` });
      const block = unpackBlock(packBlock(builder.finish()));
      const { values, codes } = block.columns.get("sub1")!;
      expect(values.at(codes[count - 1]!)).toBe(`s${count - 1}`);
      expect([block.entries, codes.length, block.count]).toEqual([
        count,
        count,
        null,
      ]);
    }
  });

  test("takes no more entries than it was made for", () => {
    const builder = new BlockBuilder("click", 1, 1);
    builder.add({ sub1: "a" });
    expect(() => builder.add({ sub1: "b" })).toThrow(RangeError);
  });

  test("is merged with others: sorted, and each sum as before", () => {
    const parts = fc.array(entries, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(parts, (given) => {
        const merged = mergeBlocks(given.map(blockOf));
        const found = entriesOf(merged);
        expect(sumsOf(found)).toEqual(sumsOf(given.flat()));
        expect(found.length).toBe(sumsOf(found).size);
      }),
    );
  });

  test("is counted again by some of its columns", () => {
    fc.assert(
      fc.property(entries, (given) => {
        const names = ["campaign", "country"] as const;
        const cube = mergeBlocks([blockOf(given)], names);
        const fewer = given.map(
          ({ facts: { campaign, country }, ...rest }) => ({
            ...rest,
            facts: { campaign: campaign ?? null, country: country ?? null },
          }),
        );
        expect(sumsOf(entriesOf(cube))).toEqual(sumsOf(fewer));
      }),
    );
  });

  test("is cut into pieces that add up to it", () => {
    fc.assert(
      fc.property(entries, fc.integer({ min: 1, max: 9 }), (given, most) => {
        const pieces = cutBlock(blockOf(given), most);
        expect(pieces.flatMap(entriesOf).length).toBe(given.length);
        expect(sumsOf(pieces.flatMap(entriesOf))).toEqual(sumsOf(given));
        expect(pieces.every((piece) => piece.entries <= most)).toBe(true);
      }),
    );
  });

  test("gives a block of some of its entries", () => {
    fc.assert(
      fc.property(entries, (given) => {
        const places = [...given.keys()].filter((at) => at % 3 !== 1);
        const picked = entriesOf(pickEntries(blockOf(given), places));
        const expected = given.filter((_, at) => at % 3 !== 1);
        expect(sumsOf(picked)).toEqual(sumsOf(expected));
        expect(picked.length).toBe(expected.length);
      }),
    );
  });
});
