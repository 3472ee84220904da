import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  test,
} from "bun:test";
import { sql } from "drizzle-orm";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { countedEntries } from "../../tests/block_counts.ts";
import { createTestDatabase } from "../../tests/harness.ts";
import type { TestDatabase } from "../../tests/harness.ts";
import { until } from "../../tests/until.ts";
import { BlockBuilder } from "./block.ts";
import type { Axis } from "./block.ts";
import { copyBlocks, parseBlocks } from "./copy_blocks.ts";
import type { CubeForm } from "./cubes.ts";
import { lockDay } from "./day_lock.ts";
import { cubeDays, mergeParts, sortDays } from "./fold_blocks.ts";
import { newFoldThread } from "./fold_thread.ts";
import { insertBlocks } from "./insert_blocks.ts";
import { packBlock, unpackBlock } from "./pack_block.ts";

let database: TestDatabase;
let db: Database;
const thread = newFoldThread();
const deps = {
  get db() {
    return db;
  },
  thread,
};

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.app, { connections_max: 4 });
});
afterAll(async () => {
  await thread.stop();
  await closeDatabase(db);
  await database.drop();
});
beforeEach(async () => {
  await db.execute(sql`delete from report_blocks`);
});

const TODAY = 20_000;
const ALL_OF_CLICKS = [
  "by_affiliate",
  "by_agent",
  "by_campaign",
  "by_country",
  "by_link",
  "by_place",
  "by_quarter",
  "sorted",
];

/** The same number of pieces of each form. */
function ofEach(count: number): Record<string, number> {
  return Object.fromEntries(ALL_OF_CLICKS.map((form) => [form, count]));
}

/** The thread, after something else on its first request. */
function slow(first: () => Promise<void>): Pick<typeof thread, "ask"> {
  let waits: Promise<void> | undefined;
  return {
    async ask(request, buffers) {
      await (waits ??= first());
      return await thread.ask(request, buffers);
    },
  };
}

/** Parts of a day with entries of which some are equal. */
async function addParts(
  count: number,
  {
    axis = "click",
    day = TODAY,
    entries = 9,
  }: { axis?: Axis; day?: number; entries?: number } = {},
): Promise<void> {
  const blocks = Array.from({ length: count }, (_, part) => {
    const builder = new BlockBuilder(axis, day, entries);
    for (let at = 0; at < entries; at++) {
      builder.add({
        affiliate: String((at * 7) % 5),
        campaign: String(at % 3),
        kind: at % 4 === 0 ? "2 sent" : "1 sent",
        country: at % 2 === 0 ? "DE" : null,
        sub1: `s${(at * part) % 40}`,
        minute: String(at % 1440),
      });
    }
    return packBlock(builder.finish());
  });
  await db.transaction((tx) => insertBlocks(tx, blocks));
}

async function formsOf(): Promise<Record<string, number>> {
  const rows = await db.execute<{ form: string; entries: number }>(
    sql`select form, sum(entries)::int as entries from report_blocks group by 1 order by 1`,
  );
  return Object.fromEntries(rows.map(({ form, entries }) => [form, entries]));
}

/** Blocks of each form. */
async function pieces(): Promise<Record<string, number>> {
  const rows = await db.execute<{ form: string; count: number }>(
    sql`select form, count(*)::int from report_blocks group by 1 order by 1`,
  );
  return Object.fromEntries(rows.map(({ form, count }) => [form, count]));
}

/** Counts of a cube's entries by its columns. */
async function cubeOf(form: CubeForm): Promise<number> {
  const columns = ["count", "campaign"] as const;
  const copied = await copyBlocks(db, columns, `form = '${form}'`);
  return parseBlocks(copied, columns)
    .map(unpackBlock)
    .reduce((sum, { count, entries }) => {
      const of_block = count?.reduce((all, one) => all + one, 0) ?? entries;
      return sum + of_block;
    }, 0);
}

