import { desc } from "drizzle-orm";
import { insertRows } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { clickKeys } from "../../db/schema/mod.ts";
import { seal, unseal } from "../kernel/mod.ts";
import type { Clock, SealKey } from "../kernel/mod.ts";

const KEY_BYTES = 32;

/** What the ring needs: the database, the clock, and the key that seals the keys. */
export interface KeyRingDeps {
  db: Database;
  clock: Clock;
  seal_key: SealKey;
}

/** The keys that sign click ids. They are kept in the database, sealed under the network's key. */
export class KeyRing {
  readonly #deps: KeyRingDeps;
  #keys = new Map<number, Uint8Array>();
  #signing = 0;

  constructor(deps: KeyRingDeps) {
    this.#deps = deps;
  }

  /** Loads the keys; makes the first one where there is none. */
  async load(): Promise<void> {
    let rows = await this.#read();
    if (rows.length === 0) {
      await this.#makeFirst();
      rows = await this.#read();
    }
    this.#keys = new Map(
      rows.map((row) => [
        row.key_number,
        unseal(this.#deps.seal_key, row.sealed, context(row.key_number)),
      ]),
    );
    this.#signing = rows[0]?.key_number ?? 0;
  }

  /** The key of a number, as it stands in a click id. */
  key(key_number: number): Uint8Array | undefined {
    return this.#keys.get(key_number);
  }

  /** The key that new ids are signed with. */
  signing(): { key_number: number; key: Uint8Array } {
    const key = this.#keys.get(this.#signing);
    if (key === undefined) throw new Error("The key ring has not been loaded");
    return { key_number: this.#signing, key };
  }

  async #read() {
    return await this.#deps.db
      .select()
      .from(clickKeys)
      .orderBy(desc(clickKeys.published_at));
  }

  /** Two instances that start together make one key: the first row stands. */
  async #makeFirst(): Promise<void> {
    const key = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
    const row = {
      key_number: 0,
      sealed: seal(this.#deps.seal_key, key, context(0)),
      published_at: this.#deps.clock.nowMs(),
    };
    await insertRows(this.#deps.db, clickKeys, [row], { skip_conflicts: true });
  }
}

function context(key_number: number): string {
  return `click key ${key_number}`;
}
