import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
  writeSync,
} from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { SyncAnswer } from "./sync_worker.ts";

const SEGMENT_BYTES_MAX = 64 * 1_048_576;
const SEGMENT_BYTES_MIN = 1_048_576;
/** Maximum share of one segment: drained data in the current segment isn't freed yet. */
const SEGMENT_SHARE_MAX = 1 / 8;

/** The journal's disk access; tests substitute a failing one. */
export interface SegmentFiles {
  /** Numbers of the existing segments, in order. */
  list(): number[];
  /** Creates a segment, durably named, and opens it for appending. */
  create(segment: number): number;
  /** Writes some of the bytes and returns how many. */
  write(descriptor: number, bytes: Uint8Array): number;
  /** Flushes written data to disk. */
  sync(descriptor: number): Promise<void>;
  close(descriptor: number): void;
  size(segment: number): number;
  /** Up to `bytes_max` bytes from an offset, in owned memory. */
  read(segment: number, offset: number, bytes_max: number): Buffer;
  truncate(segment: number, size: number): void;
  /** Stops the sync thread; call when nothing is written any more. */
  end(): Promise<void>;
  /** Deletes in the background: unlinking a large file takes a while. */
  remove(segment: number): Promise<void>;
}

/** Maximum size of one segment of a journal. */
export function segmentBytesMax(size_bytes_max: number): number {
  const share = Math.floor(size_bytes_max * SEGMENT_SHARE_MAX);
  return Math.min(SEGMENT_BYTES_MAX, Math.max(SEGMENT_BYTES_MIN, share));
}

