import { resolve } from "node:path";
import { isoTime, systemClock } from "../../modules/kernel/mod.ts";
import { reasonOf } from "../archive/archive_error.ts";
import { archiveDirectory, readLine } from "../archive/archive_line.ts";
import { noteStatus, readStatus } from "../archive/archive_status.ts";
import { openStore } from "../archive/open_store.ts";
import { describeLine } from "../archive/plan_restore.ts";
import { readArchive } from "../archive/read_archive.ts";
import { Shipper } from "../archive/shipper.ts";
import { STOPPED, takeBase } from "../archive/take_base.ts";
import type { ArchiveSettings } from "../archive_settings.ts";
import { openSettings, processConfig } from "../config.ts";
import { locatePostgresHome } from "../postgres/home.ts";
import { findRunningPostgres } from "../postgres/running_postgres.ts";
import { readPassphrase } from "./ask_passphrase.ts";
import { findKeys } from "./find_keys.ts";
import { withProgress } from "./show_progress.ts";
import { UsageError } from "./usage_error.ts";

const MEGABYTE = 1_000_000;

/** `tallyho archive`: lists what can be restored, or takes a base backup now. */
export async function archiveCommand(
  words: readonly string[],
): Promise<number> {
  const [verb, ...rest] = words;
  if (rest.length > 0) throw new UsageError();
  const { archive } = processConfig();
  if (archive === null) {
    throw new Error("TALLYHO_ARCHIVE is not set: nothing is archived");
  }
  if (verb === "list") await list(archive);
  else if (verb === "base") await base(archive);
  else throw new UsageError();
  return 0;
}

async function list(archive: ArchiveSettings): Promise<void> {
  for (const line of await readArchive(openStore(archive))) {
    console.log(describeLine(line));
    for (const { id, made_at, size_bytes, keys } of line.bases) {
      const size = Math.ceil(size_bytes / MEGABYTE);
      const kept = keys === null ? "without keys" : "with keys";
      console.log(`  base backup ${id} of ${made_at}, ${size} MB, ${kept}`);
    }
    for (const { base: id, reason } of line.unreadable) {
      console.log(`  base backup ${id} cannot be used: ${reason}`);
    }
  }
}

async function base(archive: ArchiveSettings): Promise<void> {
  const data_dir = resolve(processConfig().data_dir);
  const home = locatePostgresHome(data_dir);
  const directory = archiveDirectory(home);
  const line = readLine(directory);
  const running = findRunningPostgres(data_dir);
  if (line === null || running === null) {
    throw new Error(
      `No tracker that archives runs on "${data_dir}": start it with TALLYHO_ARCHIVE, and it takes a base backup by itself`,
    );
  }
  const store = openStore(archive);
  const { store: place } = readStatus(directory);
  if (place !== "" && place !== store.name) {
    // A base backup is of no use without the changes, which go elsewhere.
    throw new Error(
      `The tracker archives to ${place}, not to ${store.name}: set TALLYHO_ARCHIVE as for the tracker`,
    );
  }
  const shipper = new Shipper(store, line, directory);
  const keys = findKeys(data_dir);
  const passphrase = keys === null ? null : await readPassphrase("new");
  const taken = await withProgress("base backup", (progress) =>
    takeBase({
      ...{ store, line, directory, data: home.data },
      superuser: running.superuser,
      clock: systemClock,
      keys: keys === null || passphrase === null ? null : { keys, passphrase },
      key: keys?.key ?? null,
      settings: openSettings(),
      bases_kept: archive.bases_kept,
      isShipped(segment) {
        if (findRunningPostgres(data_dir) === null) throw new Error(STOPPED);
        return shipper.hasShipped(segment);
      },
      progress,
      notRemoved(error) {
        console.error(
          `Base backups older than are kept could not be removed: ${reasonOf(error)}`,
        );
      },
    }),
  );
  if (taken.keys === null) {
    console.error(
      "The base backup has no keys: keep TALLYHO_KEY yourself, or take another with TALLYHO_BACKUP_PASSPHRASE",
    );
  }
  const base_at_ms = systemClock.nowMs();
  noteStatus(directory, { base_at_ms, base_error: null });
  const size = Math.ceil(taken.size_bytes / MEGABYTE);
  console.log(
    `Took a base backup, ${size} MB, in ${store.name}: any time from ${isoTime(Date.parse(taken.made_at))} on can be restored`,
  );
}
