import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { migrateDatabase } from "../../db/mod.ts";
import { isoTime, parseTime } from "../../modules/kernel/mod.ts";
import type { BaseManifest } from "../archive/base_manifest.ts";
import { layOutBase, layOutWal } from "../archive/lay_out_base.ts";
import type { Progress } from "../archive/lay_out_base.ts";
import { openStore } from "../archive/open_store.ts";
import { planRestore } from "../archive/plan_restore.ts";
import type { RestorePlan } from "../archive/plan_restore.ts";
import { readArchive } from "../archive/read_archive.ts";
import { recover } from "../archive/recover.ts";
import type { Recovered } from "../archive/recover.ts";
import type { ArchiveStore } from "../archive/store.ts";
import { checkKey, restoreKeys } from "../backup/restore_backup.ts";
import { clearMark, markRestoring } from "../backup/restore_mark.ts";
import { PassphraseKey } from "../backup/sealed_keys.ts";
import type { NetworkKeys } from "../backup/sealed_keys.ts";
import { processConfig } from "../config.ts";
import type { Config } from "../config.ts";
import { hasCode, lockDataDir } from "../data_dir.ts";
import { majorOf, postgresVersion } from "../postgres/files.ts";
import { locatePostgresHome, openPostgresHome } from "../postgres/home.ts";
import { endOrphan } from "../postgres/orphan_postgres.ts";
import { readPassphrase } from "./ask_passphrase.ts";
import { checkRestoredDatabase, otherSettings } from "./restored.ts";
import { withProgress } from "./show_progress.ts";
import { stopRestoreOnSignal } from "./stop_restore.ts";
import { UsageError } from "./usage_error.ts";

const LATEST = "latest";
const MEGABYTE = 1_000_000;

/**
 * `tallyho restore --to`: restores the database as of a time from the archive that TALLYHO_ARCHIVE
 * names, onto an empty data directory; returns 1 if the checks afterwards find something wrong.
 */
export async function restoreToTime(input: {
  to: string;
  /** The line to restore, where several have the time. */
  line: string | null;
  /** The base backup to begin with, in place of the newest. */
  base: string | null;
  without_keys: boolean;
}): Promise<number> {
  const { to, line, base, without_keys } = input;
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
  const lines = await readArchive(store);
  const plan = planRestore(lines, { at_ms, line, base });
  checkVersion(plan.base);
  const keys = without_keys ? null : await openKeys(plan.base);
  const { key_check } = plan.base;
  const manifest = { key_check, has_keys: plan.base.keys !== null };
  checkKey({ manifest }, { keys, setting: config.key });
  const again = `--to ${to}${optionOf("line", line)}${optionOf("base", base)}`;
  return await restore({ store, plan, at_ms, again, keys, config });
}

function optionOf(name: string, value: string | null): string {
  return value === null ? "" : ` --${name} ${value}`;
}

/** Throws if the server of the base backup was of another major version, whose files this one can't read. */
function checkVersion({ postgres, tallyho, made_at }: BaseManifest): void {
  const ours = majorOf(postgresVersion());
  if (majorOf(postgres) === ours) return;
  throw new Error(
    `The base backup of ${made_at} was made by Postgres ${postgres}, and this program brings ${ours}: restore it with tallyho ${tallyho}, and start this one on it afterwards`,
  );
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
  /** The words that say the same once more. */
  again: string;
  keys: NetworkKeys | null;
  config: Config;
}

async function restore(restoring: Restoring): Promise<number> {
  const { store, plan, at_ms, again, config } = restoring;
  const data_dir = resolve(config.data_dir);
  const lock = lockDataDir(data_dir, "command");
  const signals = stopRestoreOnSignal(data_dir, lock);
  try {
    markRestoring(data_dir, {
      backup: `archive ${store.name}`,
      path: again,
    });
    const { postgres, last_commit } = await recoverInto(data_dir, restoring);
    try {
      for (const line of describeRestore(plan.base, at_ms, last_commit)) {
        console.log(line);
      }
      for (const line of otherSettings(plan.base)) console.log(line);
      return await checkRestoredDatabase({ address: postgres.app }, data_dir);
    } catch (error) {
      if (!isFull(error)) throw error;
      throw new Error(
        'All is restored, but the disk is too full to verify it. Make room, start the tracker, and run "tallyho verify"',
      );
    } finally {
      await postgres.stop();
    }
  } finally {
    signals.close();
    lock.release();
  }
}

/** Returns the database that is restored, which runs; leaves nothing where it throws. */
async function recoverInto(
  data_dir: string,
  { store, plan, at_ms, keys, config }: Restoring,
): Promise<Recovered> {
  const log = (line: string) => console.error(line);
  try {
    const { data } = openPostgresHome(data_dir);
    await endOrphan(data, log);
    await withMegabytes("base backup", (progress) =>
      layOutBase(store, { data, base: plan.base }, progress),
    );
    await withMegabytes("changes since", (progress) =>
      layOutWal(store, { data, plan, at_ms }, progress),
    );
    console.error("Replaying what happened since the base backup");
    const recovered = await withMegabytes("replay", (progress) =>
      recover(data_dir, { plan, at_ms }, { log, progress }),
    );
    try {
      await migrateDatabase(recovered.postgres.owner, { takes_on_role: false });
      restoreKeys(data_dir, { keys, settings: config });
      clearMark(data_dir);
    } catch (error) {
      await recovered.postgres.stop();
      throw error;
    }
    return recovered;
  } catch (error) {
    // Another time may be the answer, which begins on an empty directory.
    const { directory } = locatePostgresHome(data_dir);
    rmSync(directory, { recursive: true, force: true });
    for (const name of ["postgres.json", "key", "admin-token"]) {
      rmSync(join(data_dir, name), { force: true });
    }
    clearMark(data_dir);
    if (!isFull(error)) throw error;
    throw new Error(
      `Cannot restore into "${data_dir}": the disk is full. Make room, and run the same command again`,
    );
  }
}

async function withMegabytes<Result>(
  name: string,
  work: (progress: Progress) => Promise<Result>,
): Promise<Result> {
  return await withProgress(`${name}, MB`, (show) =>
    work((done, total) =>
      show(Math.floor(done / MEGABYTE), Math.ceil(total / MEGABYTE)),
    ),
  );
}

/** Whether the disk is full, by our own writes or as Postgres says it. */
function isFull(error: unknown): boolean {
  const text = error instanceof Error ? error.message : "";
  return hasCode(error, "ENOSPC") || text.includes("No space left on device");
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
