import { finished } from "node:stream/promises";
import { sql } from "drizzle-orm";
import type { Transaction } from "../../db/mod.ts";
import type { CountedDay } from "./day_rows.ts";
import { rowsOfDay } from "./day_rows.ts";
import type { FoldThread } from "./fold_thread.ts";
import type { FoldedBlock } from "./folding.ts";

/** Bytes that go to the thread at once. */
const PIECE_BYTES = 262_144;
/** Stored bytes of a day's rows per stretch, about as many as of their text. */
const STRETCH_BYTES = 16_777_216;
/** A minute each. */
const STRETCHES_MAX = 1440;
const CONVERSION_BYTES = 256;

export interface RowsDeps {
  tx: Transaction;
  thread: FoldThread;
}

/** Makes blocks of a day's rows in the thread; `take` is given them as they are made. */
export async function readRows(
  { tx, thread }: RowsDeps,
  of: CountedDay & { is_whole_day: boolean },
  take: (blocks: readonly FoldedBlock[]) => Promise<void>,
): Promise<void> {
  const recount = crypto.randomUUID();
  const { columns, selects } = rowsOfDay(of, await stretchesOf(tx, of));
  await thread.ask({ recount, form: { ...of, columns } });
  try {
    for (const select of selects) {
      await take(await sendRows({ tx, thread }, recount, select));
    }
    await take(await thread.ask({ recount, end: "finished" }));
  } catch (error) {
    await thread.ask({ recount, end: "failed" }).catch(() => {});
    throw error;
  }
}

/**
 * Sends the text of rows to the thread as it comes; returns the blocks that they fill. The stream
 * isn't held up: a connection whose `COPY` isn't read to its end is never free again.
 */
async function sendRows(
  { tx, thread }: RowsDeps,
  recount: string,
  select: string,
): Promise<FoldedBlock[]> {
  const stream = await tx.$client
    .unsafe(`copy (${select}) to stdout`)
    .readable();
  const asked: Promise<FoldedBlock[]>[] = [];
  let pieces: Uint8Array[] = [];
  let bytes = 0;
  const send = (): void => {
    const rows = joined(pieces, bytes);
    pieces = [];
    bytes = 0;
    const answer = thread.ask({ recount, rows }, [rows.buffer]);
    answer.catch(() => {});
    asked.push(answer);
  };
  stream.on("data", (piece: Uint8Array) => {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes >= PIECE_BYTES) send();
  });
  await finished(stream);
  send();
  return (await Promise.all(asked)).flat();
}

function joined(
  pieces: readonly Uint8Array[],
  bytes: number,
): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(bytes);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** The text and the blocks of a stretch are in memory. */
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
