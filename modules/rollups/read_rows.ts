import { sql } from "drizzle-orm";
import type { Transaction } from "../../db/mod.ts";
import { copyBinary } from "./copy_binary.ts";
import type { CountedDay, RowColumn } from "./day_rows.ts";
import { rowsOfDay } from "./day_rows.ts";

/** Stored bytes of a day's rows per stretch. */
const STRETCH_BYTES = 8_388_608;
/** A minute each. */
const STRETCHES_MAX = 1440;
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
  const { columns, selects } = rowsOfDay(of, await stretchesOf(tx, of));
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

/** The rows of two stretches, and the blocks of a day, are in memory. */
async function stretchesOf(
  tx: Transaction,
  { axis, day }: CountedDay,
): Promise<number> {
  const stored =
    axis === "click"
      ? sql`pg_relation_size(to_regclass(${clickTable(day)}))::float8`
      : sql`(select sum(entries) * ${CONVERSION_BYTES} from report_blocks
          where axis = ${axis} and day = ${day})::float8`;
  const [row] = await tx.execute<{ bytes: number | null }>(
    sql`select ${stored} as bytes`,
  );
  const stretches = 1 + Math.floor((row?.bytes ?? 0) / STRETCH_BYTES);
  return Math.min(stretches, STRETCHES_MAX);
}

const DAY_MS = 86_400_000;

/** The partition of a day's clicks. */
export function clickTable(day: number): string {
  const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
  return `clicks_${date.replaceAll("-", "")}`;
}
