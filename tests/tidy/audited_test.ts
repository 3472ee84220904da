import { describe, expect, test } from "bun:test";
import { is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { AUDITED, NOT_AUDITED } from "../../db/mod.ts";
import * as schema from "../../db/schema/mod.ts";

const tables = Object.values(schema).filter((one) => is(one, PgTable));

describe("db/audited.ts", () => {
  test("says of each table whether its changes are in the audit, or why not", () => {
    const names = tables.map((table) => getTableConfig(table).name);
    const stated = [...Object.keys(AUDITED), ...Object.keys(NOT_AUDITED)];
    expect(stated.sort()).toEqual(names.sort());
  });

  test("names columns that exist, and each secret that a column's name tells", () => {
    for (const table of tables) {
      const { name, columns } = getTableConfig(table);
      const audited = AUDITED[name];
      if (audited === undefined) continue;
      const { key = ["id"], secret = [], ignored = [] } = audited;
      const names = columns.map((column) => column.name);
      const stated = [...key, ...secret, ...ignored];
      expect([name, stated.filter((one) => !names.includes(one))]).toEqual([
        name,
        [],
      ]);
      const left_out = [...secret, ...ignored];
      const shown = columns.filter(
        (column) =>
          !left_out.includes(column.name) &&
          (column.getSQLType() === "bytea" ||
            /secret|seal|hash|token|password/.test(column.name)),
      );
      expect([name, shown.map((column) => column.name)]).toEqual([name, []]);
    }
  });
});
