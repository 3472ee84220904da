import { resolve } from "node:path";
import { APP_ROLE, migrateDatabase } from "../../db/mod.ts";
import type { DatabaseAddress } from "../../db/mod.ts";
import { BackupReader } from "../backup/read_backup.ts";
import { checkKey, restoreFiles } from "../backup/restore_backup.ts";
import {
  clearMark,
  isHalfRestored,
  markRestoring,
} from "../backup/restore_mark.ts";
import {
  checkTarget,
  finishRestore,
  restoreRows,
} from "../backup/restore_rows.ts";
import type { ComparedRows } from "../backup/restore_rows.ts";
import type { NetworkKeys } from "../backup/sealed_keys.ts";
import { processConfig } from "../config.ts";
import type { Config } from "../config.ts";
import { lockDataDir } from "../data_dir.ts";
import { startEmbeddedPostgres } from "../postgres/embedded_postgres.ts";
import { readPassphrase } from "./ask_passphrase.ts";
import { checkRestoredDatabase, otherSettings } from "./restored.ts";
import { restoreToTime } from "./restore_to_time.ts";
import { withProgress } from "./show_progress.ts";
import { stopRestoreOnSignal } from "./stop_restore.ts";
import { readWords } from "./statement_file.ts";
import { UsageError } from "./usage_error.ts";

const OPTIONS = {
  "without-keys": { type: "boolean", default: false },
  to: { type: "string" },
  line: { type: "string" },
  base: { type: "string" },
} as const;

/**
 * `tallyho restore`: restores a backup onto an empty data directory, or onto that and an empty
 * database of another Postgres, or a time from the archive; returns 1 if the checks afterwards find something wrong.
 */
export async function restoreCommand(
  words: readonly string[],
): Promise<number> {
  const { values, positionals } = readWords(words, OPTIONS);
  const [path] = positionals;
  const { to, line = null, base = null } = values;
  if (to !== undefined && path === undefined) {
    return await restoreToTime({
      ...{ to, line, base, without_keys: values["without-keys"] },
    });
  }
  if (to !== undefined || line !== null || base !== null) {
    throw new UsageError();
  }
  if (path === undefined || positionals.length > 1) throw new UsageError();
  const config = processConfig();
  const backup = new BackupReader(resolve(path));
  try {
    backup.checkMigration();
    const keys = values["without-keys"] ? null : await openKeys(backup);
    checkKey(backup, { keys, setting: config.key });
    await withProgress("check of the backup", (show) => backup.verify(show));
    return await restore(backup, config, keys);
  } finally {
    backup.close();
  }
}

async function openKeys(backup: BackupReader): Promise<NetworkKeys | null> {
  if (!backup.manifest.has_keys) {
    if (processConfig().backup_passphrase === null) return null;
    throw new Error(
      "This backup has no keys, so that TALLYHO_BACKUP_PASSPHRASE proves nothing of it: say --without-keys if you know where it is from",
    );
  }
  const passphrase = await readPassphrase("known");
  if (passphrase !== null) return await backup.openKeys(passphrase);
  throw new Error(
    "Set TALLYHO_BACKUP_PASSPHRASE, which opens the keys in the backup, or say --without-keys and set TALLYHO_KEY",
  );
}

async function restore(
  backup: BackupReader,
  config: Config,
  keys: NetworkKeys | null,
): Promise<number> {
  const data_dir = resolve(config.data_dir);
  const { id } = backup.manifest;
  const lock = lockDataDir(data_dir, "command");
  const signals = stopRestoreOnSignal(data_dir, lock);
  try {
    const is_going_on = isHalfRestored(data_dir, id);
    if (config.database_url !== null) {
      // Before the mark: what is refused leaves nothing.
      const address = config.database_url;
      const facts = { backup, address, is_going_on };
      await checkTarget({ ...facts, takes_on_role: true });
    }
    markRestoring(data_dir, { backup: id, path: backup.path });
    const database = await openTarget(config, data_dir);
    try {
      const { address, takes_on_role } = database;
      const options = { backup, address, takes_on_role, is_going_on };
      const compared = await withProgress("restore", (progress) =>
        restoreRows({ ...options, progress }),
      );
      await restoreFiles(data_dir, { backup, keys, settings: config });
      await finishRestore(address, id);
      await migrateDatabase(address, { takes_on_role });
      clearMark(data_dir);
      for (const line of describeRows(backup, compared)) console.log(line);
      for (const line of otherSettings(backup.manifest)) console.log(line);
      return await checkRestoredDatabase(database.app, data_dir);
    } finally {
      await database.stop();
    }
  } finally {
    signals.close();
    lock.release();
  }
}

/** A database that is restored into. */
interface Target {
  /** As the role that shall own the tables. */
  address: DatabaseAddress;
  app: { address: DatabaseAddress; role?: string };
  takes_on_role: boolean;
  stop(): Promise<void>;
}

async function openTarget(config: Config, data_dir: string): Promise<Target> {
  const { database_url } = config;
  if (database_url !== null) {
    return {
      address: database_url,
      app: { address: database_url, role: APP_ROLE },
      takes_on_role: true,
      stop: async () => {},
    };
  }
  const log = (line: string) => console.error(line);
  const embedded = await startEmbeddedPostgres({ data_dir, log });
  return {
    address: embedded.owner,
    app: { address: embedded.app },
    takes_on_role: false,
    stop: () => embedded.stop(),
  };
}

function describeRows(backup: BackupReader, compared: ComparedRows): string[] {
  const { tables, rows, left_out } = compared;
  const { made_at } = backup.manifest;
  return [
    `Restored ${rows} rows of ${tables} tables as of ${made_at}; each row was read again and compared with the backup`,
    ...(left_out.length === 0
      ? []
      : [`Left out, as they are not the tracker's: ${left_out.join(", ")}`]),
  ];
}
