import { sql } from "drizzle-orm";
import { isDistributed } from "../../db/citus/mod.ts";
import type { Transaction } from "../../db/mod.ts";
import { copyBinary } from "./copy_binary.ts";
import type { RowColumn } from "./conversion_rows.ts";
import type { CountedDay } from "./day_rows.ts";
import { rowsOfDay } from "./day_rows.ts";

/** Stored bytes of a day's rows per stretch. */
const STRETCH_BYTES = 8_388_608;
const MINUTES = 1440;
const CONVERSION_BYTES = 256;

/** Where rows go. */
export interface RowsTaker<Answer> {
  begin(columns: readonly RowColumn[]): Promise<unknown>;
  /** Takes the buffer of a stretch's rows, as `blockOfRows` reads them. */
  take(rows: Uint8Array<ArrayBuffer>): Promise<Answer>;
  /** After each stretch. */
  taken(answer: Answer): Promise<void>;
}

/** Reads a day's rows; a stretch is read while the one before is taken. */
export async function readRows<Answer>(
  tx: Transaction,
  of: CountedDay,
  taker: RowsTaker<Answer>,
): Promise<void> {
  // Each process's lists would be read anew by the first one: thrice the time, and more of it.
  await tx.execute(sql`set local max_parallel_workers_per_gather = 0`);
  const { columns, selects } = rowsOfDay(of, await startsOf(tx, of));
  await taker.begin(columns);
  let taking: Promise<Answer> | undefined;
  for (const select of selects) {
    const rows = await copyBinary(tx, select);
    if (taking !== undefined) await taker.taken(await taking);
    taking = taker.take(rows);
    taking.catch(() => {});
  }
  if (taking !== undefined) await taker.taken(await taking);
}

/**
 * Minutes at which a day's stretches begin. The rows of two stretches, and the blocks of a day, are
 * in memory; a day may have most of its clicks in an hour.
 */
async function startsOf(tx: Transaction, of: CountedDay): Promise<number[]> {
  const stretches = await stretchesOf(tx, of);
  if (of.axis !== "click" || stretches === 1)
    return startsOfShares(new Array(MINUTES).fill(1), stretches);
  const rows = await tx.$client.unsafe<{ minute: number; count: number }[]>(
    `select floor(extract(epoch from clicked_at) / 60)::bigint % ${MINUTES} as minute, count(*)::float8 as count
      from ${clickTable(of.day)} group by 1`,
  );
  const counts = new Array<number>(MINUTES).fill(0);
  for (const { minute, count } of rows) counts[Number(minute)] = count;
  return startsOfShares(counts, stretches);
}

/** Cuts minutes with so many rows each into stretches of about equally many. */
export function startsOfShares(
  counts: readonly number[],
  stretches: number,
): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const starts = [0];
  let since = 0;
  for (const [minute, count] of counts.entries()) {
    if (since > 0 && since + count > all / stretches) {
      starts.push(minute);
      since = 0;
    }
    since += count;
  }
  return starts;
}

async function stretchesOf(
  tx: Transaction,
  { axis, day }: CountedDay,
): Promise<number> {
  const stored =
    axis === "click"
      ? // Of the shards: the coordinator's table is empty.
        sql`${sql.raw(isDistributed() ? "citus_relation_size" : "pg_relation_size")}(to_regclass(${clickTable(day)}))::float8`
      : sql`(select sum(entries) * ${CONVERSION_BYTES} from report_blocks
          where axis = ${axis} and day = ${day})::float8`;
  const [row] = await tx.execute<{ bytes: number | null }>(
    sql`select ${stored} as bytes`,
  );
  return 1 + Math.floor((row?.bytes ?? 0) / STRETCH_BYTES);
}

const DAY_MS = 86_400_000;

/** The partition of a day's clicks. */
export function clickTable(day: number): string {
  const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
  return `clicks_${date.replaceAll("-", "")}`;
}