/** How many wait for a lock. */
async function waiting(): Promise<number> {
  const [row] = await db.execute<{ count: number }>(
    sql`select count(*)::int from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return row?.count ?? 0;
}

describe("parts", () => {
  test("are merged once there are many of a size, each day's apart", async () => {
    await addParts(15);
    await addParts(15, { day: TODAY - 1 });
    await mergeParts({ db, thread });
    expect(await db.execute(sql`select 1 from report_blocks`)).toHaveLength(30);
    await addParts(1, { entries: 1 });
    await addParts(1, { entries: 99 });
    const before = await countedEntries(db, "click");
    await mergeParts({ db, thread });
    expect(await db.execute(sql`select 1 from report_blocks`)).toHaveLength(17);
    expect(await countedEntries(db, "click")).toEqual(before);
  });

  test("of a past day are sorted, with its cubes; new ones are sorted with them", async () => {
    await addParts(3, { entries: 20_000 });
    await addParts(1, { entries: 5 });
    const before = await countedEntries(db, "click");
    await sortDays({ db, thread }, TODAY);
    expect(Object.keys(await formsOf())).toEqual(["part"]);
    await sortDays({ db, thread }, TODAY + 1);
    expect(Object.keys(await formsOf())).toEqual(ALL_OF_CLICKS);
    expect(await countedEntries(db, "click")).toEqual(before);
    expect([await cubeOf("by_link"), await cubeOf("by_place")]).toEqual([
      60_005, 60_005,
    ]);
    await addParts(1, { entries: 7 });
    const more = await countedEntries(db, "click");
    await sortDays({ db, thread }, TODAY + 1);
    expect(Object.keys(await formsOf())).toEqual(ALL_OF_CLICKS);
    expect(await countedEntries(db, "click")).toEqual(more);
    expect(await cubeOf("by_link")).toBe(60_012);
  });

  test("of a day that is too big for one fold are sorted in several, which add up, also with late ones", async () => {
    await addParts(3, { entries: 100 });
    const before = await countedEntries(db, "click");
    await sortDays(deps, TODAY + 1, 250);
    expect(await countedEntries(db, "click")).toEqual(before);
    expect(await pieces()).toEqual(ofEach(2));
    await addParts(1);
    const late = await countedEntries(db, "click");
    await sortDays(deps, TODAY + 1, 250);
    expect(await countedEntries(db, "click")).toEqual(late);
    expect(await pieces()).toEqual(ofEach(3));
    expect([await cubeOf("by_link"), await cubeOf("by_place")]).toEqual([
      309, 309,
    ]);
    await addParts(1);
    await sortDays(deps, TODAY + 1);
    expect(await pieces()).toEqual(ofEach(1));
    expect(await cubeOf("by_link")).toBe(318);
  });

  test("are replaced in one piece: of two at once, one does it", async () => {
    await addParts(16);
    const before = await countedEntries(db, "click");
    let merging: Promise<unknown> | undefined;
    await db.transaction(async (tx) => {
      // Both read the parts before either replaces them.
      await tx.execute(sql`lock table report_blocks in share mode`);
      const merges = [mergeParts({ db, thread }), mergeParts({ db, thread })];
      merging = Promise.all(merges);
      await Promise.race(merges);
      await until("the other waits", async () => (await waiting()) === 1);
    });
    await merging;
    expect(await db.execute(sql`select from report_blocks`)).toHaveLength(1);
    expect(await countedEntries(db, "click")).toEqual(before);
  });

  test("are left to who has replaced them before they are read", async () => {
    await addParts(16, { day: TODAY });
    await addParts(16, { day: TODAY + 1 });
    const before = await countedEntries(db, "click");
    await mergeParts({ db, thread: slow(() => mergeParts(deps)) });
    expect(await db.execute(sql`select from report_blocks`)).toHaveLength(2);
    expect(await countedEntries(db, "click")).toEqual(before);
  });

  test("are left while their day is recounted", async () => {
    await addParts(16);
    const count = async () =>
      (await db.execute(sql`select from report_blocks`)).length;
    await db.transaction(async (tx) => {
      await lockDay(tx, { axis: "click", day: TODAY });
      await mergeParts({ db, thread });
      expect(await count()).toBe(16);
    });
    await mergeParts({ db, thread });
    expect(await count()).toBe(1);
  });

  test("that another fold replaced meanwhile stay as that one left them", async () => {
    await addParts(16);
    const before = await countedEntries(db, "click");
    await sortDays({ db, thread: slow(() => mergeParts(deps)) }, TODAY + 1);
    expect(Object.keys(await formsOf())).toEqual(["part"]);
    expect(await countedEntries(db, "click")).toEqual(before);
  });

  test("that are damaged are named, and hold up no other day", async () => {
    for (const day of [TODAY - 2, TODAY - 1]) await addParts(16, { day });
    await db.execute(sql`update report_blocks set sub1 = 'damaged'
      where id = (select min(id) from report_blocks)`);
    const named = /clicks of 2024-10-02 .*damaged/;
    await expect(mergeParts(deps)).rejects.toThrow(named);
    expect(await db.execute(sql`select from report_blocks`)).toHaveLength(17);
    await expect(sortDays(deps, TODAY)).rejects.toThrow(named);
    const rows = await db.execute<{ day: number }>(
      sql`select distinct day from report_blocks where form = 'sorted'`,
    );
    expect(rows.map(({ day }) => day)).toEqual([TODAY - 1]);
  });

  test("of conversions have cubes of their own", async () => {
    await addParts(2, { axis: "conversion_by_click" });
    await sortDays({ db, thread }, TODAY + 1);
    expect(Object.keys(await formsOf())).toEqual([
      "by_affiliate",
      "by_campaign",
      "by_seconds",
      "sorted",
    ]);
  });
});

describe("days that were sorted before there were all cubes", () => {
  const signal = new AbortController().signal;
  /** As they were: one cube, and of one piece of them none. */
  async function sortedBefore(): Promise<void> {
    await addParts(2, { entries: 3_000 });
    await sortDays({ db, thread }, TODAY + 1);
    await db.execute(sql`delete from report_blocks
      where form not in ('part', 'sorted', 'by_link')`);
    await db.execute(sql`update report_blocks set cubes = 0`);
    await addParts(1);
  }

  test("get them, each once, and keep their pieces and parts", async () => {
    await sortedBefore();
    await addParts(1, { axis: "conversion", day: TODAY + 3 });
    await sortDays({ db, thread }, TODAY + 4);
    await addParts(1, { day: TODAY + 1 });
    await sortedBefore();
    const before = await countedEntries(db, "click");
    const { sorted, part } = await formsOf();
    for (let round = 0; round < 2; round++) {
      await cubeDays({ db, thread }, signal);
      expect(Object.keys(await formsOf())).toEqual(
        [...ALL_OF_CLICKS, "by_seconds", "part"].toSorted(),
      );
      expect(await formsOf()).toMatchObject({ sorted, part });
      expect(await countedEntries(db, "click")).toEqual(before);
      for (const form of ["by_link", "by_quarter", "by_agent"] as const) {
        expect(await cubeOf(form)).toBe(12_009);
      }
    }
    const lacking = await db.execute(
      sql`select from report_blocks where form = 'sorted' and cubes = 0`,
    );
    expect(lacking).toHaveLength(0);
  });

  test("are left while their day is recounted", async () => {
    await sortedBefore();
    const forms = Object.keys(await formsOf());
    await db.transaction(async (tx) => {
      await lockDay(tx, { axis: "click", day: TODAY });
      await cubeDays({ db, thread }, signal);
    });
    expect(Object.keys(await formsOf())).toEqual(forms);
  });
});

describe("blocks are copied", () => {
  test("within a transaction, again and again", async () => {
    await addParts(3);
    const { length } = await Promise.all(
      Array.from({ length: 20 }, () =>
        db.transaction(async (tx) => {
          const copied = await copyBlocks(tx, ["sub1"], `axis = 'click'`);
          const [row] = await tx.execute<{ one: number }>(sql`select 1 as one`);
          expect(row?.one).toBe(1);
          const blocks = parseBlocks(copied, ["sub1"]);
          expect(blocks.map(({ entries }) => entries)).toEqual([9, 9, 9]);
          expect(
            unpackBlock(blocks[2]!).columns.get("sub1")?.values.at(1),
          ).toBe("s0");
        }),
      ),
    );
    expect(length).toBe(20);
  });

  test("however many they are, and their connection is free again", async () => {
    await addLabels(200);
    for (let round = 0; round < 30; round++) {
      await db.transaction(async (tx) => {
        const copied = await copyBlocks(tx, ["sub1"], `axis = 'click'`);
        expect(parseBlocks(copied, ["sub1"])).toHaveLength(200);
      });
    }
  });

  test("and if Postgres fails in the middle, that is thrown and their connection is free", async () => {
    await addLabels(200);
    const [row] = await db.execute<{ id: string }>(
      sql`select id from report_blocks order by id offset 150 limit 1`,
    );
    const fails = `1 / (id - ${row?.id}) <= 1`;
    for (let round = 0; round < 8; round++) {
      const copying = db.transaction((tx) => copyBlocks(tx, ["sub1"], fails));
      await expect(copying).rejects.toThrow("division by zero");
    }
    await expect(copyBlocks(db, [], "false")).resolves.toBeDefined();
  });
});

/** Parts whose labels are all different, which don't become small. */
async function addLabels(count: number): Promise<void> {
  const blocks = Array.from({ length: count }, (_, part) => {
    const builder = new BlockBuilder("click", TODAY - part, 400);
    for (let at = 0; at < 400; at++) {
      builder.add({ affiliate: "1", sub1: crypto.randomUUID() });
    }
    return packBlock(builder.finish());
  });
  await db.transaction((tx) => insertBlocks(tx, blocks));
}
