import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { isConnectionFault } from "../../db/mod.ts";
import { isoTime, systemClock } from "../../modules/kernel/mod.ts";
import type { NetworkKeys } from "../backup/sealed_keys.ts";
import { writeBackup } from "../backup/write_backup.ts";
import type { WrittenBackup } from "../backup/write_backup.ts";
import { openSettings, processConfig } from "../config.ts";
import { readPassphrase } from "./ask_passphrase.ts";
import { withOwner } from "./command_database.ts";
import { findKeys } from "./find_keys.ts";
import { ShownProgress } from "./show_progress.ts";
import { readWords } from "./statement_file.ts";
import { UsageError } from "./usage_error.ts";

const OPTIONS = {
  "without-keys": { type: "boolean", default: false },
} as const;
const MEGABYTE = 1_000_000;

/** `tallyho backup`: writes everything to one file, while the tracker runs. */
export async function backupCommand(words: readonly string[]): Promise<number> {
  const { values, positionals } = readWords(words, OPTIONS);
  const [target] = positionals;
  if (target === undefined || positionals.length > 1) throw new UsageError();
  const data_dir = resolve(processConfig().data_dir);
  const found = findKeys(data_dir);
  const keys = values["without-keys"] ? null : await sealing(found, data_dir);
  const shown = new ShownProgress("backup");
  try {
    const written = await withOwner((address) =>
      writeBackup({
        path: pathOf(target),
        address,
        data_dir,
        clock: systemClock,
        keys,
        key: found?.key ?? null,
        settings: openSettings(),
        progress: (done, total) => shown.show(done, total),
      }),
    );
    shown.clear();
    for (const line of describeBackup(pathOf(target), written)) {
      console.log(line);
    }
    return 0;
  } catch (error) {
    shown.clear();
    if (!isConnectionFault(error)) throw error;
    throw new Error(
      "The database stopped while the backup was written, so there is none: try again",
      { cause: error },
    );
  }
}

function describeBackup(path: string, written: WrittenBackup): string[] {
  const { manifest, size_bytes } = written;
  const { tables, journals, other_journals, has_keys } = manifest;
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const size = Math.ceil(size_bytes / MEGABYTE);
  return [
    `Backed up ${rows} rows of ${tables.length} tables as of ${manifest.made_at}: ${size} MB in "${path}"`,
    journals.length === 0
      ? "Without a journal: there is none in the data directory"
      : "With the journal, as it was at that time",
    has_keys
      ? "With the keys, which the passphrase seals"
      : "Without the keys: keep TALLYHO_KEY or the file key yourself, nothing that is encrypted can be read without it. With TALLYHO_BACKUP_PASSPHRASE they are in the backup, sealed",
    ...(other_journals === 0
      ? []
      : [
          `The database knows ${other_journals} other journals; clicks that were only in them are not in the backup`,
        ]),
  ];
}

/** A directory gets a file named after the time. */
function pathOf(target: string): string {
  const path = resolve(target);
  if (!existsSync(path) || !statSync(path).isDirectory()) return path;
  const time = isoTime(started_ms).slice(0, 19).replaceAll(/[-:]/g, "");
  return join(path, `tallyho-${time}Z.tar`);
}

const started_ms = systemClock.nowMs();

/** The keys with the passphrase that seals them; null without one, which leaves them out. */
async function sealing(keys: NetworkKeys | null, data_dir: string) {
  const passphrase = await readPassphrase("new");
  if (passphrase === null) return null;
  if (keys !== null) return { keys, passphrase };
  throw new Error(
    `There is no key to back up in "${data_dir}": set TALLYHO_DATA_DIR or TALLYHO_KEY, or say --without-keys`,
  );
}
