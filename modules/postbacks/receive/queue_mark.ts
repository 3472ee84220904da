import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { syncDirectory } from "../../clicks/mod.ts";

/**
 * A file next to the journal that says postbacks are waiting in it, one byte for each. If it
 * exists at startup, those are judged before any others.
 */
export class QueueMark {
  readonly #path: string;

  constructor(directory: string) {
    this.#path = join(directory, "postbacks_waiting");
  }

  /** Upper bound of the number waiting. */
  get count(): number {
    return existsSync(this.#path) ? statSync(this.#path).size : 0;
  }

  /** Adds one; the first is synced to disk before the call returns. */
  add(is_first: boolean): void {
    const descriptor = openSync(this.#path, "a", 0o600);
    try {
      writeSync(descriptor, "+");
      if (is_first) fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    if (is_first) syncDirectory(dirname(this.#path));
  }

  /** Called once none is waiting. */
  clear(): void {
    rmSync(this.#path, { force: true });
  }
}
