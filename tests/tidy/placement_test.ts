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

  test("distributes by a column that stands in every unique key", () => {
    const distributed = tables.flatMap((table) => {
      const { name } = getTableConfig(table);
      const placement = schema.PLACEMENT[name];
      return placement?.kind === "distributed"
        ? [{ name, keys: keysWithout(table, placement.by) }]
        : [];
    });
    expect(distributed.length).toBeGreaterThan(5);
    expect(distributed.filter(({ keys }) => keys.length > 0)).toEqual([]);
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
