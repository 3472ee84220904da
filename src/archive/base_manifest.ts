import type { KeysText } from "../backup/sealed_keys.ts";
import { ArchiveError } from "./archive_error.ts";
import { manifestKey } from "./archive_keys.ts";
import { packObject, unpackObject } from "./packed_object.ts";
import type { ArchiveStore } from "./store.ts";

/** The form of a base backup; a program reads its own and older ones. */
const BASE_FORMAT = 1;

/** A file of the data directory, as it was read. */
export interface BaseFile {
  path: string;
  size_bytes: number;
}

/** The content of a base backup, and what recovery from it needs. */
export interface BaseManifest {
  format: number;
  id: string;
  line: string;
  /** When the copy began, as ISO 8601. */
  begun_at: string;
  /** When it ended: the earliest time that can be restored from it. */
  made_at: string;
  /** Version of the program that made it. */
  tallyho: string;
  /** Version of the server. */
  postgres: string;
  timeline: string;
  segment_bytes: number;
  /** The first and the last segment without which it is of no use. */
  start_segment: string;
  stop_segment: string;
  backup_label: string;
  directories: string[];
  files: BaseFile[];
  /** Objects that have the files' bytes, one after the other. */
  parts: number;
  size_bytes: number;
  /** Settings that aren't secret. */
  settings: Record<string, string>;
  key_check: string | null;
  /** The network's keys, sealed; null where they are left out. */
  keys: KeysText | null;
}

/** Writes a manifest, which makes its base backup whole. */
export async function writeManifest(
  store: ArchiveStore,
  manifest: Omit<BaseManifest, "format">,
): Promise<void> {
  const key = manifestKey(manifest.line, manifest.id);
  const text = JSON.stringify({ format: BASE_FORMAT, ...manifest });
  await store.put(key, await packObject(key, Buffer.from(text)));
}

/** Reads the manifest of a base backup; throws ArchiveError if it is damaged or newer. */
export async function readManifest(
  store: ArchiveStore,
  { line, base }: { line: string; base: string },
): Promise<BaseManifest> {
  const key = manifestKey(line, base);
  const bytes = await store.get(key);
  if (bytes === null) {
    throw new ArchiveError(`"${key}" is not in the archive any more`);
  }
  const text = Buffer.from(await unpackObject(key, bytes)).toString();
  const manifest = JSON.parse(text) as BaseManifest;
  if (manifest.format > BASE_FORMAT) {
    throw new ArchiveError(
      `The base backup ${base} was made by a newer tallyho (${manifest.tallyho}): restore it with that one`,
    );
  }
  return manifest;
}
