import { finished } from "node:stream/promises";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import type { Database, DatabaseAddress, Transaction } from "../../db/mod.ts";
import {
  ensureRole,
  makeSchemaOf,
  MIGRATION_LOCK,
  readRestoreState,
  writeRestoreState,
} from "../../db/upkeep/mod.ts";
import { BackupError } from "./backup_error.ts";
import {
  copyText,
  findTables,
  isEmptyDatabase,
  quoted,
} from "./database_tables.ts";
import type { StoredSequence, StoredTable } from "./manifest.ts";
import type { BackupReader } from "./read_backup.ts";
import { RowsSum } from "./rows_sum.ts";

/** Each table locks itself and its indexes until the commit, of which a server holds 6,400. */
const TABLES_PER_TRANSACTION = 50;

/** A backup, and the database that it is restored into. */
export interface RestoreRowsOptions {
  backup: BackupReader;
  /** The database, as the role that shall own the tables. */
  address: DatabaseAddress;
  /** The program assumes its role from this user. */
  takes_on_role: boolean;
  /** Goes on with a restore of this backup, of which only the end may be missing. */
  is_going_on: boolean;
  /** How many rows are restored, of how many. */
  progress?(done: number, total: number): void;
}

/** The rows that were compared with the backup after they were restored. */
export interface ComparedRows {
  tables: number;
  rows: number;
  /** Tables in the backup that aren't the program's. */
  left_out: string[];
}

/**
 * Restores the rows of a backup into an empty database: its schema as it was, then each table,
 * which is read again and compared. A restore that was killed goes on where it was. Throws
 * BackupError if the database isn't empty, or a table differs.
 */
export async function restoreRows(
  options: RestoreRowsOptions,
): Promise<ComparedRows> {
  const { address } = options;
  // Its lock and settings are of the session.
  const db = openDatabase(address, {
    ...{ connections_max: 1, name: "restore", is_lasting: true },
  });
  try {
    await db.$client.unsafe("set idle_in_transaction_session_timeout = 0");
    await db.$client.unsafe("set synchronize_seqscans = off");
    await lockOut(db);
    await checkEmpty(db, options);
    if (options.takes_on_role) await ensureRole(db);
    return await restoreInto(db, options);
  } finally {
    await closeDatabase(db);
  }
}

/** Throws BackupError unless the database is empty, or half restored from the same backup. */
export async function checkTarget(options: RestoreRowsOptions): Promise<void> {
  const { address } = options;
  const db = openDatabase(address, { connections_max: 1, name: "restore" });
  try {
    await checkEmpty(db, options);
  } finally {
    await closeDatabase(db);
  }
}

/** Keeps other restores, and trackers that start, away from the database while this connection lasts. */
async function lockOut(db: Database): Promise<void> {
  const [row] = await db.$client.unsafe<{ is_locked: boolean }[]>(
    "select pg_try_advisory_lock($1::bigint) as is_locked",
    [MIGRATION_LOCK],
  );
  if (row?.is_locked === true) return;
  throw new BackupError(
    "Cannot restore: another restore, or a tracker that starts, is at work on this database; try again once it has ended",
  );
}

async function checkEmpty(
  db: Database,
  { backup, is_going_on }: RestoreRowsOptions,
): Promise<void> {
  const found = await readRestoreState(db);
  const is_half = found?.state === "restoring";
  const is_same = found?.backup === backup.manifest.id;
  if (is_same && (is_half || is_going_on)) return;
  if (await isEmptyDatabase(db)) return;
  throw new BackupError(
    is_half
      ? `Cannot restore: the database is half restored from another backup (${found?.backup})`
      : "Cannot restore: the database is not empty; create an empty one and set DATABASE_URL to it",
  );
}

/** Keeps in the database that all is restored, so that the tracker starts. */
export async function finishRestore(
  address: DatabaseAddress,
  backup: string,
): Promise<void> {
  const db = openDatabase(address, { connections_max: 1, name: "restore" });
  try {
    await writeRestoreState(db, { state: "restored", backup });
  } finally {
    await closeDatabase(db);
  }
}

