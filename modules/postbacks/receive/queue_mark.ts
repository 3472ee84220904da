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

/**
 * A file beside the journal that says that postbacks wait in it, with a byte
 * for each: a start that finds it judges these before any other.
 */
export class QueueMark {
  readonly #path: string;

  constructor(directory: string) {
    this.#path = join(directory, "postbacks_waiting");
  }

  /** How many there were at most. */
  get count(): number {
    return existsSync(this.#path) ? statSync(this.#path).size : 0;
  }

  /** One more waits; the first is on disk before the call returns. */
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

  /** None waits any more. */
  clear(): void {
    rmSync(this.#path, { force: true });
  }
}

function syncDirectory(directory: string): void {
  if (process.platform === "win32") return;
  const descriptor = openSync(directory, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
