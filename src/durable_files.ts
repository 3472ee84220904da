import { renameSync, rmSync, writeFileSync } from "node:fs";
import { open, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { syncDirectory } from "../modules/clicks/mod.ts";

const SYNCS_AT_ONCE_MAX = 64;

/**
 * Syncs every file and directory under `directory` to disk, so that a later rename never exposes a
 * partial tree.
 */
export async function syncTree(directory: string): Promise<void> {
  const entries = await readdir(directory, {
    recursive: true,
    withFileTypes: true,
  });
  const paths = entries
    .filter((entry) => entry.isFile() || entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
  paths.push(directory);
  for (let start = 0; start < paths.length; start += SYNCS_AT_ONCE_MAX) {
    const some = paths.slice(start, start + SYNCS_AT_ONCE_MAX);
    await Promise.all(some.map(syncPath));
  }
}

/** Renames a file; returns once the new name is on disk. */
export function renameDurably(source: string, target: string): void {
  renameSync(source, target);
  syncDirectory(dirname(target));
}

/** Replaces a small file: after a crash, or on a full disk, it has either the old or the new text. */
export function writeDurably(path: string, text: string): void {
  const temporary = `${path}.new`;
  try {
    writeFileSync(temporary, text, { mode: 0o600, flush: true });
    renameDurably(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Syncs a file, or the names in a directory, to disk; does nothing on Windows, which opens no directory. */
export async function syncPath(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
