import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { migrateDatabase } from "../../db/mod.ts";
import { isoTime, parseTime } from "../../modules/kernel/mod.ts";
import type { BaseManifest } from "../archive/base_manifest.ts";
import { layOutBase } from "../archive/lay_out_base.ts";
import { openStore } from "../archive/open_store.ts";
import { planRestore } from "../archive/plan_restore.ts";
import type { RestorePlan } from "../archive/plan_restore.ts";
import { readArchive } from "../archive/read_archive.ts";
import { recover } from "../archive/recover.ts";
import type { ArchiveStore } from "../archive/store.ts";
import { checkKey, restoreKeys } from "../backup/restore_backup.ts";
import { clearMark, markRestoring } from "../backup/restore_mark.ts";
import { PassphraseKey } from "../backup/sealed_keys.ts";
import type { NetworkKeys } from "../backup/sealed_keys.ts";
import { processConfig } from "../config.ts";
import type { Config } from "../config.ts";
import { lockDataDir } from "../data_dir.ts";
import { openPostgresHome } from "../postgres/home.ts";
import { readPassphrase } from "./ask_passphrase.ts";
import { checkRestoredDatabase, otherSettings } from "./restored.ts";
import { withProgress } from "./show_progress.ts";
import { UsageError } from "./usage_error.ts";

const LATEST = "latest";

/**
 * `tallyho restore --to`: restores the database as of a time from the archive that TALLYHO_ARCHIVE
 * names, onto an empty data directory; returns 1 if the checks afterwards find something wrong.
 */
export async function restoreToTime(input: {
  to: string;
  /** The line to restore, where several have the time. */
  line: string | null;
  without_keys: boolean;
}): Promise<number> {
  const { to, line, without_keys } = input;
  const at_ms = to === LATEST ? null : parseTime(to);
  if (at_ms === null && to !== LATEST) {
    throw new UsageError(
      `--to must be a time such as 2026-11-29T20:15:00Z, or "latest"`,
    );
  }
  const config = processConfig();
  if (config.archive === null) {
    throw new Error(
      "Set TALLYHO_ARCHIVE to the archive that is to be restored from, and unset DATABASE_URL",
    );
  }
  const store = openStore(config.archive);
  const plan = planRestore(await readArchive(store), { at_ms, line });
  const keys = without_keys ? null : await openKeys(plan.base);
  const { key_check } = plan.base;
  const manifest = { key_check, has_keys: plan.base.keys !== null };
  checkKey({ manifest }, { keys, setting: config.key });
  return await restore({ store, plan, at_ms, to, keys, config });
}

async function openKeys({ keys }: BaseManifest): Promise<NetworkKeys | null> {
  if (keys === null) return null;
  const passphrase = await readPassphrase("known");
  if (passphrase !== null) {
    return (await PassphraseKey.derive(passphrase, keys.scrypt)).open(keys);
  }
  throw new Error(
    "Set TALLYHO_BACKUP_PASSPHRASE, which opens the keys in the archive, or say --without-keys and set TALLYHO_KEY",
  );
}

interface Restoring {
  store: ArchiveStore;
  plan: RestorePlan;
  at_ms: number | null;
  /** The time as it was written. */
  to: string;
  keys: NetworkKeys | null;
  config: Config;
}

async function restore(restoring: Restoring): Promise<number> {
  const { store, to, config } = restoring;
  const data_dir = resolve(config.data_dir);
  const lock = lockDataDir(data_dir, "command");
  try {
    markRestoring(data_dir, {
      backup: `archive ${store.name}`,
      path: `--to ${to}`,
    });
    return await restoreInto(data_dir, restoring);
  } finally {
    lock.release();
  }
}

async function restoreInto(
  data_dir: string,
  { store, plan, at_ms, keys, config }: Restoring,
): Promise<number> {
  const log = (line: string) => console.error(line);
  const home = openPostgresHome(data_dir);
  let is_whole = false;
  try {
    await withProgress("base backup", (files) =>
      withProgress("changes since", (wal) =>
        layOutBase(store, { data: home.data, plan, at_ms }, { files, wal }),
      ),
    );
    console.error("Replaying what happened since the base backup");
    const { postgres, last_commit } = await recover(data_dir, at_ms, log);
    try {
      await migrateDatabase(postgres.owner, { takes_on_role: false });
      restoreKeys(data_dir, { keys, settings: config });
      clearMark(data_dir);
      is_whole = true;
      for (const line of describeRestore(plan.base, at_ms, last_commit)) {
        console.log(line);
      }
      for (const line of otherSettings(plan.base)) console.log(line);
      return await checkRestoredDatabase({ address: postgres.app }, data_dir);
    } finally {
      await postgres.stop();
    }
  } catch (error) {
    if (is_whole) throw error;
    // Another time may be the answer, which begins on an empty directory.
    rmSync(home.directory, { recursive: true, force: true });
    rmSync(join(data_dir, "postgres.json"), { force: true });
    clearMark(data_dir);
    throw error;
  }
}

function describeRestore(
  { made_at }: BaseManifest,
  at_ms: number | null,
  last_commit: string | null,
): string[] {
  const time = at_ms === null ? "the end of the archive" : isoTime(at_ms);
  const last =
    last_commit === null ? "" : `; its last transaction is of ${last_commit}`;
  return [
    `Restored the database as of ${time}, from the base backup of ${made_at}${last}`,
    "Clicks that were not in the database at that time are not in it: the archive has no journal",
  ];
}
