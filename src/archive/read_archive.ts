import { ArchiveError } from "./archive_error.ts";
import { lineKey, manifestOf, walFolder, walNameOf } from "./archive_keys.ts";
import type { ArchiveLine } from "./archive_line.ts";
import { readManifest } from "./base_manifest.ts";
import type { BaseManifest } from "./base_manifest.ts";
import { unpackObject } from "./packed_object.ts";
import type { ArchiveStore, StoredObject } from "./store.ts";
import { isSegmentName } from "./wal_name.ts";

/** A line as the archive has it. */
export interface ArchivedLine {
  id: string;
  begun_at: string;
  /** Those that are whole, the oldest first. */
  bases: BaseManifest[];
  /** Those that can't be read, and why. */
  unreadable: { base: string; reason: string }[];
  /** When each segment came, as the store says. */
  segments: ReadonlyMap<string, { modified_ms: number }>;
}

/** Reads what an archive has, the oldest line first; throws ArchiveError if it has no base backup. */
export async function readArchive(
  store: ArchiveStore,
): Promise<ArchivedLine[]> {
  const objects = await store.list("");
  const keys = new Set(objects.map(({ key }) => key));
  const ids = new Set(objects.map(({ key }) => key.split("/")[0] ?? ""));
  const lines: ArchivedLine[] = [];
  for (const id of [...ids].sort()) {
    if (keys.has(lineKey(id))) lines.push(await readOne(store, id, objects));
  }
  if (lines.every(({ bases }) => bases.length === 0)) {
    const [found] = lines.flatMap(({ unreadable }) => unreadable);
    if (found !== undefined) throw new ArchiveError(found.reason);
    throw new ArchiveError(
      `There is no base backup in ${store.name}, from which a time could be restored`,
    );
  }
  return lines;
}

async function readOne(
  store: ArchiveStore,
  id: string,
  objects: readonly StoredObject[],
): Promise<ArchivedLine> {
  const key = lineKey(id);
  const bytes = await store.get(key);
  if (bytes === null) throw new ArchiveError(`"${key}" is gone`);
  const text = Buffer.from(await unpackObject(key, bytes)).toString();
  const { begun_at } = JSON.parse(text) as ArchiveLine;
  const { bases, unreadable } = await readBases(store, id, objects);
  const segments = objects
    .filter((object) => object.key.startsWith(walFolder(id)))
    .map(({ key, modified_ms }) => {
      return [walNameOf(id, key), { modified_ms }] as const;
    })
    .filter(([name]) => isSegmentName(name));
  return {
    ...{ id, begun_at, segments: new Map(segments), unreadable },
    bases: bases.sort((a, b) => (a.made_at < b.made_at ? -1 : 1)),
  };
}

/** The base backups of a line; one that is damaged, or of a newer program, leaves the others. */
async function readBases(
  store: ArchiveStore,
  line: string,
  objects: readonly StoredObject[],
): Promise<Pick<ArchivedLine, "bases" | "unreadable">> {
  const bases: BaseManifest[] = [];
  const unreadable: ArchivedLine["unreadable"] = [];
  for (const { key } of objects) {
    const found = manifestOf(key);
    if (found?.line !== line) continue;
    try {
      bases.push(await readManifest(store, found));
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      unreadable.push({ base: found.base, reason: error.message });
    }
  }
  return { bases, unreadable };
}
