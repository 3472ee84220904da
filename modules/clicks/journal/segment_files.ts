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
import { SyncThread } from "./sync_thread.ts";

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
