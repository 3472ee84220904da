import { existsSync, readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ConfigurationTables } from "../modules/campaigns/mod.ts";
import type { KeyRing } from "../modules/clicks/mod.ts";

/** Data for redirecting while the database is down. The keys are sealed, as in the database. */
export interface Snapshot {
  tables: ConfigurationTables;
  keys: ReturnType<KeyRing["snapshot"]>;
}

/**
 * Keeps the newest snapshot in the data directory: one write at a time; of those queued meanwhile
 * only the last.
 */
export class SnapshotFile {
  readonly #path: string;
  readonly #failed: (what: string, error: unknown) => void;
  #next: (() => Snapshot) | undefined;
  #writing: Promise<void> | undefined;
  #is_closed = false;

  constructor(
    data_dir: string,
    failed: (what: string, error: unknown) => void,
  ) {
    this.#path = join(data_dir, "snapshot.json");
    this.#failed = failed;
  }

  /** The snapshot of the last run; null if there is none. */
  read(): Snapshot | null {
    if (!existsSync(this.#path)) return null;
    return JSON.parse(readFileSync(this.#path, "utf8")) as Snapshot;
  }

  /** Writes a snapshot soon. */
  save(make: () => Snapshot): void {
    if (this.#is_closed) return;
    this.#next = make;
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
  }

  /**
   * Waits for the current write and accepts no more: a configuration reload may still be in
   * progress.
   */
  async close(): Promise<void> {
    this.#is_closed = true;
    await this.#writing;
  }

  async #write(): Promise<void> {
    while (this.#next !== undefined) {
      const make = this.#next;
      this.#next = undefined;
      try {
        const text = JSON.stringify(make());
        await writeFile(`${this.#path}.new`, text, { mode: 0o600 });
        await rename(`${this.#path}.new`, this.#path);
      } catch (error) {
        this.#failed("the snapshot was not written", error);
      }
    }
  }
}
