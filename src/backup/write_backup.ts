import { createHash } from "node:crypto";
import { join, relative } from "node:path";
import {
  detectDistribution,
  isDistributed,
  takeSnapshotEverywhere,
} from "../../db/citus/mod.ts";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import type { Database, DatabaseAddress, Transaction } from "../../db/mod.ts";
import {
  checkRestoredDatabase,
  doneMigrations,
  holdTables,
} from "../../db/upkeep/mod.ts";
import { journalFiles } from "../../modules/clicks/mod.ts";
import type {
  HeldJournal,
  JournalFile,
  Position,
} from "../../modules/clicks/mod.ts";
import { isoTime } from "../../modules/kernel/mod.ts";
import type { Clock } from "../../modules/kernel/mod.ts";
import { journalDirectories } from "../workers/worker_directories.ts";
import { VERSION } from "../version.ts";
import { BackupError } from "./backup_error.ts";
import { BackupFile } from "./backup_file.ts";
import { copyText, findTables, quoted } from "./database_tables.ts";
import type { FoundTable } from "./database_tables.ts";
import {
  BACKUP_FORMAT,
  CHECK_FILE,
  FORMAT_FILE,
  KEYS_FILE,
  MANIFEST_FILE,
} from "./manifest.ts";
import type {
  CheckText,
  FormatText,
  Manifest,
  StoredContent,
  StoredSequence,
  StoredTable,
} from "./manifest.ts";
import { RowsSum } from "./rows_sum.ts";
import { keyCheck, PassphraseKey } from "./sealed_keys.ts";
import type { NetworkKeys } from "./sealed_keys.ts";

const SNAPSHOT_TRIES_MAX = 5;
/** How far the rows are read, of about how many. */
export type BackupProgress = (done: number, total: number) => void;

/** Options of writeBackup. */
export interface BackupOptions {
  /** The file to write; it must not exist. */
  path: string;
  /** The database, as a role that reads all of it. */
  address: DatabaseAddress;
  /** Holds the journals, if there are any. */
  data_dir: string;
  clock: Clock;
  /** Null leaves them out. */
  keys: { keys: NetworkKeys; passphrase: string } | null;
  /** The network's key if it is known, so that the backup names it even where it is left out. */
  key: string | null;
  settings: Record<string, string>;
  progress?: BackupProgress;
}

/** A backup that was written. */
export interface WrittenBackup {
  manifest: Manifest;
  size_bytes: number;
}

/**
 * Writes a backup of one moment: all rows in one snapshot, and the journal as it was then, without
 * stopping anybody. Until all of it is on disk, no file has its name. Throws BackupError if it
 * can't be written.
 */
export async function writeBackup(
  options: BackupOptions,
): Promise<WrittenBackup> {
  const file = new BackupFile(options.path, options.clock.nowMs());
  const db = openDatabase(options.address, {
    connections_max: 1,
    name: "backup",
  });
  try {
    const format: FormatText = { format: BACKUP_FORMAT, tallyho: VERSION };
    file.add(FORMAT_FILE, jsonBytes(format));
    await checkRestoredDatabase(db);
    await detectDistribution(db);
    await holdTables(db);
    const manifest = await readInto(file, db, options);
    const { keys } = options;
    const sealing =
      keys === null ? null : await PassphraseKey.derive(keys.passphrase);
    if (keys !== null && sealing !== null) {
      file.add(KEYS_FILE, jsonBytes(sealing.seal(keys.keys)));
    }
    const bytes = jsonBytes(manifest);
    file.add(MANIFEST_FILE, bytes);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const check: CheckText = { sha256, mac: sealing?.macOf(sha256) ?? null };
    file.add(CHECK_FILE, jsonBytes(check));
    file.finish();
    return { manifest, size_bytes: file.size_bytes };
  } catch (error) {
    file.discard();
    throw error;
  } finally {
    await closeDatabase(db);
  }
}

async function readInto(
  file: BackupFile,
  db: Database,
  options: BackupOptions,
): Promise<Manifest> {
  for (let tries = 1; ; tries++) {
    const journals = journalDirectories(options.data_dir).map((directory) => ({
      folder: join(relative(options.data_dir, directory), "journal"),
      journal: journalFiles.hold(directory),
    }));
    try {
      return await readSnapshot(file, db, { ...options, journals });
    } catch (error) {
      const may_repeat = error instanceof MovedOn;
      if (!may_repeat || tries === SNAPSHOT_TRIES_MAX) throw error;
    } finally {
      for (const { journal } of journals) journal.close();
    }
  }
}

/** A table or a file of the journal came or went before it could be held. */
class MovedOn extends BackupError {}

