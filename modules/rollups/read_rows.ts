import { finished } from "node:stream/promises";
import { sql } from "drizzle-orm";
import type { Transaction } from "../../db/mod.ts";
import type { CountedDay } from "./day_rows.ts";
import { rowsOfDay } from "./day_rows.ts";
import type { BlockColumn } from "./pack_block.ts";

/** Bytes that go to the thread at once. */
const PIECE_BYTES = 262_144;
/** Stored bytes of a day's rows per stretch, about as many as of their text. */
const STRETCH_BYTES = 16_777_216;
/** A minute each. */
const STRETCHES_MAX = 1440;
const CONVERSION_BYTES = 256;

/** Where the text of rows goes. */
export interface RowsTaker<Answer> {
  begin(columns: readonly BlockColumn[]): Promise<unknown>;
  /** Takes the text's buffer. */
  piece(rows: Uint8Array<ArrayBuffer>): Promise<Answer>;
  /** After each stretch of the day. */
  stretch(answers: readonly Answer[]): Promise<void>;
}

/** Reads a day's rows as the text of `COPY`. */
export async function readRows<Answer>(
  tx: Transaction,
  of: CountedDay,
  taker: RowsTaker<Answer>,
): Promise<void> {
  const { columns, selects } = rowsOfDay(of, await stretchesOf(tx, of));
  await taker.begin(columns);
  for (const select of selects) {
    await taker.stretch(await sendRows(tx, select, taker));
  }
}

/**
 * Sends the text of rows as it comes. The stream isn't held up: a connection whose `COPY` isn't read
 * to its end is never free again.
 */
async function sendRows<Answer>(
  tx: Transaction,
  select: string,
  taker: RowsTaker<Answer>,
): Promise<Answer[]> {
  const stream = await tx.$client
    .unsafe(`copy (${select}) to stdout`)
    .readable();
  const asked: Promise<Answer>[] = [];
  let pieces: Uint8Array[] = [];
  let bytes = 0;
  const send = (): void => {
    const answer = taker.piece(joined(pieces, bytes));
    pieces = [];
    bytes = 0;
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
  return await Promise.all(asked);
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
