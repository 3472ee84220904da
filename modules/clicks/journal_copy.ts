import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
} from "node:fs";
import { join } from "node:path";
import { isUuid } from "../kernel/mod.ts";
import type { Position } from "./journal/mod.ts";

const CHUNK_BYTES = 1_048_576;
const SEGMENT = /^(\d{8})\.journal$/;
/** The journal's id, who visited, and what was set aside. The time reserve is of one file only. */
const OTHERS = /^(id|\d{8}\.visitors|set_aside\.ndjson)$/;

/** A file of a journal, as long as it was at the cut. */
export interface JournalFile {
  name: string;
  size_bytes: number;
  read(): Iterable<Uint8Array>;
}

/**
 * Holds the files of a journal open, so that those that the drain removes can still be read. For a
 * copy that fits a snapshot of the database: hold first, then take the snapshot, then cut. Nothing
 * is missing then: what wasn't drained at the snapshot was in a file that is held or newer. Nothing
 * is there twice: the snapshot has the position up to which it was drained.
 */
export class HeldJournal {
  readonly #directory: string;
  readonly #held = new Map<string, number>();
  readonly #newest_first: number;

  constructor(data_dir: string) {
    this.#directory = join(data_dir, "journal");
    this.#hold();
    this.#newest_first = Math.max(0, ...this.#segments());
  }

  /** The journal's id; null if there is none. */
  get id(): string | null {
    const path = join(this.#directory, "id");
    const id = existsSync(path) ? readFileSync(path, "utf8").trim() : "";
    return isUuid(id) ? id : null;
  }

  /**
   * The files from a position on, each up to its present end; null if one of them came and went
   * since they are held: begin again.
   */
  cut(from: Position | null): JournalFile[] | null {
    this.#hold();
    const numbers = this.#segments();
    const newest = Math.max(0, ...numbers);
    // A gap below what was first held is an old one: numbers only grow.
    for (let number = this.#newest_first + 1; number < newest; number++) {
      if (!numbers.includes(number)) return null;
    }
    return [...this.#held].flatMap(([name, descriptor]) => {
      const number = segmentOf(name);
      const is_drained =
        from !== null && number !== null && number < from.segment;
      if (is_drained) return [];
      const { size: size_bytes } = fstatSync(descriptor);
      const read = () => chunksOf(descriptor, size_bytes);
      return [{ name, size_bytes, read }];
    });
  }

  /** Closes the files. */
  close(): void {
    for (const descriptor of this.#held.values()) closeSync(descriptor);
    this.#held.clear();
  }

  #hold(): void {
    if (!existsSync(this.#directory)) return;
    for (const name of readdirSync(this.#directory).sort()) {
      if (!SEGMENT.test(name) && !OTHERS.test(name)) continue;
      if (this.#held.has(name)) continue;
      try {
        this.#held.set(name, openSync(join(this.#directory, name), "r"));
      } catch (error) {
        // Removed since it was listed.
        if ((error as { code?: unknown }).code !== "ENOENT") throw error;
      }
    }
  }

  #segments(): number[] {
    return [...this.#held.keys()].flatMap((name) => segmentOf(name) ?? []);
  }
}

function segmentOf(name: string): number | null {
  const [, digits] = SEGMENT.exec(name) ?? [];
  return digits === undefined ? null : Number(digits);
}

function* chunksOf(
  descriptor: number,
  size_bytes: number,
): Generator<Uint8Array> {
  const buffer = new Uint8Array(CHUNK_BYTES);
  for (let at = 0; at < size_bytes;) {
    const wanted = Math.min(CHUNK_BYTES, size_bytes - at);
    const read = readSync(descriptor, buffer, 0, wanted, at);
    // Cut off meanwhile: what was there was never answered.
    if (read === 0) return;
    yield buffer.subarray(0, read);
    at += read;
  }
}