async function restoreInto(
  db: Database,
  { backup, progress = () => {} }: RestoreRowsOptions,
): Promise<ComparedRows> {
  const { id, tables, sequences, migration_ms } = backup.manifest;
  const total = tables.reduce((sum, { rows }) => sum + rows, 0);
  const days = tables.filter(({ parent }) => parent !== null);
  const left_out: string[] = [];
  let done = 0;
  const counted = (rows: number) => progress(done + rows, total);
  const before = await readRestoreState(db);
  // Only its end was missing then: a tracker may have written since.
  const was_restored = before?.state === "restored";
  if (before === null) {
    await db.transaction(async (tx) => {
      await makeSchemaOf(tx, migration_ms);
      await writeRestoreState(tx, { state: "restoring", backup: id });
      const known = new Map(
        (await findTables(tx)).map((table) => [table.name, table]),
      );
      await emptyTables(tx, [...known.keys()]);
      for (const table of tables) {
        if (table.parent !== null) continue;
        if (known.has(table.name)) {
          await restoreTable(tx, { backup, table, counted });
        } else {
          left_out.push(table.name);
        }
        done += table.rows;
      }
      await restoreSequences(tx, sequences);
    });
  }
  for (let at = 0; at < days.length; at += TABLES_PER_TRANSACTION) {
    const some = days.slice(at, at + TABLES_PER_TRANSACTION);
    await db.transaction(async (tx) => {
      for (const table of some) {
        if (!(await hasTable(tx, table.name))) {
          await makeDay(tx, table);
          await restoreTable(tx, { backup, table, counted });
        } else if (!was_restored) {
          // It was committed with its rows; or a tracker that should not run has made it.
          await compareTable(tx, table);
        }
        done += table.rows;
      }
    });
  }
  return { tables: tables.length - left_out.length, rows: total, left_out };
}

/** Removes what migrations wrote; later tables refer to earlier ones. */
async function emptyTables(
  tx: Transaction,
  names: readonly string[],
): Promise<void> {
  for (const name of names.toReversed()) {
    await tx.$client.unsafe(`delete from public.${quoted(name)}`);
  }
}

async function hasTable(tx: Transaction, name: string): Promise<boolean> {
  const [row] = await tx.$client.unsafe<{ found: boolean }[]>(
    "select to_regclass($1) is not null as found",
    [`public.${quoted(name)}`],
  );
  return row?.found === true;
}

async function makeDay(tx: Transaction, table: StoredTable): Promise<void> {
  const [, digits] = /_(\d{8})$/.exec(table.name) ?? [];
  if (digits === undefined || table.parent === null) {
    throw new BackupError(`Cannot restore "${table.name}": it is no day`);
  }
  await tx.$client.unsafe(
    "select ensure_days($1, array[to_date($2, 'YYYYMMDD')])",
    [table.parent, digits],
  );
}

async function restoreTable(
  tx: Transaction,
  input: {
    backup: BackupReader;
    table: StoredTable;
    counted(rows: number): void;
  },
): Promise<void> {
  const { backup, table, counted } = input;
  const to = await tx.$client.unsafe(copyText(table, "from stdin")).writable();
  const copied = finished(to);
  // It may fail while the next part is unpacked, before anybody waits for it.
  copied.catch(() => {});
  const sum = new RowsSum();
  try {
    for await (const chunk of backup.content(table)) {
      sum.add(chunk);
      counted(sum.rows);
      if (!to.write(chunk)) await Promise.race([drained(to), copied]);
    }
    to.end();
  } catch (error) {
    to.destroy();
    throw error;
  }
  await copied;
  await compareTable(tx, table);
}

async function drained(to: NodeJS.WritableStream): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  to.once("drain", () => resolve());
  await promise;
}

/** Reads a table again, row by row. */
async function compareTable(
  tx: Transaction,
  table: StoredTable,
): Promise<void> {
  const sum = new RowsSum();
  const rows = await tx.$client.unsafe(copyText(table, "to stdout")).readable();
  for await (const chunk of rows) sum.add(chunk as Uint8Array);
  if (sum.rows === table.rows && sum.sum === table.rows_sum) return;
  throw new BackupError(
    `The table "${table.name}" differs from the backup after it was restored: it has ${sum.rows} rows, the backup ${table.rows}`,
  );
}

async function restoreSequences(
  tx: Transaction,
  sequences: readonly StoredSequence[],
): Promise<void> {
  for (const { name, last_value, is_called } of sequences) {
    await tx.$client.unsafe(
      `select setval(c.oid::regclass, $2::bigint, $3::boolean)
       from pg_class as c
       where c.relname = $1 and c.relkind = 'S'
         and c.relnamespace = 'public'::regnamespace`,
      [name, last_value, is_called],
    );
  }
}
