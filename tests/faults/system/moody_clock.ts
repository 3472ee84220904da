import { closeSync, openSync, writeSync } from "node:fs";

/** The clock of one tracker, which can be set; see `around_tracker.ts` for what follows it. */
export class MoodyClock {
  readonly path: string;
  readonly #descriptor: number;

  /** Makes one that is right, of a file that the tracker maps. */
  constructor(path: string) {
    this.path = path;
    this.#descriptor = openSync(path, "w+");
    this.set(0);
  }

  /** Sets it ahead of the machine's (behind, when negative). */
  set(ahead_ms: number): void {
    const bytes = new Uint8Array(new Float64Array([ahead_ms]).buffer);
    writeSync(this.#descriptor, bytes, 0, bytes.length, 0);
  }

  /** Closes its file. */
  close(): void {
    closeSync(this.#descriptor);
  }
}
