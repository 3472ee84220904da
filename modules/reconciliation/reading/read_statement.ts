import { setImmediate } from "node:timers/promises";
import { orNotFound } from "../../http/mod.ts";
import { and, eq, isNull } from "drizzle-orm";
import type { Database, Transaction } from "../../../db/mod.ts";
import {
  reconciliations,
  statementRows,
  statements,
} from "../../../db/schema/mod.ts";
import type { StatementMapping } from "../../../db/schema/mod.ts";
import type { JobContext, JobDefinition } from "../../scheduler/mod.ts";
import { contentKeys } from "./content_key.ts";
import { copyLine, copyRows } from "./copy_rows.ts";
import { decodeText } from "./encoding.ts";
import { READ_TASK } from "./open_reconciliation.ts";
import type { Reconciliation } from "./open_reconciliation.ts";
import type { RawRow } from "./raw_row.ts";
import { senderWords } from "./sender_words.ts";
import { settleForms } from "./settle_forms.ts";
import type { SettledForms } from "./settle_forms.ts";
import { alignCells, rowReader } from "./sniff.ts";
import { RowInterpreter } from "./statement_row.ts";
import { statementBytes } from "./statement_parts.ts";

export interface ReadingTaskDeps {
  db: Database;
  isClickId(text: string): boolean;
  /**
   * Called in the transaction that marks the rows of a confirmed mapping as read,
   * so that the next task is enqueued with it or not at all.
   */
  afterReading(tx: Transaction, reconciliation_id: string): Promise<void>;
}

/** Bytes per `COPY`, each in a transaction of its own. */
const PIECE_BYTES = 1_048_576;
/** Longest possible line: a row of maximum length with every character escaped. */
const LINE_BYTES_MAX = 2_097_152;
/**
 * Lines are encoded in chunks of this length, which is cheaper than one by one; whatever else the
 * process has to do gets its turn in between.
 */
const LINES_CHARS = 32_768;
const ATTEMPTS_MAX = 5;

/** Defines the task that reads the rows of a statement. */
export function readingJobs(deps: ReadingTaskDeps): JobDefinition[] {
  return [
    {
      name: READ_TASK,
      description: "Reads the rows of a statement by its mapping",
      is_task: true,
      attempts_max: ATTEMPTS_MAX,
      run: (context) => readStatement(deps, context),
    },
  ];
}

/** The mapping was changed, and another task reads the rows; or another run has read them. */
class Superseded extends Error {
  override readonly name = "Superseded";
}

/**
 * Reads all rows from the beginning, also after an interrupted run, whose rows are
 * deleted first. A run that lost its lease, or whose mapping was changed, can't
 * write any more, nor can one after another that has read all: it may have ended before
 * that was known, and the statement may have been applied since.
 */
async function readStatement(deps: ReadingTaskDeps, context: JobContext) {
  const { db } = deps;
  const { reconciliation_id: id, mapping_version } = context.payload as {
    reconciliation_id: string;
    mapping_version: number;
  };
  const [row] = await db
    .select()
    .from(reconciliations)
    .where(eq(reconciliations.id, id));
  const { mapping } = orNotFound(row);
  if (row === undefined || mapping === null) return { superseded: true };
  const piece = new PieceWriter(deps, context, { id, mapping_version });
  try {
    await piece.begin();
    const settled = await settle(db, row, mapping);
    const counts = await readRows(deps, { row, mapping, settled, piece });
    await piece.finish();
    await finishReading(deps, context, row, { settled, counts });
    const { rows, problems } = counts;
    return { rows, problems };
  } catch (error) {
    await piece.idle();
    if (error instanceof Superseded) return { superseded: true };
    throw error;
  }
}

async function settle(
  db: Database,
  row: Reconciliation,
  mapping: StatementMapping,
): Promise<SettledForms> {
  const { columns, from_at, to_at } = row;
  return await settleForms({
    mapping,
    columns,
    window: { from_at, to_at },
    rows: () => soundCells(rawRows(db, row, mapping), columns),
  });
}

