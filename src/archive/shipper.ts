import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ArchiveError } from "./archive_error.ts";
import { isLineId, spoolOf } from "./archive_line.ts";
import type { ArchiveLine } from "./archive_line.ts";
import { lineKey, walKey } from "./archive_keys.ts";
import { packedSha256, packObject, sha256Of } from "./packed_object.ts";
import type { ArchiveStore } from "./store.ts";
import { isArchivedName } from "./wal_name.ts";

/**
 * Ships what an earlier line of the directory left, oldest first; returns whether anything was. What the store knows no
 * line of has no base backup, and is removed.
 */
export async function shipLeft(
  store: ArchiveStore,
  current: ArchiveLine,
  directory: string,
): Promise<boolean> {
  const left = readdirSync(join(directory, "spool"))
    .filter((id) => isLineId(id) && id !== current.id)
    .sort();
  for (const id of left) {
    const shipper = new Shipper(store, { id }, directory);
    const is_known = await store.has(lineKey(id));
    if (is_known && (await shipper.runOnce()) !== null) return true;
    rmSync(spoolOf(directory, { id }), { recursive: true, force: true });
  }
  return false;
}

/** Moves what Postgres archived of a line into the store; a kill leaves nothing that the next run doesn't finish. */
export class Shipper {
  readonly #store: ArchiveStore;
  readonly #line: { id: string };
  readonly #spool: string;
  #has_line = false;

  /** A line that the store knows may be named by its id alone. */
  constructor(
    store: ArchiveStore,
    line: ArchiveLine | { id: string },
    directory: string,
  ) {
    this.#store = store;
    this.#line = line;
    this.#spool = spoolOf(directory, line);
  }

  /** Ships the oldest segment that waits; returns its name, or null if none waits. */
  async runOnce(): Promise<string | null> {
    const [name] = readdirSync(this.#spool).filter(isArchivedName).sort();
    if (name === undefined) return null;
    await this.#nameLine();
    await this.#ship(name);
    return name;
  }

  /** Whether a segment is in the store. */
  async hasShipped(segment: string): Promise<boolean> {
    return await this.#store.has(walKey(this.#line.id, segment));
  }

  async #ship(name: string): Promise<void> {
    const path = join(this.#spool, name);
    if (!existsSync(path)) return;
    const content = readFileSync(path);
    const key = walKey(this.#line.id, name);
    const there = await this.#store.get(key);
    if (there === null) {
      await this.#store.put(key, await packObject(key, content));
    } else if (packedSha256(key, there) !== sha256Of(content)) {
      throw new ArchiveError(
        `"${key}" in ${this.#store.name} is another one: two trackers run on copies of one data directory, or this one was set back. Remove "${join(this.#spool, "..", "..", "line.json")}" and start again, which begins a new line`,
      );
    }
    rmSync(path, { force: true });
  }

  /** Writes what the line is before its first segment. */
  async #nameLine(): Promise<void> {
    if (this.#has_line) return;
    const key = lineKey(this.#line.id);
    if (!(await this.#store.has(key))) {
      const text = Buffer.from(`${JSON.stringify(this.#line)}\n`);
      await this.#store.put(key, await packObject(key, text));
    }
    this.#has_line = true;
  }
}
