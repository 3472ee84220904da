import fc from "fast-check";
import type { Dimension } from "../../../modules/reports/model.ts";
import {
  BlockBuilder,
  packBlock,
  unpackBlock,
} from "../../../modules/rollups/mod.ts";
import type { CopiedBlocks } from "../../../modules/reports/report_tasks.ts";
import type { Axis, Block, BlockColumn } from "../../../modules/rollups/mod.ts";
import { DAY_MS, MINUTE_MS } from "./naive_report.ts";
import type { Asked, Entry } from "./naive_report.ts";

const FIRST_DAY = 20_000;
const DAYS = 4;

export const ADVERTISERS = new Map([
  ["1", "7"],
  ["2", "7"],
  ["10", "8"],
]);

/** Rates to EUR, of two days; others aren't known. */
export const rates: Asked["rates"] = (currency, rate_day) => {
  const denominator = { USD: 3n, JPY: 161n, KWD: 7n }[currency];
  if (denominator === undefined || rate_day === null) return null;
  if (currency === "KWD" && rate_day === "b") return null;
  return { numerator: rate_day === "a" ? 2n : 5n, denominator };
};

const text = (...values: (string | null)[]) => fc.constantFrom(...values);
const minute = fc.oneof(
  fc.integer({ min: 0, max: DAYS * 1440 - 1 }),
  fc.constantFrom(0, 1094, 1095, 1439, 1440),
);
const shared = {
  campaign: text("1", "2", "10", "11"),
  affiliate: text("9", "10", null),
  link: text("1", "2"),
  country: text("DE", "US", null),
  device: text("mobile", "desktop", null),
  sub1: text("other", "", null, "(none)", "a,b", "ä", "\u{1f600}"),
};
const click_facts = fc.record({
  ...shared,
  kind: text(
    "1 sent",
    "0 sent",
    "2 sent",
    "4 sent",
    "5 sent",
    "8 sent",
    "17 sent",
    "32 sent",
    "33 sent",
    "0 geo_blocked",
    "4 geo_blocked",
    "0 cap_reached",
  ),
});
const conversion_facts = fc.record({
  ...shared,
  goal: text("sale", "lead", null),
  status: text("pending", "approved", "rejected", "reversed"),
  verdict: text("sent", "geo_blocked", null),
  currency: text("EUR", "EUR", "USD", "JPY", "KWD"),
  rate_day: text("a", "b"),
  seconds: text("0", "1", "2", "50", "7000000", null),
});
const amount = fc.oneof(
  fc.bigInt({ min: -3n, max: 5n }),
  fc.bigInt({ min: -(2n ** 60n), max: 2n ** 60n }),
);
const money = { amount, revenue: amount, payout: amount };

const click = fc.record({ facts: click_facts, minute }).map((drawn): Entry => ({
  axis: "click",
  at_ms: timeOf(drawn.minute),
  facts: drawn.facts,
  count: 1,
  amount: 0n,
  revenue: 0n,
  payout: 0n,
}));

/** A conversion, and what changed it later: each change takes back how it stood. */
const conversion = fc
  .record({
    facts: conversion_facts,
    minute,
    versions: fc.array(fc.record({ status: conversion_facts, ...money }), {
      minLength: 1,
      maxLength: 3,
    }),
  })
  .map(({ facts, minute: at, versions }) =>
    versions.flatMap((version, number) => {
      const entry = (of: typeof version, count: number): Entry => ({
        axis: "conversion",
        at_ms: timeOf(at),
        facts: {
          ...facts,
          status: of.status.status,
          currency: of.status.currency,
        },
        count,
        amount: of.amount * BigInt(count),
        revenue: of.revenue * BigInt(count),
        payout: of.payout * BigInt(count),
      });
      const before = versions[number - 1];
      const added = entry(version, 1);
      return before === undefined ? [added] : [entry(before, -1), added];
    }),
  );