/** Reads the rows of the file, without its header, a chunk at a time. */
async function* rawRows(
  db: Database,
  { statement_id }: Reconciliation,
  mapping: StatementMapping,
): AsyncGenerator<RawRow[]> {
  const reader = rowReader(mapping);
  const bytes = statementBytes(db, statement_id);
  let has_begun = mapping.format !== "csv" || mapping.has_header === false;
  const withoutHeader = (rows: RawRow[]) => {
    if (has_begun || rows.length === 0) return rows;
    has_begun = true;
    return rows.slice(1);
  };
  for await (const text of decodeText(bytes, mapping.encoding ?? "utf-8")) {
    yield withoutHeader(reader.feed(text));
  }
  yield withoutHeader(reader.end());
}

async function* soundCells(
  chunks: AsyncIterable<RawRow[]>,
  columns: readonly string[],
): AsyncGenerator<readonly string[]> {
  for await (const rows of chunks) {
    for (const row of rows) {
      if (row.problem === null) yield alignCells(row, columns);
    }
  }
}

async function readRows(
  { db, isClickId }: ReadingTaskDeps,
  work: {
    row: Reconciliation;
    mapping: StatementMapping;
    settled: SettledForms;
    piece: PieceWriter;
  },
) {
  const { row, mapping, piece } = work;
  const { columns, id: reconciliation_id, statement_id, advertiser_id } = row;
  const { forms } = work.settled;
  const interpreter = new RowInterpreter({
    mapping,
    columns,
    forms,
    isClickId,
    sender_words: await senderWords(db, advertiser_id),
  });
  const keyOf = contentKeys(columns);
  const byte_count = await sizeOf(db, statement_id);
  let row_no = 0;
  for await (const rows of rawRows(db, row, mapping)) {
    for (const raw of rows) {
      row_no++;
      const cells = alignCells(raw, columns);
      const content_key = keyOf(cells);
      const read = interpreter.read(cells, raw.problem);
      const line = copyLine({
        reconciliation_id,
        row_no,
        content_key,
        row: read,
      });
      if (piece.add(line)) await piece.goOn(byte_count);
    }
  }
  return interpreter.counts;
}

async function sizeOf(db: Database, statement_id: string): Promise<number> {
  const [row] = await db
    .select({ byte_count: statements.byte_count })
    .from(statements)
    .where(eq(statements.id, statement_id));
  return orNotFound(row).byte_count;
}

/**
 * Writes pieces of rows. While one is being sent the next is gathered, in two
 * buffers that are reused.
 */
class PieceWriter {
  readonly #db: Database;
  readonly #context: JobContext;
  readonly #fence: { id: string; mapping_version: number };
  readonly #encoder = new TextEncoder();
  #gathering = new Uint8Array(PIECE_BYTES + 2 * LINE_BYTES_MAX);
  #travelling = new Uint8Array(PIECE_BYTES + 2 * LINE_BYTES_MAX);
  #lines = "";
  #byte_count = 0;
  #all_bytes = 0;
  #rows = 0;
  #done = 0;
  #sending: Promise<void> = Promise.resolve();

  constructor(
    { db }: { db: Database },
    context: JobContext,
    fence: { id: string; mapping_version: number },
  ) {
    this.#db = db;
    this.#context = context;
    this.#fence = fence;
  }

  /** Deletes rows of an earlier run. */
  async begin(): Promise<void> {
    await this.#db.transaction(async (tx) => {
      await this.#hold(tx);
      await tx
        .delete(statementRows)
        .where(eq(statementRows.reconciliation_id, this.#fence.id));
      await this.#context.save(tx, { done: 0 });
    });
  }

