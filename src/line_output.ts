import { write } from "node:fs";

const BYTES_MAX = 1_048_576;
const RETRY_MS = 20;
const CLOSE_MS_MAX = 1_000;

/** Writes bytes in the background; calls back with how many were written. */
export type WriteBytes = (
  bytes: Uint8Array,
  done: (error: { code?: string } | null, written: number) => void,
) => void;

/** Writes to a descriptor on a thread of its own: a full pipe holds up nobody else. */
export function writeToDescriptor(descriptor: number): WriteBytes {
  return (bytes, done) => write(descriptor, bytes, done);
}

/**
 * Writes lines without waiting for their reader. Lines that a slow reader leaves behind are held up
 * to a bound; further ones are dropped and counted.
 */
export class LineOutput {
  readonly #write: WriteBytes;
  readonly #bytes_max: number;
  readonly #dropLine: (count: number) => string;
  #waiting: string[] = [];
  #held_bytes = 0;
  #dropped = 0;
  #is_scheduled = false;
  #is_writing = false;
  #is_gone = false;
  #drained = Promise.withResolvers<void>();

  /** `dropLine` makes the line that says how many were dropped. */
  constructor(
    write: WriteBytes,
    dropLine: (count: number) => string,
    bytes_max = BYTES_MAX,
  ) {
    this.#write = write;
    this.#dropLine = dropLine;
    this.#bytes_max = bytes_max;
  }

  line(text: string): void {
    if (this.#is_gone) return;
    if (this.#held_bytes + text.length >= this.#bytes_max) {
      this.#dropped += 1;
    } else {
      this.#held_bytes += text.length + 1;
      this.#waiting.push(text);
    }
    if (this.#is_writing || this.#is_scheduled) return;
    this.#is_scheduled = true;
    // Together with the other lines of this turn.
    setImmediate(() => {
      this.#is_scheduled = false;
      this.#flush();
    });
  }

  /** Waits for what is held, but not for a reader who doesn't read. */
  async close(): Promise<void> {
    if (!this.#hasMore() && !this.#is_writing) return;
    this.#drained = Promise.withResolvers<void>();
    const timer = setTimeout(this.#drained.resolve, CLOSE_MS_MAX);
    this.#flush();
    await this.#drained.promise;
    clearTimeout(timer);
  }

  #flush(): void {
    if (this.#is_writing) return;
    if (this.#is_gone || !this.#hasMore()) {
      this.#drained.resolve();
      return;
    }
    const lines = this.#waiting;
    if (this.#dropped > 0) lines.push(this.#dropLine(this.#dropped));
    this.#waiting = [];
    this.#dropped = 0;
    this.#is_writing = true;
    const held = this.#held_bytes;
    this.#send(Buffer.from(`${lines.join("\n")}\n`), () => {
      this.#held_bytes -= held;
      this.#is_writing = false;
      this.#flush();
    });
  }

  #hasMore(): boolean {
    return this.#waiting.length > 0 || this.#dropped > 0;
  }

  #send(bytes: Uint8Array, sent: () => void): void {
    this.#write(bytes, (error, written) => {
      if (error?.code === "EAGAIN") {
        setTimeout(() => this.#send(bytes, sent), RETRY_MS);
        return;
      }
      // Nobody reads any more, or the disk is full: a log must not stop the tracker.
      if (error?.code === "EPIPE") this.#is_gone = true;
      if (error !== null || written >= bytes.length) return sent();
      this.#send(bytes.subarray(written), sent);
    });
  }
}
