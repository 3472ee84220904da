import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Records that couldn't be stored, with the reason; a file of one JSON object per line. */
export class SetAside {
  readonly #path: string;
  readonly #failed: (what: string, error: unknown) => void;
  #count: number;

  constructor(
    directory: string,
    failed: (what: string, error: unknown) => void = () => {},
  ) {
    this.#failed = failed;
    this.#path = join(directory, "set_aside.ndjson");
    this.#count = existsSync(this.#path)
      ? readFileSync(this.#path, "utf8").split("\n").length - 1
      : 0;
  }

  /** The number of records set aside. */
  get count(): number {
    return this.#count;
  }

  /** Adds a record; if the disk is full it is only counted, and nothing is held up. */
  add(entry: { at: string; reason: string; text: string }): void {
    this.#count++;
    try {
      const line = `${JSON.stringify(entry)}\n`;
      appendFileSync(this.#path, line, { mode: 0o600 });
    } catch (error) {
      this.#failed("a record was not set aside", error);
    }
  }
}