  /** Adds a line; true if it is time to `goOn`. */
  add(line: string): boolean {
    this.#lines += line;
    this.#rows++;
    if (this.#lines.length < LINES_CHARS) return false;
    this.#encode();
    return true;
  }

  /** Sends the piece if it is large enough, or lets the previous one travel on. */
  async goOn(file_bytes: number): Promise<void> {
    if (this.#byte_count >= PIECE_BYTES) await this.#send(file_bytes);
    else await setImmediate();
  }

  #encode(): void {
    const room = this.#gathering.subarray(this.#byte_count);
    const { read, written } = this.#encoder.encodeInto(this.#lines, room);
    if (read < this.#lines.length)
      throw new Error("A row is too large to keep");
    this.#byte_count += written;
    this.#lines = "";
  }

  /** Sends the gathered piece, once the previous one has arrived. */
  async #send(file_bytes: number): Promise<void> {
    await this.#sending;
    this.#context.signal.throwIfAborted();
    const piece = this.#take();
    this.#all_bytes += piece.length;
    // Estimate: a line is about twice as long as its row in the file, as most
    // values are in it twice.
    const expected = (file_bytes * 2 * this.#done) / this.#all_bytes;
    const total = Math.max(this.#done, Math.round(expected));
    this.#sending = this.#write(piece, { done: this.#done, total });
    // The error is thrown when the next piece awaits this one; until then it must
    // not be unhandled.
    this.#sending.catch(() => {});
  }

  #take(): Uint8Array {
    this.#encode();
    const piece = this.#gathering.subarray(0, this.#byte_count);
    [this.#gathering, this.#travelling] = [this.#travelling, this.#gathering];
    this.#done += this.#rows;
    this.#rows = 0;
    this.#byte_count = 0;
    return piece;
  }

  /** Waits until no piece is being sent, ignoring errors. */
  async idle(): Promise<void> {
    await this.#sending.catch(() => {});
  }

  /** Sends the rest. */
  async finish(): Promise<void> {
    await this.#sending;
    const rest = this.#take();
    await this.#write(rest, { done: this.#done });
  }

  async #write(
    piece: Uint8Array,
    progress: { done: number; total?: number },
  ): Promise<void> {
    await this.#db.transaction(async (tx) => {
      await this.#hold(tx);
      if (piece.length > 0) await copyRows(tx, piece);
      await this.#context.save(tx, progress);
    });
  }

  async #hold(tx: Transaction): Promise<void> {
    await holdVersion(tx, this.#fence);
  }
}

/**
 * Locks the mapping against changes while a piece is written; throws if it has
 * changed, or if all has been read.
 */
async function holdVersion(
  tx: Transaction,
  { id, mapping_version }: { id: string; mapping_version: number },
): Promise<void> {
  const rows = await tx
    .select({ id: reconciliations.id })
    .from(reconciliations)
    .where(
      and(
        eq(reconciliations.id, id),
        eq(reconciliations.mapping_version, mapping_version),
        isNull(reconciliations.reading),
      ),
    )
    .for("share");
  if (rows.length === 0) throw new Superseded();
}

async function finishReading(
  deps: ReadingTaskDeps,
  context: JobContext,
  { id, mapping_version }: Reconciliation,
  read: { settled: SettledForms; counts: RowInterpreter["counts"] },
): Promise<void> {
  const { counts, settled } = read;
  const { forms, undecided } = settled;
  await deps.db.transaction(async (tx) => {
    const [row] = await tx
      .update(reconciliations)
      .set({ reading: { ...counts, ...forms, undecided } })
      .where(
        and(
          eq(reconciliations.id, id),
          eq(reconciliations.mapping_version, mapping_version),
          isNull(reconciliations.reading),
        ),
      )
      .returning();
    if (row === undefined) throw new Superseded();
    await settleReading(deps, tx, row);
    await context.save(tx, { done: counts.rows, total: counts.rows });
  });
}

/** Sets the status once rows are read: starts matching, or waits for a person. */
export async function settleReading(
  { afterReading }: Pick<ReadingTaskDeps, "afterReading">,
  tx: Transaction,
  row: Reconciliation,
): Promise<void> {
  const problem = whyNotMatched(row);
  const goes_on = problem === null && row.kind === "statement";
  const is_empty = row.reading?.rows === 0;
  const status = goes_on ? "matching" : is_empty ? "failed" : "review";
  await tx
    .update(reconciliations)
    .set({ status, problem })
    .where(eq(reconciliations.id, row.id));
  if (goes_on) await afterReading(tx, row.id);
}

function whyNotMatched({ reading, mapping_confirmed }: Reconciliation) {
  if (reading === null) return "The rows have not been read yet";
  if (reading.rows === 0) return "The statement has no rows";
  if (!mapping_confirmed) return "The mapping has to be confirmed";
  if (reading.undecided.length === 0) return null;
  const forms = reading.undecided.join(" and ");
  return `No row settles ${forms}: the mapping has to say it`;
}
