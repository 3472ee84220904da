import { eq } from "drizzle-orm";
import { insertRows } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { moveBatches, moveRows, moves } from "../../db/schema/mod.ts";
import { Problem } from "../kernel/mod.ts";
import type { MovedClick, MovedRow, MoveReader } from "./moved_thing.ts";
import { CLICKS_MAX, ROWS_MAX } from "./move_model.ts";
import { packClicks } from "./click_batches.ts";
import type { PlacedClick } from "./click_batches.ts";
import { addImplied, ClickPairs } from "./implied_rows.ts";
import { newRow } from "./new_row.ts";
import type { Move, NewRow } from "./new_row.ts";
import { READERS } from "./readers/readers.ts";
import { forgetFiles, storedFiles } from "./stored_files.ts";

const ROWS_AT_ONCE = 500;
const CLICKS_AT_ONCE = 5_000;

/**
 * Reads the files of a move into its rows. It begins anew where it was interrupted: nothing is made
 * of them yet.
 */
export async function readFiles(
  db: Database,
  move: Move,
  signal?: AbortSignal,
): Promise<void> {
  await db.delete(moveRows).where(eq(moveRows.move_id, move.id));
  await db.delete(moveBatches).where(eq(moveBatches.move_id, move.id));
  const reader = readerOf(move.from);
  const rows = new RowSink(db, move);
  const files = storedFiles(db, move);
  for await (const row of reader(files, move.settings)) {
    signal?.throwIfAborted();
    await rows.add(row);
  }
  await rows.flush();
  await addImplied(db, move, rows.implied);
  const total = await db.$count(moveRows, eq(moveRows.move_id, move.id));
  await db.update(moves).set({ done: 0, total }).where(eq(moves.id, move.id));
  await forgetFiles(db, move.id);
}

function readerOf(from: string): MoveReader {
  const readers: Readonly<Record<string, MoveReader>> = READERS;
  const reader = Object.hasOwn(readers, from) ? readers[from] : undefined;
  if (reader !== undefined) return reader;
  throw new Error(`No reader of "${from}"`);
}

/** Stores rows in batches. */
class RowSink {
  readonly #db: Database;
  readonly #move: Move;
  #rows: NewRow[] = [];
  #clicks: PlacedClick[] = [];
  /** Pairs of campaign and affiliate that clicks name. */
  readonly implied = new ClickPairs();
  #no = 0;
  #batch_no = 0;
  #click_count = 0;

  constructor(db: Database, move: Move) {
    this.#db = db;
    this.#move = move;
  }

  async add(row: MovedRow): Promise<void> {
    if (row.thing.kind === "click") {
      await this.#addClick(row, row.thing);
      return;
    }
    this.#no++;
    if (this.#no > ROWS_MAX) {
      throw tooMany(`${ROWS_MAX} rows beside clicks`);
    }
    this.#rows.push(newRow(this.#move, this.#no, row));
    if (this.#rows.length >= ROWS_AT_ONCE) await this.#flushRows();
  }

  async #addClick(
    { file, row_no }: MovedRow,
    thing: MovedClick,
  ): Promise<void> {
    if (++this.#click_count > CLICKS_MAX) {
      throw tooMany(`${CLICKS_MAX} old clicks`);
    }
    this.#clicks.push({ file, row_no, thing });
    this.implied.add(thing);
    if (this.#clicks.length >= CLICKS_AT_ONCE) await this.#flushClicks();
  }

  async flush(): Promise<void> {
    await this.#flushRows();
    await this.#flushClicks();
  }

  async #flushRows(): Promise<void> {
    await insertRows(this.#db, moveRows, this.#rows);
    this.#rows = [];
    const where = eq(moves.id, this.#move.id);
    await this.#db.update(moves).set({ done: this.#no }).where(where);
  }

  async #flushClicks(): Promise<void> {
    const clicks = this.#clicks;
    if (clicks.length === 0) return;
    this.#clicks = [];
    await insertRows(this.#db, moveBatches, [
      {
        move_id: this.#move.id,
        no: ++this.#batch_no,
        bytes: packClicks(clicks),
        row_count: clicks.length,
        state: "read",
      },
    ]);
  }
}

function tooMany(what: string): Problem {
  const detail = `A move has at most ${what}: move in several times`;
  return new Problem(413, "too_large", detail);
}
