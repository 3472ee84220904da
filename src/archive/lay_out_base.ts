import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { syncTree } from "../durable_files.ts";
import { ArchiveError } from "./archive_error.ts";
import { partKey, walKey } from "./archive_keys.ts";
import type { BaseManifest } from "./base_manifest.ts";
import { isInside } from "./cluster_files.ts";
import { unpackObject } from "./packed_object.ts";
import { checkReaches } from "./plan_restore.ts";
import type { RestorePlan } from "./plan_restore.ts";
import type { ArchiveStore } from "./store.ts";

/** Written as a hole where it is empty. */
const BLOCK_BYTES = 65_536;
const EMPTY_BLOCK = new Uint8Array(BLOCK_BYTES);
const PRIVATE = 0o700;
const OTHER =
  'an earlier base backup may be whole, see "tallyho archive list" and --base';

/** How much is done, of how many bytes. */
export type Progress = (done: number, total: number) => void;

/**
 * Writes the files of a base backup into a data directory that recovery can start on once
 * `layOutWal` put the WAL beside them, each compared with its checksum. What lies at `data` is replaced.
 */
export async function layOutBase(
  store: ArchiveStore,
  { data, base }: { data: string; base: BaseManifest },
  progress: Progress,
): Promise<void> {
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true, mode: PRIVATE });
  for (const path of base.directories) {
    checkPath(data, path);
    mkdirSync(join(data, path), { recursive: true, mode: PRIVATE });
  }
  await writeFiles(store, base, { data, progress });
  const mode = { mode: 0o600 };
  writeFileSync(join(data, "backup_label"), base.backup_label, mode);
  writeFileSync(join(data, "recovery.signal"), "", mode);
}

/**
 * Writes the WAL beside the files of a base backup, and syncs all of it. A damaged segment ends it,
 * where what comes before goes far enough.
 */
export async function layOutWal(
  store: ArchiveStore,
  {
    data,
    plan,
    at_ms,
  }: { data: string; plan: RestorePlan; at_ms: number | null },
  progress: Progress,
): Promise<void> {
  const { base, segments } = plan;
  const total = segments.length * base.segment_bytes;
  for (const [at, { name }] of segments.entries()) {
    const key = walKey(base.line, name);
    const bytes = await store.get(key);
    let content: Uint8Array;
    try {
      content = await unpackObject(key, bytes ?? new Uint8Array());
      if (content.length !== base.segment_bytes) throw new Error("its size");
    } catch {
      const before = { base, segments: segments.slice(0, at), missing: name };
      checkReaches(before, at_ms, bytes === null ? "is missing" : "is damaged");
      break;
    }
    writeSparse(join(data, "pg_wal", name), content);
    progress((at + 1) * base.segment_bytes, total);
  }
  await syncTree(data);
}

async function writeFiles(
  store: ArchiveStore,
  base: BaseManifest,
  { data, progress }: { data: string; progress: Progress },
): Promise<void> {
  const content = partsOf(store, base, progress);
  let rest: Uint8Array = new Uint8Array();
  for (const { path, size_bytes } of base.files) {
    checkPath(data, path);
    const descriptor = openSync(join(data, path), "wx", 0o600);
    try {
      for (let left = size_bytes; left > 0;) {
        if (rest.length === 0) rest = await nextPart(content, base);
        const taken = rest.subarray(0, left);
        writeAll(descriptor, taken, size_bytes - left);
        rest = rest.subarray(taken.length);
        left -= taken.length;
      }
    } finally {
      closeSync(descriptor);
    }
  }
}

async function* partsOf(
  store: ArchiveStore,
  base: BaseManifest,
  progress: Progress,
): AsyncGenerator<Uint8Array> {
  let done = 0;
  for (let part = 1; part <= base.parts; part++) {
    const key = partKey(base.line, base.id, part);
    const bytes = await store.get(key);
    if (bytes === null) {
      throw new ArchiveError(
        `"${key}" of the base backup is missing: ${OTHER}`,
      );
    }
    const content = await unpackPart(key, bytes);
    done += content.length;
    progress(done, base.size_bytes);
    yield content;
  }
}

async function unpackPart(key: string, bytes: Uint8Array): Promise<Uint8Array> {
  try {
    return await unpackObject(key, bytes);
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    throw new ArchiveError(`${error.message}: ${OTHER}`);
  }
}

async function nextPart(
  content: AsyncGenerator<Uint8Array>,
  { id }: BaseManifest,
): Promise<Uint8Array> {
  const { value, done } = await content.next();
  if (done !== true && value !== undefined) return value;
  throw new ArchiveError(`The base backup ${id} is shorter than it says`);
}

/** A segment that was cut short by its time is mostly empty. */
function writeSparse(path: string, content: Uint8Array): void {
  const descriptor = openSync(path, "wx", 0o600);
  try {
    for (let at = 0; at < content.length; at += BLOCK_BYTES) {
      const block = content.subarray(at, at + BLOCK_BYTES);
      const empty = EMPTY_BLOCK.subarray(0, block.length);
      if (Buffer.compare(block, empty) !== 0) writeAll(descriptor, block, at);
    }
    ftruncateSync(descriptor, content.length);
  } finally {
    closeSync(descriptor);
  }
}

function writeAll(descriptor: number, bytes: Uint8Array, from: number): void {
  for (let at = 0; at < bytes.length;) {
    at += writeSync(descriptor, bytes, at, bytes.length - at, from + at);
  }
}

function checkPath(data: string, path: string): void {
  if (isInside(data, path)) return;
  throw new ArchiveError(`The base backup has an unknown file "${path}"`);
}
