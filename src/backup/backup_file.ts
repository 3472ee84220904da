import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  rmSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { hasCode, isAlive } from "../data_dir.ts";
import { renameDurably } from "../durable_files.ts";
import { BackupError } from "./backup_error.ts";
import type { StoredContent } from "./manifest.ts";
import { TAR_END_BYTES, tarHeader, tarPadding } from "../tar.ts";

/** Size of a part before compression; a few of them are in memory at a time. */
export const PART_BYTES = 4 * 1_048_576;
const ZSTD_LEVEL = 3;
const MILLISECONDS = 1_000;

/**
 * A backup while it is written: under a temporary name that ends in the process's id, until all of
 * it is on disk.
 */
export class BackupFile {
  readonly path: string;
  readonly #temporary: string;
  readonly #made_at_s: number;
  #descriptor: number;
  #size_bytes = 0;

  /** Opens a new file. Throws if the path exists; removes what killed backups to it left. */
  constructor(path: string, now_ms: number) {
    this.path = path;
    this.#made_at_s = Math.floor(now_ms / MILLISECONDS);
    if (existsSync(path)) {
      throw new BackupError(`Cannot write "${path}": it exists already`);
    }
    removeKilled(path);
    this.#temporary = `${path}.partial-${process.pid}`;
    this.#descriptor = this.#trying(() =>
      openSync(this.#temporary, "wx", 0o600),
    );
  }

  /** The number of bytes written. */
  get size_bytes(): number {
    return this.#size_bytes;
  }

  /** Adds a file. */
  add(name: string, bytes: Uint8Array): void {
    const entry = { name, size_bytes: bytes.length };
    this.#write(tarHeader(entry, this.#made_at_s));
    this.#write(bytes);
    this.#write(new Uint8Array(tarPadding(bytes.length)));
  }

  /** Adds content as compressed parts; `watch` gets each chunk. */
  async addContent(
    path: string,
    content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    watch: (chunk: Uint8Array) => void = () => {},
  ): Promise<StoredContent> {
    const hash = createHash("sha256");
    const part = new Uint8Array(PART_BYTES);
    let filled = 0;
    let parts = 0;
    let size_bytes = 0;
    const store = async () => {
      const name = `${path}/${String(++parts).padStart(6, "0")}.zst`;
      const bytes = part.subarray(0, filled);
      this.add(name, await Bun.zstdCompress(bytes, { level: ZSTD_LEVEL }));
      filled = 0;
    };
    for await (const chunk of content) {
      hash.update(chunk);
      watch(chunk);
      size_bytes += chunk.length;
      for (let at = 0; at < chunk.length;) {
        const taken = chunk.subarray(at, at + PART_BYTES - filled);
        part.set(taken, filled);
        filled += taken.length;
        at += taken.length;
        if (filled === PART_BYTES) await store();
      }
    }
    if (filled > 0) await store();
    return { path, parts, size_bytes, sha256: hash.digest("hex") };
  }

  /** Puts it on disk under its name. */
  finish(): void {
    this.#write(new Uint8Array(TAR_END_BYTES));
    this.#trying(() => {
      fsyncSync(this.#descriptor);
      closeSync(this.#descriptor);
      this.#descriptor = -1;
      if (existsSync(this.path)) {
        throw new BackupError(`Cannot write "${this.path}": it exists already`);
      }
      renameDurably(this.#temporary, this.path);
    });
  }

  /** Removes what was written. */
  discard(): void {
    if (this.#descriptor >= 0) closeSync(this.#descriptor);
    this.#descriptor = -1;
    rmSync(this.#temporary, { force: true });
  }

  #write(bytes: Uint8Array): void {
    this.#trying(() => {
      for (let at = 0; at < bytes.length;) {
        at += writeSync(this.#descriptor, bytes, at, bytes.length - at);
      }
    });
    this.#size_bytes += bytes.length;
  }

  #trying<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (error instanceof BackupError) throw error;
      const is_full = hasCode(error, "ENOSPC");
      const why = is_full ? ": the disk is full" : "";
      throw new BackupError(`Cannot write the backup "${this.path}"${why}`, {
        cause: is_full ? undefined : error,
      });
    }
  }
}

/** Removes the temporary files of processes that were killed, of backups to the same folder. */
function removeKilled(path: string): void {
  const directory = dirname(path);
  if (!existsSync(directory)) {
    throw new BackupError(
      `Cannot write "${path}": there is no directory "${directory}"`,
    );
  }
  for (const name of readdirSync(directory)) {
    const [, of = "", pid] = /^(.+\.tar)\.partial-(\d+)$/.exec(name) ?? [];
    const is_ours = of === basename(path) || /^tallyho-.+\.tar$/.test(of);
    // In a container each backup has the same id: this process has written nothing yet.
    const is_written = Number(pid) !== process.pid && isAlive(Number(pid));
    if (!is_ours || is_written) continue;
    rmSync(join(directory, name), { force: true });
  }
}
