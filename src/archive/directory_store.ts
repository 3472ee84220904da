import {
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
} from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { systemClock } from "../../modules/kernel/mod.ts";
import { hasCode, isAlive } from "../data_dir.ts";
import { syncPath } from "../durable_files.ts";
import { ArchiveError, reasonOf } from "./archive_error.ts";
import type { ArchiveStore, StoredObject } from "./store.ts";

const PARTIAL = /\.partial-(\d+)$/;
/** In a container, each start has the same process id. */
const PARTIAL_MS_MAX = 3_600_000;

/**
 * A store in a directory, which may be a mounted one: a server that doesn't answer holds up nothing else.
 * It must exist: a missing mount isn't filled.
 */
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
    await trying(`write "${path}"`, async () => {
      await stat(this.#directory);
      await this.#makeDirectory(dirname(path));
      try {
        await writeSynced(temporary, bytes);
        await rename(temporary, path);
        await syncPath(dirname(path));
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    });
  }

  async get(key: string): Promise<Uint8Array | null> {
    const path = join(this.#directory, key);
    return await trying(`read "${path}"`, () => orNull(readFile(path)));
  }

  async has(key: string): Promise<boolean> {
    const path = join(this.#directory, key);
    return await trying(
      `read "${path}"`,
      async () => (await orNull(stat(path))) !== null,
    );
  }

  async list(prefix: string): Promise<StoredObject[]> {
    return await trying(`list ${this.name}`, async () => {
      await stat(this.#directory);
      // Other folders of a shared directory aren't walked.
      const folder = join(
        this.#directory,
        prefix.slice(0, prefix.lastIndexOf("/") + 1),
      );
      const objects: StoredObject[] = [];
      for (const path of await filesIn(folder)) {
        const key = relative(this.#directory, path).replaceAll("\\", "/");
        if (!key.startsWith(prefix)) continue;
        const found = await orNull(stat(path));
        if (found === null) continue;
        const { size, mtimeMs } = found;
        objects.push({ key, size_bytes: size, modified_ms: mtimeMs });
      }
      return objects.sort((a, b) => (a.key < b.key ? -1 : 1));
    });
  }

  async remove(key: string): Promise<void> {
    const path = join(this.#directory, key);
    await trying(`remove "${path}"`, () => rm(path, { force: true }));
  }

  /** Makes the folders of an object, so that a power failure doesn't lose them. */
  async #makeDirectory(directory: string): Promise<void> {
    const first = await mkdir(directory, { recursive: true, mode: 0o700 });
    if (first === undefined) return;
    for (let at = directory; at !== dirname(first); at = dirname(at)) {
      await syncPath(dirname(at));
    }
  }
}

async function trying<Result>(
  what: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (hasCode(error, "ENOSPC")) {
      throw new ArchiveError(`Cannot ${what}: the disk is full`);
    }
    throw new ArchiveError(`Cannot ${what}: ${reasonOf(error)}`);
  }
}

/** Null if there is no such file. */
async function orNull<Result>(asked: Promise<Result>): Promise<Result | null> {
  try {
    return await asked;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return null;
    throw error;
  }
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, "w", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The files in a folder, without those of puts that were killed, which are removed. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await orNull(
    readdir(folder, { recursive: true, withFileTypes: true }),
  );
  const paths = (entries ?? [])
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const whole: string[] = [];
  for (const path of paths) {
    const [, pid] = PARTIAL.exec(path) ?? [];
    if (pid === undefined) whole.push(path);
    else if (await isLeft(path, Number(pid))) await rm(path, { force: true });
  }
  return whole;
}

/** Whether nobody writes a partial file any more. */
async function isLeft(path: string, pid: number): Promise<boolean> {
  if (!isAlive(pid)) return true;
  const found = await orNull(stat(path));
  return found !== null && systemClock.nowMs() - found.mtimeMs > PARTIAL_MS_MAX;
}
