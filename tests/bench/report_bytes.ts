import type postgres from "postgres";
import { DIMENSIONS } from "../../modules/rollups/mod.ts";

const COLUMNS = [...DIMENSIONS, "count", "amount", "revenue", "payout"];

/** Bytes a click, indexes and conversions included. */
export interface Bytes {
  blocks: number;
  rows: number;
}

/** Finds and prints the bytes a click, of each form of blocks and of the largest columns. */
export async function printBytes(
  sql: postgres.Sql,
  clicks: number,
): Promise<Bytes> {
  const [size] = await sql<Bytes[]>`
    select pg_total_relation_size('report_blocks')::float8 / ${clicks} as blocks,
      (select sum(pg_total_relation_size(inhrelid))::float8 / ${clicks} from pg_inherits
       where inhparent = 'clicks'::regclass) as rows`;
  if (size === undefined) throw new Error("There is no size");
  console.log(
    `${size.blocks.toFixed(1)} bytes a click, beside ${size.rows.toFixed(1)} of its row`,
  );
  const sums = COLUMNS.map(
    (name) => `coalesce(sum(octet_length("${name}")), 0)::float8 as "${name}"`,
  );
  const forms = await sql.unsafe<Record<string, number | string>[]>(
    `select axis, form, ${sums.join(", ")} from report_blocks group by axis, form order by axis, form`,
  );
  for (const { axis, form, ...of_columns } of forms) {
    const columns = Object.entries(of_columns)
      .map(([name, bytes]) => ({ name, bytes: Number(bytes) / clicks }))
      .filter(({ bytes }) => bytes >= 0.05)
      .sort((a, b) => b.bytes - a.bytes);
    const all = columns.reduce((sum, { bytes }) => sum + bytes, 0);
    if (all < 0.05) continue;
    const largest = columns
      .slice(0, 6)
      .map(({ name, bytes }) => `${name} ${bytes.toFixed(1)}`);
    console.log(
      `  ${`${axis} ${form}`.padEnd(36)} ${all.toFixed(1).padStart(5)}: ${largest.join(", ")}`,
    );
  }
  return size;
}
