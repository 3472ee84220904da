import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Records that could not be stored, kept in a file with the reason: one JSON a line. */
export class SetAside {
  readonly #path: string;
  #count: number;

  constructor(directory: string) {
    this.#path = join(directory, "set_aside.ndjson");
    this.#count = existsSync(this.#path)
      ? readFileSync(this.#path, "utf8").split("\n").length - 1
      : 0;
  }

  /** How many there are. */
  get count(): number {
    return this.#count;
  }

  /** Keeps one. */
  add(entry: { at: string; reason: string; text: string }): void {
    appendFileSync(this.#path, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
    this.#count++;
  }
}
