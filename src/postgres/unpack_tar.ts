import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { readTarHeader, TAR_BLOCK_BYTES, tarPadding } from "../tar.ts";

/**
 * Writes the files of an archive into a directory while its bytes arrive, so that it is never in
 * memory whole: that alone would take longer than all the rest. Throws if it is torn.
 */
export async function unpackTar(
  bytes: AsyncIterable<Uint8Array>,
  directory: string,
): Promise<void> {
  const files = new TarFiles(directory);
  for await (const chunk of bytes) files.take(chunk);
  files.end();
}

class TarFiles {
  readonly #directory: string;
  readonly #made = new Set<string>();
  readonly #header = new Uint8Array(TAR_BLOCK_BYTES);
  #header_bytes = 0;
  #file: number | undefined;
  #left_bytes = 0;
  #padding_bytes = 0;
  #is_ended = false;

  constructor(directory: string) {
    this.#directory = directory;
  }

  take(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length && !this.#is_ended;) {
      at += this.#takeSome(chunk.subarray(at));
    }
  }

  end(): void {
    if (this.#is_ended) return;
    if (this.#file !== undefined) closeSync(this.#file);
    throw new Error("The packed Postgres is torn");
  }

  #takeSome(chunk: Uint8Array): number {
    if (this.#file !== undefined) return this.#write(this.#file, chunk);
    if (this.#padding_bytes > 0) {
      const skipped = Math.min(this.#padding_bytes, chunk.length);
      this.#padding_bytes -= skipped;
      return skipped;
    }
    const part = chunk.subarray(0, TAR_BLOCK_BYTES - this.#header_bytes);
    this.#header.set(part, this.#header_bytes);
    this.#header_bytes += part.length;
    if (this.#header_bytes === TAR_BLOCK_BYTES) this.#open();
    return part.length;
  }

  #open(): void {
    this.#header_bytes = 0;
    const header = readTarHeader(this.#header);
    if (header === undefined) throw new Error("The packed Postgres is torn");
    if (header === null) {
      this.#is_ended = true;
      return;
    }
    const path = join(this.#directory, header.name);
    const folder = dirname(path);
    if (!this.#made.has(folder)) mkdirSync(folder, { recursive: true });
    this.#made.add(folder);
    this.#left_bytes = header.size_bytes;
    this.#padding_bytes = tarPadding(header.size_bytes);
    const file = openSync(path, "w");
    if (header.size_bytes === 0) closeSync(file);
    else this.#file = file;
  }

  #write(file: number, chunk: Uint8Array): number {
    const part = chunk.subarray(0, this.#left_bytes);
    const written = writeSync(file, part);
    this.#left_bytes -= written;
    if (this.#left_bytes > 0) return written;
    closeSync(file);
    this.#file = undefined;
    return written;
  }
}
