import { mkdirSync, openSync, writeSync, fsyncSync, closeSync } from "node:fs";
import { dirname, join } from "node:path";
import { syncDirectory } from "../../modules/clicks/mod.ts";
import { writeDurably } from "../durable_files.ts";
import { BackupError } from "./backup_error.ts";
import type { Manifest } from "./manifest.ts";
import type { BackupReader } from "./read_backup.ts";
import type { NetworkKeys } from "./sealed_keys.ts";
import { keyCheck } from "./sealed_keys.ts";

/** Files that a backup may have; others would be written outside of the journal. */
const JOURNAL_FILE =
  /^(workers\/[1-9]\d*\/)?journal\/(id|\d{8}\.(journal|visitors)|set_aside\.ndjson)$/;

/** Writes the files of a backup into a data directory, and its keys where they aren't settings. */
export async function restoreFiles(
  data_dir: string,
  input: {
    backup: BackupReader;
    keys: NetworkKeys | null;
    /** Settings that take the place of the files. */
    settings: { key: string | null; admin_token: string | null };
  },
): Promise<void> {
  const { backup, keys, settings } = input;
  for (const stored of backup.manifest.files) {
    if (!JOURNAL_FILE.test(stored.path)) {
      throw new BackupError(`The backup has an unknown file "${stored.path}"`);
    }
    const path = join(data_dir, stored.path);
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const descriptor = openSync(path, "w", 0o600);
    try {
      for await (const chunk of backup.content(stored)) {
        for (let at = 0; at < chunk.length;) {
          at += writeSync(descriptor, chunk, at, chunk.length - at);
        }
      }
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    syncDirectory(dirname(path));
  }
  restoreKeys(data_dir, { keys, settings });
}

/** Writes the keys into a data directory, where they aren't settings. */
export function restoreKeys(
  data_dir: string,
  {
    keys,
    settings,
  }: {
    keys: NetworkKeys | null;
    /** Settings that take the place of the files. */
    settings: { key: string | null; admin_token: string | null };
  },
): void {
  if (keys === null) return;
  if (settings.key === null) {
    writeDurably(join(data_dir, "key"), `${keys.key}\n`);
  }
  if (keys.admin_token !== null && settings.admin_token === null) {
    writeDurably(join(data_dir, "admin-token"), `${keys.admin_token}\n`);
  }
}

/** Throws BackupError if the tracker would get a key that opens nothing of what is restored. */
export function checkKey(
  backup: { manifest: Pick<Manifest, "key_check" | "has_keys"> },
  input: { keys: NetworkKeys | null; setting: string | null },
): void {
  const { key_check, has_keys } = backup.manifest;
  const { keys, setting } = input;
  const key = setting ?? keys?.key ?? null;
  if (key === null) {
    throw new BackupError(
      has_keys
        ? "Set TALLYHO_KEY to the network's key, or restore with the keys in the backup"
        : "This backup has no keys: set TALLYHO_KEY to the network's key",
    );
  }
  if (key_check === null || keyCheck(key) === key_check) return;
  throw new BackupError(
    "TALLYHO_KEY is not the key that the backup was encrypted with",
  );
}
