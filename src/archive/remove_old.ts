import {
  basesFolder,
  manifestOf,
  walFolder,
  walNameOf,
} from "./archive_keys.ts";
import { readManifest } from "./base_manifest.ts";
import type { BaseManifest } from "./base_manifest.ts";
import type { ArchiveStore } from "./store.ts";

/**
 * Removes the base backups of a line beyond the newest ones, those that were never finished, and the
 * WAL that no other needs. Only while no base backup of the line is being taken. Returns the number
 * of objects that it removed.
 */
export async function removeOld(
  store: ArchiveStore,
  line: string,
  bases_kept: number,
): Promise<number> {
  const objects = await store.list(basesFolder(line));
  const whole: BaseManifest[] = [];
  for (const { key } of objects) {
    const found = manifestOf(key);
    if (found !== null) whole.push(await readManifest(store, found));
  }
  // By their WAL: the clock may have been set back.
  whole.sort((a, b) => (a.start_segment < b.start_segment ? -1 : 1));
  const kept = whole.slice(-bases_kept);
  const [oldest] = kept;
  if (oldest === undefined) return 0;
  const isKept = (key: string) => {
    const [base = ""] = key.slice(basesFolder(line).length).split("/");
    return kept.some(({ id }) => id === base);
  };
  const old = objects.filter(({ key }) => !isKept(key)).map(({ key }) => key);
  // The manifest first: a half-removed one must not look whole.
  const first = (key: string) => (manifestOf(key) === null ? 1 : 0);
  old.sort((a, b) => first(a) - first(b));
  const passed = (await store.list(walFolder(line)))
    .map(({ key }) => key)
    .filter((key) => isBefore(walNameOf(line, key), oldest.start_segment));
  for (const key of [...old, ...passed]) await store.remove(key);
  return old.length + passed.length;
}

/** Whether a file of the WAL is older than a segment of the same timeline. */
function isBefore(name: string, segment: string): boolean {
  return (
    name.length >= segment.length &&
    name.slice(0, 8) === segment.slice(0, 8) &&
    name.slice(0, segment.length) < segment
  );
}
