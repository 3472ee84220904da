import { afterAll, beforeAll, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { createTestDatabase } from "../../tests/harness.ts";
import type { TestDatabase } from "../../tests/harness.ts";
import {
  BlockBuilder,
  insertBlocks,
  packBlock,
  parseBlocks,
} from "../rollups/mod.ts";
import type { BlockForm } from "../rollups/mod.ts";
import type { Reading, ReadingPlan } from "./plan_reading.ts";
import { readBlocks } from "./read_blocks.ts";

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.app, { connections_max: 2 });
});
afterAll(async () => {
  await closeDatabase(db);
  await database.drop();
});

/** Stores a block that is said to have so many entries. */
async function store(
  form: BlockForm,
  day: number,
  { affiliate, entries }: { affiliate: string; entries: number },
): Promise<void> {
  const builder = new BlockBuilder("click", day, 1);
  builder.add({ affiliate, campaign: "1", kind: "1 sent" });
  const block = { ...packBlock(builder.finish()), entries };
  await db.transaction((tx) => insertBlocks(tx, [block], form));
}

/** The days and forms of the blocks that are read, by what is read at once. */
async function readAtOnce(
  reading: Partial<Reading>,
  affiliates: ReadingPlan["affiliates"] = null,
): Promise<string[][]> {
  const readings: Reading[] = [
    {
      axis: "click",
      ways: [],
      columns: ["kind"],
      days: [{ first: 1, last: 99 }],
      ...reading,
    },
  ];
  const read: string[][] = [];
  const plan = { readings, axis: "conversion", affiliates } as const;
  for await (const { copied, columns } of readBlocks(db, plan)) {
    const blocks = parseBlocks(copied, columns);
    read.push(blocks.map(({ day, form }) => `${day} ${form}`).toSorted());
  }
  return read;
}

test("readBlocks() reads days together as long as they are small", async () => {
  for (const [day, entries] of [
    [11, 100_000],
    [12, 150_000],
    [13, 200_000],
    [14, 3_000_000],
    [15, 10],
  ] as const) {
    await store("sorted", day, { affiliate: "5", entries });
  }
  await store("part", 15, { affiliate: "9", entries: 20 });
  expect(await readAtOnce({})).toEqual([
    ["11 sorted", "12 sorted"],
    ["13 sorted"],
    ["14 sorted"],
    ["15 part", "15 sorted"],
  ]);
  const days = [
    { first: 11, last: 11 },
    { first: 15, last: 90 },
  ];
  expect(await readAtOnce({ days })).toEqual([
    ["11 sorted", "15 part", "15 sorted"],
  ]);
  expect(await readAtOnce({ days: [{ first: 40, last: 41 }] })).toEqual([]);
});

test("readBlocks() reads a large day some blocks at a time", async () => {
  for (const entries of [160_000, 80_000, 160_000, 280_000, 120_000]) {
    await store("sorted", 20, { affiliate: "5", entries });
  }
  await store("sorted", 21, { affiliate: "5", entries: 10 });
  await store("part", 20, { affiliate: "5", entries: 20 });
  const of_day = (blocks: number) => Array(blocks).fill("20 sorted");
  const days = [{ first: 20, last: 21 }];
  expect(await readAtOnce({ days })).toEqual([
    of_day(2),
    of_day(1),
    of_day(1),
    ["20 part", ...of_day(1), "21 sorted"],
  ]);
});

test("readBlocks() leaves out blocks without the affiliates that are asked for", async () => {
  expect(await readAtOnce({}, [9])).toEqual([["15 part"]]);
  expect(await readAtOnce({}, [6, 8])).toEqual([]);
  expect(await readAtOnce({}, [])).toEqual([]);
});

const CUBES = [
  ["by_link", 30],
  ["by_place", 20],
  ["sorted", 10],
  ["part", 1],
] as const;
const LINKS: Reading["ways"] = [["by_link"]];

test("readBlocks() reads the smallest of the cubes that are as good, with all parts", async () => {
  for (const [form, entries] of CUBES) {
    await store(form, 50, { affiliate: "5", entries });
  }
  const days = [{ first: 50, last: 50 }];
  const ways: Reading["ways"] = [["by_link"], ["by_place"]];
  expect(await readAtOnce({ days, ways })).toEqual([
    ["50 by_place", "50 part"],
  ]);
  expect(await readAtOnce({ days, ways: LINKS })).toEqual([
    ["50 by_link", "50 part"],
  ]);
  expect(await readAtOnce({ days, ways: [["by_link", "by_place"]] })).toEqual([
    ["50 by_link", "50 by_place", "50 part"],
  ]);
});

test("readBlocks() reads a day as it is sorted if not all of it is in the cube", async () => {
  for (const day of [60, 61]) {
    for (const form of ["sorted", "by_campaign", "by_link", "part"] as const) {
      await store(form, day, { affiliate: "5", entries: 10 });
    }
  }
  await store("sorted", 61, { affiliate: "5", entries: 10 });
  await db.execute(sql`update report_blocks set cubes = 0
    where id = (select max(id) from report_blocks)`);
  const days = [{ first: 60, last: 61 }];
  const lacking = ["61 part", "61 sorted", "61 sorted"];
  expect(await readAtOnce({ days, ways: [["by_campaign"]] })).toEqual([
    ["60 by_campaign", "60 part", ...lacking],
  ]);
  expect(await readAtOnce({ days, ways: LINKS })).toEqual([
    ["60 by_link", "60 part", "61 by_link", "61 part"],
  ]);
});
