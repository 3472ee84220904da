import { archiveDirectory, readLine } from "../archive/archive_line.ts";
import { readStatus, readWaiting } from "../archive/archive_status.ts";
import { openStore } from "../archive/open_store.ts";
import { reasonOf } from "../archive/archive_error.ts";
import type { ArchiveStore } from "../archive/store.ts";
import type { Config } from "../config.ts";
import { locatePostgresHome } from "../postgres/home.ts";
import type { ArchiveFacts } from "./judge_archive.ts";

/** Reads how the archive of a data directory is; null where none is set. */
export async function readArchiveFacts(
  { archive }: Pick<Config, "archive">,
  data_dir: string,
  now_ms: number,
): Promise<ArchiveFacts | null> {
  if (archive === null) return null;
  const store = openStore(archive);
  const home = locatePostgresHome(data_dir);
  const directory = archiveDirectory(home);
  const { base_at_ms } = readStatus(directory);
  const { oldest_ms, bytes } = readWaiting(directory, home.data);
  return {
    store: store.name,
    error: await asked(store),
    has_line: readLine(directory) !== null,
    waiting_ms: oldest_ms === null ? null : now_ms - oldest_ms,
    waiting_bytes: bytes,
    base_age_ms: base_at_ms === null ? null : now_ms - base_at_ms,
  };
}

/** Why a store doesn't say what it has; null if it does. */
async function asked(store: ArchiveStore): Promise<string | null> {
  try {
    await store.list("doctor/");
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}
