import { describe, expect, test } from "bun:test";
import { is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { integer, pgTable, text, unique } from "drizzle-orm/pg-core";
import { AUDITED } from "../../db/mod.ts";
import * as schema from "../../db/schema/mod.ts";

const tables = Object.values(schema).filter((one) => is(one, PgTable));

/** The unique keys of a table that lack a column. */
function keysWithout(table: PgTable, column: string): string[] {
  const config = getTableConfig(table);
  const named = (columns: readonly { name?: string }[]) =>
    columns.map(({ name }) => name ?? "").join();
  const keys = [
    ...config.columns
      .filter(({ primary, isUnique }) => primary || isUnique)
      .map(({ name }) => name),
    ...config.primaryKeys.map(({ columns }) => named(columns)),
    ...config.uniqueConstraints.map(({ columns }) => named(columns)),
    ...config.indexes
      .filter(({ config: { unique } }) => unique)
      .map(({ config: { columns } }) => named(columns as { name?: string }[])),
  ];
  return keys.filter((key) => !key.split(",").includes(column));
}

describe("db/schema/placement.ts", () => {
  test("places every table once, and only tables that exist", () => {
    const names = tables.map((table) => getTableConfig(table).name);
    expect(Object.keys(schema.PLACEMENT).sort()).toEqual(names.sort());
  });

  test("distributes by a column that stands in every unique key, or is put there", () => {
    const distributed = tables.flatMap((table) => {
      const { name, columns, indexes } = getTableConfig(table);
      const placement = schema.PLACEMENT[name];
      if (placement?.kind !== "distributed") return [];
      const { by, is_keyed_then = false, filled_by } = placement;
      const column = columns.find((one) => one.name === by);
      return [
        {
          name,
          has_column: column !== undefined,
          is_filled: column?.notNull === true || filled_by !== undefined,
          keys: is_keyed_then ? [] : keysWithout(table, by),
          // Only keys of constraints are made anew.
          unique_indexes: is_keyed_then
            ? indexes.filter(({ config }) => config.unique).length
            : 0,
        },
      ];
    });
    expect(distributed.length).toBeGreaterThan(10);
    const wrong = distributed.filter(
      ({ keys, has_column, is_filled, unique_indexes }) =>
        keys.length > 0 || !has_column || !is_filled || unique_indexes > 0,
    );
    expect(wrong).toEqual([]);
  });

  test("distributes no table that has the audit's triggers", () => {
    const moved = Object.entries(schema.PLACEMENT).filter(
      ([name, { kind }]) => kind !== "plain" && Object.hasOwn(AUDITED, name),
    );
    expect(moved).toEqual([]);
  });
});

test("keysWithout() finds each kind of key that lacks the column", () => {
  const planted = pgTable(
    "planted",
    {
      id: integer("id").primaryKey(),
      campaign_id: integer("campaign_id").notNull(),
      name: text("name").unique(),
      place: text("place"),
    },
    (table) => [
      unique("one").on(table.place, table.name),
      unique("two").on(table.campaign_id, table.place),
    ],
  );
  expect(keysWithout(planted, "campaign_id")).toEqual([
    "id",
    "name",
    "place,name",
  ]);
});
