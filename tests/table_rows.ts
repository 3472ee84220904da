import postgres from "postgres";
import type { DatabaseAddress } from "../db/mod.ts";

/** All rows of all tables of a database as text, each table's sorted; independent of `backup`. */
export async function readAllRows(
  address: DatabaseAddress,
): Promise<Map<string, string[]>> {
  const options = {
    max: 1,
    onnotice: () => {},
    connection: { TimeZone: "UTC" },
  };
  const sql =
    typeof address === "string"
      ? postgres(address, options)
      : postgres({ ...address, ...options });
  try {
    return await sql.begin("isolation level repeatable read", async (tx) => {
      const tables = await tx<{ name: string }[]>`
        select tablename as name from pg_tables where schemaname = 'public'`;
      const all = new Map<string, string[]>();
      for (const { name } of tables) {
        const rows = await tx<{ text: string }[]>`
          select row_to_json(t)::text as text from ${tx(name)} as t`;
        all.set(name, rows.map(({ text }) => text).sort());
      }
      return all;
    });
  } finally {
    await sql.end();
  }
}