/** Segments as files of a directory: `00000001.journal`, `00000002.journal`, … */
export function segmentFiles(directory: string): SegmentFiles {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const thread = new SyncThread();
  const pathOf = (segment: number) =>
    join(directory, `${String(segment).padStart(8, "0")}.journal`);
  return {
    list: () =>
      readdirSync(directory)
        .flatMap((name) => /^(\d{8})\.journal$/.exec(name)?.[1] ?? [])
        .map(Number)
        .sort((a, b) => a - b),
    create(segment) {
      const descriptor = openSync(pathOf(segment), "wx", 0o600);
      syncDirectory(directory);
      thread.start();
      return descriptor;
    },
    write: (descriptor, bytes) => writeSync(descriptor, bytes),
    sync: (descriptor) => thread.sync(descriptor),
    end: () => thread.stop(),
    close: closeSync,
    size: (segment) => statSync(pathOf(segment)).size,
    read(segment, offset, bytes_max) {
      const descriptor = openSync(pathOf(segment), "r");
      try {
        const buffer = Buffer.allocUnsafeSlow(bytes_max);
        const length = readSync(descriptor, buffer, 0, bytes_max, offset);
        return buffer.subarray(0, length);
      } finally {
        closeSync(descriptor);
      }
    },
    truncate(segment, size) {
      const descriptor = openSync(pathOf(segment), "r+");
      try {
        ftruncateSync(descriptor, size);
        fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
    },
    remove: (segment) => rm(pathOf(segment), { force: true }),
  };
}

/** Puts the names of a directory on disk. */
export function syncDirectory(directory: string): void {
  if (process.platform === "win32") return;
  const descriptor = openSync(directory, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Syncs files in a dedicated thread. The shared pool of asynchronous calls has one thread per
 * processor: a few DNS look-ups or password hashes there would hold up every redirect.
 */
export class SyncThread {
  readonly #newWorker: () => Worker;
  /** Pending requests, answered in order. */
  #asking: PromiseWithResolvers<void>[] = [];
  #worker: Worker | undefined;
  #is_stopped = false;

  constructor(newWorker: () => Worker = syncWorker) {
    this.#newWorker = newWorker;
  }

  /** Starts the thread early, so that the first sync doesn't wait for it. */
  start(): void {
    this.#worker ??= this.#open();
  }

  /**
   * Flushes a file to disk; rejects if that or the thread fails, and the next call starts a new
   * thread.
   */
  sync(descriptor: number): Promise<void> {
    if (this.#is_stopped) {
      return Promise.reject(new Error("Cannot sync: the thread was stopped"));
    }
    const worker = (this.#worker ??= this.#open());
    const asking = Promise.withResolvers<void>();
    if (this.#asking.push(asking) === 1) worker.ref();
    worker.postMessage(descriptor);
    return asking.promise;
  }

  /** Stops the thread. */
  async stop(): Promise<void> {
    this.#is_stopped = true;
    const worker = this.#worker;
    if (worker === undefined) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    worker.addEventListener("close", () => resolve());
    this.#fail(worker, "it was stopped");
    await promise;
  }

  #open(): Worker {
    const worker = this.#newWorker();
    worker.onmessage = ({ data }: MessageEvent<SyncAnswer>) => {
      const asking = this.#asking.shift();
      if (this.#asking.length === 0) worker.unref();
      if (data === null) asking?.resolve();
      else asking?.reject(Object.assign(new Error(data.message), data));
    };
    worker.onerror = ({ message }) => this.#fail(worker, message);
    worker.addEventListener("close", () => this.#fail(worker, "it ended"));
    // A pending sync keeps the process alive; an idle thread doesn't.
    worker.unref();
    return worker;
  }

  #fail(worker: Worker, reason: string): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    const asking = this.#asking;
    this.#asking = [];
    for (const { reject } of asking) {
      reject(new Error(`The thread of the journal's sync failed: ${reason}`));
    }
    worker.terminate();
  }
}

/** Resolved by file name, both from source and in the compiled binary. */
function syncWorker(): Worker {
  const url = new URL("./sync_worker.ts", import.meta.url);
  return new Worker(url, { smol: true });
}

/** A journal record: its type and text. */
export interface JournalRecord {
  type: number;
  text: string;
}

/** A read record, with the offset of the next. */
interface ReadRecord extends JournalRecord {
  end: number;
}

/** Bytes that are no record: bad checksum, or torn. */
interface BadBytes {
  from: number;
  end: number;
}

/** The result of scanning a stretch of a segment. */
export interface Scan {
  records: ReadRecord[];
  bad: BadBytes[];
  /** The end of the scanned part; an incomplete record may follow. */
  end: number;
}

/** Marks the start of every record, so that reading can resynchronize after damage. */
const MAGIC = 0x544c5931;
/** Magic, text length in bytes, checksum, type. */
const HEADER_BYTES = 16;
const TEXT_BYTES_MAX = 262_144;
const BUFFER_BYTES = 1_048_576;

/** The encoded size of a record. */
export function frameBytes({ text }: JournalRecord): number {
  return HEADER_BYTES + Buffer.byteLength(text, "utf8");
}

/**
 * Encodes records back to back: magic, length, CRC-32 of type and text, type, text. The returned
 * bytes belong to the encoder and are valid until the next call: allocating per batch would cost
 * more than the encoding.
 */
export class FrameEncoder {
  #buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);

  /** Encodes the records. */
  encode(records: readonly JournalRecord[]): Buffer {
    let bytes_max = 0;
    for (const { text } of records) bytes_max += HEADER_BYTES + text.length * 3;
    if (bytes_max > this.#buffer.length) {
      this.#buffer = Buffer.allocUnsafeSlow(bytes_max);
    }
    const buffer = this.#buffer;
    let at = 0;
    for (const { type, text } of records) {
      const length = buffer.write(text, at + HEADER_BYTES, "utf8");
      if (length > TEXT_BYTES_MAX) {
        throw new RangeError(
          `Cannot write a record of ${length} bytes: ${TEXT_BYTES_MAX} are allowed`,
        );
      }
      const end = at + HEADER_BYTES + length;
      buffer.writeUInt32BE(MAGIC, at);
      buffer.writeUInt32BE(length, at + 4);
      buffer.writeUInt32BE(type, at + 12);
      const sum = Bun.hash.crc32(buffer.subarray(at + 12, end));
      buffer.writeUInt32BE(sum, at + 8);
      at = end;
    }
    return buffer.subarray(0, at);
  }
}

/**
 * Scans the records of a stretch, skipping damage up to the next valid record. With `is_rest`
 * nothing follows the stretch: a record that seems to extend beyond it has a corrupt length.
 */
export function scanFrames(bytes: Buffer, is_rest: boolean): Scan {
  const records: ReadRecord[] = [];
  const bad: BadBytes[] = [];
  let at = 0;
  while (at < bytes.length) {
    const record = readFrame(bytes, at);
    if (record === "incomplete" && !is_rest) break;
    if (record !== null && record !== "incomplete") {
      records.push(record);
      at = record.end;
      continue;
    }
    const next = findFrame(bytes, at + 1);
    if (next === null) break;
    bad.push({ from: at, end: next });
    at = next;
  }
  return { records, bad, end: at };
}

/** The record at an offset; null if there is none, "incomplete" if it may extend beyond the end. */
function readFrame(
  bytes: Buffer,
  at: number,
): ReadRecord | "incomplete" | null {
  if (at + HEADER_BYTES > bytes.length) return "incomplete";
  if (bytes.readUInt32BE(at) !== MAGIC) return null;
  const length = bytes.readUInt32BE(at + 4);
  if (length > TEXT_BYTES_MAX) return null;
  const end = at + HEADER_BYTES + length;
  if (end > bytes.length) return "incomplete";
  const sum = Bun.hash.crc32(bytes.subarray(at + 12, end));
  if (sum !== bytes.readUInt32BE(at + 8)) return null;
  return {
    type: bytes.readUInt32BE(at + 12),
    text: bytes.toString("utf8", at + HEADER_BYTES, end),
    end,
  };
}

/** The next offset of a complete record. */
function findFrame(bytes: Buffer, from: number): number | null {
  const magic = Buffer.alloc(4);
  magic.writeUInt32BE(MAGIC);
  for (
    let at = bytes.indexOf(magic, from);
    at >= 0;
    at = bytes.indexOf(magic, at + 1)
  ) {
    const record = readFrame(bytes, at);
    if (record !== null && record !== "incomplete") return at;
  }
  return null;
}
