import { afterAll, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import fc from "fast-check";
import { createTestDatabase } from "../tests/harness.ts";
import { closeDatabase, openDatabase } from "./client.ts";
import { bytes, epochMs, micros } from "./columns.ts";
import { runPrepared } from "./statements.ts";
import { batchStatement, insertRows, updateRows } from "./write_rows.ts";

const database = await createTestDatabase();
const db = openDatabase(database.owner, { connections_max: 4 });
afterAll(async () => {
  await closeDatabase(db);
  await database.drop();
});

const things = pgTable(
  "things",
  {
    owner: integer("owner").notNull(),
    name: text("name").notNull(),
    version: integer("version").notNull().default(1),
    money: micros("money"),
    count: bigint("count", { mode: "number" }),
    is_good: boolean("is_good"),
    made_at: epochMs("made_at"),
    hash: bytes("hash"),
    words: text("words").array(),
    facts: jsonb("facts"),
  },
  (table) => [primaryKey({ columns: [table.owner, table.name] })],
);
await db.execute(sql`
  create table things (owner integer, name text, version integer not null default 1,
    money bigint, count bigint, is_good boolean, made_at timestamptz(3), hash bytea,
    words text[], facts jsonb, primary key (owner, name))`);

const word = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("", "NULL", '"', "\\", "{a,b}", "a,b", "'; --", "\t\n"),
);
const noNul = (value: string) => !value.includes("\0");
const thing = fc.record({
  owner: fc.nat({ max: 1_000_000 }),
  name: word.filter(noNul),
  money: fc.option(fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n })),
  count: fc.option(fc.integer()),
  is_good: fc.option(fc.boolean()),
  made_at: fc.option(fc.integer({ min: 0, max: 4_000_000_000_000 })),
  hash: fc.option(fc.uint8Array()),
  words: fc.option(fc.array(word.filter(noNul))),
  facts: fc.option(fc.record({ a: word.filter(noNul), b: fc.integer() })),
});
const batch = fc.uniqueArray(thing, {
  minLength: 1,
  maxLength: 200,
  size: "max",
  selector: ({ owner, name }) => `${owner} ${name}`,
});
type Thing = typeof things.$inferInsert;

const all = async () =>
  await db.select().from(things).orderBy(things.owner, things.name);
describe("insertRows() and updateRows()", () => {
  test("keep every value as it was given", async () => {
    const property = fc.asyncProperty(batch, async (given) => {
      const rows = given as Thing[];
      await db.delete(things);
      await insertRows(db, things, rows);
      const inserted = (await all()).map(({ version, ...row }) => row);
      const byKey = new Map(
        rows.map((row) => [`${row.owner} ${row.name}`, row]),
      );
      for (const row of inserted) {
        expect(row).toEqual(
          byKey.get(`${row.owner} ${row.name}`) as typeof row,
        );
      }
      expect(inserted).toHaveLength(rows.length);
      const set = ["money", "made_at", "hash", "words", "facts"] as const;
      const changed = rows.map((row, at) => {
        const other = rows[rows.length - 1 - at] ?? row;
        return { ...other, owner: row.owner, name: row.name };
      });
      await updateRows(db, things, changed, { by: ["owner", "name"], set });
      const wanted = new Map(
        changed.map((row) => [`${row.owner} ${row.name}`, row]),
      );
      for (const row of await all()) {
        const { money, made_at, hash, words, facts } = wanted.get(
          `${row.owner} ${row.name}`,
        ) as typeof row;
        expect(row).toMatchObject({ money, made_at, hash, words, facts });
      }
    });
    await fc.assert(property, { numRuns: 25 });
  });

  test.each([1, 200])(
    "of %d rows, a text cut within a character is kept with a mark in its place",
    async (count) => {
      await db.delete(things);
      const cut = "a\ud83d";
      const rows = Array.from({ length: count }, (_, owner) => {
        const facts = { cut, [cut]: "\\ud83d" };
        return { owner, name: cut, words: [cut], facts };
      });
      await insertRows(db, things, rows);
      const kept = await all();
      expect(kept).toHaveLength(count);
      expect(kept.at(-1)).toMatchObject({
        name: "a\ufffd",
        words: ["a\ufffd"],
        facts: { cut: "a\ufffd", "a\ufffd": "\\ud83d" },
      });
    },
  );

  test("leave what is there, or change it, as asked", async () => {
    await db.delete(things);
    const row = { owner: 1, name: "a", count: 5 };
    await insertRows(db, things, [row]);
    const skipped = await insertRows(db, things, [row, { ...row, name: "b" }], {
      on_conflict: "do nothing",
      returning: ["name"],
    });
    expect(skipped).toEqual([{ name: "b" }]);
    await insertRows(db, things, [row], {
      on_conflict:
        "(owner, name) do update set count = things.count + excluded.count",
    });
    expect(await all()).toMatchObject([{ count: 10 }, { count: 5 }]);
  });

  test("change a row only where it is as it was read", async () => {
    await db.delete(things);
    await insertRows(db, things, [
      { owner: 1, name: "a", version: 3 },
      { owner: 2, name: "b", version: 4 },
    ]);
    const changes = [1, 2].map((owner) => {
      const name = owner === 1 ? "a" : "b";
      return { owner, name, version: 4, read_version: 3, count: 9 };
    });
    const changed = await updateRows(db, things, changes, {
      by: ["owner", "name"],
      set: ["version", "count"],
      unchanged: { column: "version", given_as: "read_version" },
      returning: ["owner"],
    });
    expect(changed).toEqual([{ owner: 1 }]);
    expect(await all()).toMatchObject([{ count: 9 }, { count: null }]);
  });

  test("never deadlock, in whatever order two batches bring the same keys", async () => {
    await db.delete(things);
    const rows = Array.from({ length: 3_000 }, (_, n) => {
      return { owner: n % 7, name: `thing ${n}` };
    });
    const options = {
      order_by: ["owner", "name"] as const,
      on_conflict: "do nothing",
    };
    await Promise.all(
      [rows, rows.toReversed(), rows.toReversed(), rows].map((given) =>
        insertRows(db, things, given, options),
      ),
    );
    expect(await db.$count(things)).toBe(rows.length);
  });
});

test("batchStatement() writes several batches with one statement, each column by its name", async () => {
  await db.delete(things);
  const statement = batchStatement(
    (parts) => `
    with made as (
      ${parts.insertInto(things, { name: "things", columns: ["owner", "name"] })}
      returning owner)
    select made.owner, notes.note from made
    join ${parts.rows("notes", { owner: "integer", note: "text" })} using (owner)
    order by 1`,
  );
  const rows = await runPrepared(
    db,
    statement({
      things: [
        { name: "a", owner: 1 },
        { name: "b", owner: 2 },
      ],
      notes: [
        { note: "of b", owner: 2 },
        { note: null, owner: 1 },
      ],
    }),
  );
  expect(rows).toEqual([
    { owner: 1, note: null },
    { owner: 2, note: "of b" },
  ]);
  expect(await runPrepared(db, statement({ things: [], notes: [] }))).toEqual(
    [],
  );
});
