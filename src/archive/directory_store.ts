import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { syncDirectory } from "../../modules/clicks/mod.ts";
import { hasCode, isAlive } from "../data_dir.ts";
import { renameDurably } from "../durable_files.ts";
import { ArchiveError, reasonOf } from "./archive_error.ts";
import type { ArchiveStore, StoredObject } from "./store.ts";

const PARTIAL = /\.partial-(\d+)$/;

/** A store in a directory, which may be a mounted one. It must exist: a missing mount isn't filled. */
export class DirectoryStore implements ArchiveStore {
  readonly name: string;
  readonly #directory: string;

  constructor(directory: string) {
    this.name = `"${directory}"`;
    this.#directory = directory;
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    const path = join(this.#directory, key);
    const temporary = `${path}.partial-${process.pid}`;
    await this.#trying(`write "${path}"`, () => {
      statSync(this.#directory);
      this.#makeDirectory(dirname(path));
      try {
        writeSynced(temporary, bytes);
        renameDurably(temporary, path);
      } catch (error) {
        rmSync(temporary, { force: true });
        throw error;
      }
    });
  }

  async get(key: string): Promise<Uint8Array | null> {
    const path = join(this.#directory, key);
    return await this.#trying(`read "${path}"`, () => {
      try {
        return readFileSync(path);
      } catch (error) {
        if (hasCode(error, "ENOENT")) return null;
        throw error;
      }
    });
  }

  async has(key: string): Promise<boolean> {
    const path = join(this.#directory, key);
    return await this.#trying(`read "${path}"`, () => {
      try {
        statSync(path);
        return true;
      } catch (error) {
        if (hasCode(error, "ENOENT")) return false;
        throw error;
      }
    });
  }

  async list(prefix: string): Promise<StoredObject[]> {
    return await this.#trying(`list ${this.name}`, () => {
      statSync(this.#directory);
      // Other folders of a shared directory aren't walked.
      const folder = join(
        this.#directory,
        prefix.slice(0, prefix.lastIndexOf("/") + 1),
      );
      return filesIn(folder)
        .map((path) => ({
          path,
          key: relative(this.#directory, path).replaceAll("\\", "/"),
        }))
        .filter(({ key }) => key.startsWith(prefix))
        .flatMap(({ path, key }) => statOf(path, key))
        .sort((a, b) => (a.key < b.key ? -1 : 1));
    });
  }

  async remove(key: string): Promise<void> {
    const path = join(this.#directory, key);
    await this.#trying(`remove "${path}"`, () => rmSync(path, { force: true }));
  }

  /** Makes the folders of an object, so that a power failure doesn't lose them. */
  #makeDirectory(directory: string): void {
    const first = mkdirSync(directory, { recursive: true, mode: 0o700 });
    if (first === undefined) return;
    for (let at = directory; at !== dirname(first); at = dirname(at)) {
      syncDirectory(dirname(at));
    }
  }

  async #trying<Result>(what: string, work: () => Result): Promise<Result> {
    try {
      return work();
    } catch (error) {
      if (hasCode(error, "ENOSPC")) {
        throw new ArchiveError(`Cannot ${what}: the disk is full`);
      }
      throw new ArchiveError(`Cannot ${what}: ${reasonOf(error)}`);
    }
  }
}

function writeSynced(path: string, bytes: Uint8Array): void {
  const descriptor = openSync(path, "w", 0o600);
  try {
    for (let at = 0; at < bytes.length;) {
      at += writeSync(descriptor, bytes, at, bytes.length - at);
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The files in a folder, without those of puts that were killed, which are removed. */
function filesIn(folder: string): string[] {
  let entries;
  try {
    entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    if (hasCode(error, "ENOENT")) return [];
    throw error;
  }
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const [, pid] = PARTIAL.exec(path) ?? [];
      if (pid !== undefined && !isAlive(Number(pid))) {
        rmSync(path, { force: true });
      }
      return pid === undefined;
    });
}

/** Empty if it was removed meanwhile. */
function statOf(path: string, key: string): StoredObject[] {
  try {
    const { size, mtimeMs } = statSync(path);
    return [{ key, size_bytes: size, modified_ms: mtimeMs }];
  } catch (error) {
    if (hasCode(error, "ENOENT")) return [];
    throw error;
  }
}