/** Clicks and conversions of a few days, with corrections. */
export const entries = fc
  .tuple(
    fc.array(click, { maxLength: 60 }),
    fc.array(conversion, { maxLength: 20 }),
  )
  .chain(([clicks, conversions]) =>
    // Blocks may have many more entries than values.
    fc
      .constantFrom(1, 1, 1, 9)
      .map((times) =>
        Array.from({ length: times }, () => [
          ...clicks,
          ...conversions.flat(),
        ]).flat(),
      ),
  );

/** A period of whole minutes. */
export const period = fc.tuple(minute, minute).map(([a, b]) => ({
  from_ms: timeOf(Math.min(a, b)),
  to_ms: timeOf(Math.max(a, b) + 1),
}));

export const DIMENSIONS: readonly Dimension[] = [
  "hour",
  "day",
  "week",
  "month",
  "hour_of_day",
  "weekday",
  "advertiser",
  "campaign",
  "affiliate",
  "link",
  "goal",
  "country",
  "device",
  "sub1",
  "verdict",
  "status",
];

/** Blocks of entries: of each axis and day cut at `cuts`, some after they were stored. */
export function blocksOf(
  all: readonly Entry[],
  cuts: readonly boolean[],
): Block[] {
  const blocks: Block[] = [];
  const days = Map.groupBy(
    all,
    ({ axis, at_ms }) => `${axis} ${Math.floor(at_ms / DAY_MS)}`,
  );
  let at = 0;
  for (const [name, of_day] of days) {
    const [axis = "", day = ""] = name.split(" ");
    const newBuilder = () =>
      new BlockBuilder(axis as Axis, Number(day), of_day.length);
    let builder = newBuilder();
    for (const entry of of_day) {
      addEntry(builder, entry);
      if (cuts[at++ % cuts.length] !== true) continue;
      blocks.push(unpackBlock(packBlock(builder.finish())));
      builder = newBuilder();
    }
    blocks.push(builder.finish());
  }
  return blocks;
}

/** A block without a column, as a reader leaves it out. */
export function withoutMinutes(block: Block): Block {
  const columns = new Map(block.columns);
  columns.delete("minute");
  return { ...block, columns };
}

function addEntry(builder: BlockBuilder, entry: Entry): void {
  const of_day = Math.floor((entry.at_ms % DAY_MS) / MINUTE_MS);
  const facts = { ...entry.facts, minute: String(of_day) };
  const { count, amount: sum, revenue, payout } = entry;
  if (entry.axis === "click" && count === 1) builder.add(facts);
  else builder.add(facts, { count, money: { amount: sum, revenue, payout } });
}

function timeOf(of_first_day: number): number {
  return FIRST_DAY * DAY_MS + of_first_day * MINUTE_MS;
}

/** Entries as Postgres sends the blocks that are stored of them. */
export function copiedBlocks(
  all: readonly Entry[],
  first_id = 0,
): CopiedBlocks {
  const blocks = blocksOf(all, [false]).map(packBlock);
  const columns = [
    ...new Set(blocks.flatMap((block) => Object.keys(block.columns))),
  ] as BlockColumn[];
  const parts: Buffer[] = [Buffer.alloc(19)];
  const addField = (bytes: Uint8Array | undefined) => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(bytes?.length ?? -1);
    parts.push(length, Buffer.from(bytes ?? []));
  };
  const addNumber = (value: number, bytes: 4 | 8) => {
    const field = Buffer.alloc(bytes);
    field.writeInt32BE(value, bytes - 4);
    addField(field);
  };
  blocks.forEach((block, at) => {
    parts.push(Buffer.from([0, 8 + columns.length]));
    addNumber(first_id + at, 8);
    addField(Buffer.from(block.axis));
    addField(Buffer.from("part"));
    // How many cubes were made of it.
    addField(Buffer.alloc(2));
    const { day, entries: count, affiliate_min, affiliate_max } = block;
    for (const of of [day, count, affiliate_min, affiliate_max]) {
      addNumber(of, 4);
    }
    for (const name of columns) addField(block.columns[name]);
  });
  parts.push(Buffer.from([0xff, 0xff]));
  return { columns, copied: Uint8Array.from(Buffer.concat(parts)) };
}
