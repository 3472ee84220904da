import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Records that could not be stored, kept in a file with the reason: one JSON a line. */
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

  /** How many there are. */
  get count(): number {
    return this.#count;
  }

  /** Keeps one; where the disk has no room for it, it is counted all the same and holds nothing up. */
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