/** The rows are read last: until then nothing is written, and it can begin again. */
async function readSnapshot(
  file: BackupFile,
  db: Database,
  options: BackupOptions & { journals: readonly OpenJournal[] },
): Promise<Manifest> {
  const { journals, clock } = options;
  const locked = await findTables(db);
  const work = async (tx: Transaction) => {
    // First, as a lock begins on the workers, too.
    if (isDistributed()) await takeSnapshotEverywhere(tx, options.address);
    await lockTables(tx, locked);
    const made_at = isoTime(clock.nowMs());
    // This takes the snapshot, if nothing has before.
    const tables = await findTables(tx);
    if (namesOf(tables) !== namesOf(locked)) {
      throw new MovedOn("The tables changed while the backup began: try again");
    }
    const state = await readState(tx);
    const positions = await readPositions(tx);
    const cuts = cutJournals(journals, positions);
    const ids = journals.flatMap(({ journal }) => journal.id ?? []);
    for (const id of ids) positions.delete(id);
    const stored = await storeTables(file, tx, { ...options, tables });
    const sequences = await readSequences(tx);
    return {
      id: crypto.randomUUID(),
      made_at,
      ...state,
      settings: options.settings,
      key_check: options.key === null ? null : keyCheck(options.key),
      has_keys: options.keys !== null,
      tables: stored,
      sequences,
      journals: ids,
      other_journals: positions.size,
      files: await storeFiles(file, cuts),
    };
  };
  return await db.transaction(work, {
    isolationLevel: "repeatable read",
    accessMode: "read only",
  });
}

/** Locking takes no snapshot: what is read is as it is once all are locked. */
async function lockTables(
  tx: Transaction,
  tables: readonly FoundTable[],
): Promise<void> {
  await tx.$client.unsafe("set local idle_in_transaction_session_timeout = 0");
  await tx.$client.unsafe("set local synchronize_seqscans = off");
  if (tables.length === 0) return;
  const names = tables.map(({ name }) => `public.${quoted(name)}`);
  await tx.$client.unsafe(
    `lock table ${names.join(", ")} in access share mode`,
  );
}

function namesOf(tables: readonly FoundTable[]): string {
  return tables.map(({ name, columns }) => `${name}(${columns.join()})`).join();
}

/** A journal that is held, and the folder that it gets in the backup. */
interface OpenJournal {
  folder: string;
  journal: HeldJournal;
}

/** How far each journal is drained. */
async function readPositions(tx: Transaction): Promise<Map<string, Position>> {
  const rows = await tx.$client.unsafe<
    { journal: string; segment: number; byte_offset: string }[]
  >("select journal::text, segment, byte_offset from journal_positions");
  return new Map(
    rows.map(({ journal, segment, byte_offset }) => [
      journal,
      { segment, offset: Number(byte_offset) },
    ]),
  );
}

/** A file of a journal, and its path in the backup. */
interface CutFile extends JournalFile {
  path: string;
}

function cutJournals(
  journals: readonly OpenJournal[],
  positions: ReadonlyMap<string, Position>,
): CutFile[] {
  return journals.flatMap(({ folder, journal }) => {
    const files = journal.cut(positions.get(journal.id ?? "") ?? null);
    if (files !== null) {
      return files.map((file) => ({ ...file, path: `${folder}/${file.name}` }));
    }
    throw new MovedOn("The journal was too quick for the backup: try again");
  });
}

async function readState(
  tx: Transaction,
): Promise<Pick<Manifest, "postgres" | "migration_ms">> {
  const migration_ms = (await doneMigrations(tx)).at(-1);
  if (migration_ms === undefined) {
    throw new BackupError("There is nothing to back up: the database is empty");
  }
  const [row] = await tx.$client.unsafe<{ server_version: string }[]>(
    "show server_version",
  );
  return { postgres: row?.server_version ?? "", migration_ms };
}

async function storeTables(
  file: BackupFile,
  tx: Transaction,
  options: { tables: readonly FoundTable[]; progress?: BackupProgress },
): Promise<StoredTable[]> {
  const { tables, progress = () => {} } = options;
  const total = tables.reduce((sum, { rows_about }) => sum + rows_about, 0);
  const stored: StoredTable[] = [];
  let done = 0;
  for (const table of tables) {
    const { name, parent, columns } = table;
    const sum = new RowsSum();
    const rows = await tx.$client
      .unsafe(copyText(table, "to stdout"))
      .readable();
    const content = await file.addContent(`tables/${name}`, rows, (chunk) => {
      sum.add(chunk);
      progress(done + sum.rows, total);
    });
    done += sum.rows;
    const facts = { rows: sum.rows, rows_sum: sum.sum };
    stored.push({ name, parent, columns, ...facts, ...content });
  }
  return stored;
}

async function readSequences(tx: Transaction): Promise<StoredSequence[]> {
  const names = await tx.$client.unsafe<{ name: string }[]>(
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind = 'S'
     order by relname`,
  );
  const sequences: StoredSequence[] = [];
  for (const { name } of names) {
    const [row] = await tx.$client.unsafe<
      { last_value: string; is_called: boolean }[]
    >(`select last_value::text, is_called from public.${quoted(name)}`);
    if (row !== undefined) sequences.push({ name, ...row });
  }
  return sequences;
}

async function storeFiles(
  file: BackupFile,
  files: readonly CutFile[],
): Promise<StoredContent[]> {
  const stored: StoredContent[] = [];
  for (const { path, read } of files) {
    stored.push(await file.addContent(path, read()));
  }
  return stored;
}

function jsonBytes(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}
