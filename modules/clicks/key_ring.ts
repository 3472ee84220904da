import { asc, eq, sql } from "drizzle-orm";
import { insertRows } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { clickKeys } from "../../db/schema/mod.ts";
import { isoTime, seal, unseal } from "../kernel/mod.ts";
import type { Clock, SealKey } from "../kernel/mod.ts";

const KEY_BYTES = 32;
/** A click id has five bits for its key number. */
const KEY_NUMBERS = 32;
/** By then every instance has loaded a new key, so ids can be verified everywhere. */
const SIGNS_AFTER_MS = 60_000;
/** How long ids verify after their key last signed. */
const ID_LIFE_DAYS = 400;
const ID_LIFE_MS = ID_LIFE_DAYS * 86_400_000;
const MISS_PAUSE_MS = 1_000;

/** Dependencies of the key ring: the database, the clock, and the key that seals the keys. */
export interface KeyRingDeps {
  db: Database;
  clock: Clock;
  seal_key: SealKey;
}

/** A key stored outside the database: sealed, in base64. */
export interface SealedKey {
  key_number: number;
  sealed: string;
  published_at: number;
}

/** A new key can't be published now; the message says why. */
export class KeyRotationRefused extends Error {
  override readonly name = "KeyRotationRefused";
}

interface RingKey extends SealedKey {
  key: Uint8Array;
}

/** The keys that sign click ids, stored in the database, sealed with the network's key. */
export class KeyRing {
  readonly #deps: KeyRingDeps;
  /** In order of publication. */
  #published: readonly RingKey[] = [];
  #by_number = new Map<number, Uint8Array>();
  #signing: RingKey | undefined;
  #signs_until = 0;
  #miss: { reload: Promise<void>; at_ms: number; is_done: boolean } | undefined;

  constructor(deps: KeyRingDeps) {
    this.#deps = deps;
  }

  /** Loads the keys; creates the first if there is none. */
  async load(): Promise<void> {
    await this.refresh();
    if (this.#published.length > 0) return;
    const published_at = this.#deps.clock.nowMs();
    // If two instances start together, the first row wins.
    const row = { ...this.#newKey(0), published_at };
    await insertRows(this.#deps.db, clickKeys, [row], {
      on_conflict: "do nothing",
    });
    await this.refresh();
  }

  /** Reloads the keys; every instance must do so within a minute of a rotation. */
  async refresh(): Promise<void> {
    const rows = await this.#deps.db
      .select()
      .from(clickKeys)
      .orderBy(asc(clickKeys.published_at), asc(clickKeys.key_number));
    const keys = rows.map(({ key_number, sealed, published_at }) => {
      const base64 = Buffer.from(sealed).toString("base64");
      return { key_number, sealed: base64, published_at };
    });
    this.loadSnapshot(keys);
  }

  /** The sealed keys, to be kept on disk for a start without the database. */
  snapshot(): SealedKey[] {
    return this.#published.map(({ key_number, sealed, published_at }) => {
      return { key_number, sealed, published_at };
    });
  }

  /** Loads a snapshot; throws if it was sealed with another key. */
  loadSnapshot(keys: readonly SealedKey[]): void {
    const { seal_key } = this.#deps;
    this.#published = keys
      .map((sealed) => ({ ...sealed, key: openKey(seal_key, sealed) }))
      .sort((a, b) => a.published_at - b.published_at);
    this.#by_number = new Map(
      this.#published.map(({ key_number, key }) => [key_number, key]),
    );
    this.#signs_until = -Infinity;
  }

  /** The key with a number from a click id. */
  key(key_number: number): Uint8Array | undefined {
    return this.#by_number.get(key_number);
  }

  /**
   * The key of a number, reloading from the database if unknown. Invented numbers cost at most one
   * query a second. Throws if the database can't be asked: then nothing may be refused.
   */
  async keyOrReload(key_number: number): Promise<Uint8Array | undefined> {
    const known = this.key(key_number);
    if (known !== undefined) return known;
    await this.#reloadForMiss();
    return this.key(key_number);
  }

  /** The signing key: the newest that was published at least a minute ago. */
  signing(): { key_number: number; key: Uint8Array } {
    const now_ms = this.#deps.clock.nowMs();
    if (now_ms >= this.#signs_until) this.#chooseSigning(now_ms);
    if (this.#signing === undefined) {
      throw new Error("The key ring has not been loaded");
    }
    return this.#signing;
  }

  /** Publishes a new key. It verifies at once, and signs from the returned time. */
  async rotate(): Promise<{ key_number: number; signs_from: number }> {
    await this.load();
    const now_ms = this.#deps.clock.nowMs();
    const key_number = this.#nextNumber(now_ms);
    const old = this.#published.find((key) => key.key_number === key_number);
    const row = { ...this.#newKey(key_number), published_at: now_ms };
    const { db } = this.#deps;
    const done = await db
      .insert(clickKeys)
      .values(row)
      .onConflictDoUpdate({
        target: clickKeys.key_number,
        set: { sealed: row.sealed, published_at: row.published_at },
        setWhere:
          old === undefined
            ? sql`false`
            : eq(clickKeys.published_at, old.published_at),
      })
      .returning({ key_number: clickKeys.key_number });
    if (done.length === 0) {
      throw new KeyRotationRefused(
        "Cannot rotate the click key: another instance did so just now",
      );
    }
    await this.refresh();
    return { key_number, signs_from: now_ms + SIGNS_AFTER_MS };
  }

  #newKey(key_number: number) {
    const key = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
    const sealed = seal(this.#deps.seal_key, key, context(key_number));
    return { key_number, sealed };
  }

  /** A number is reused only after all ids it signed have expired. */
  #nextNumber(now_ms: number): number {
    const newest = this.#published.at(-1);
    if (newest === undefined) return 0;
    const newest_signs_from = newest.published_at + SIGNS_AFTER_MS;
    if (this.#published.length > 1 && now_ms < newest_signs_from) {
      throw new KeyRotationRefused(
        `Cannot rotate the click key: key ${newest.key_number} signs only from ${isoTime(newest_signs_from)} on`,
      );
    }
    const key_number = (newest.key_number + 1) % KEY_NUMBERS;
    const at = this.#published.findIndex((k) => k.key_number === key_number);
    if (at < 0) return key_number;
    const successor = this.#published[at + 1] ?? newest;
    const signed_until = successor.published_at + SIGNS_AFTER_MS;
    if (now_ms < signed_until + ID_LIFE_MS) {
      throw new KeyRotationRefused(
        `Cannot rotate the click key: number ${key_number} signed until ${isoTime(signed_until)}, and its ids live for ${ID_LIFE_DAYS} days`,
      );
    }
    return key_number;
  }

  #chooseSigning(now_ms: number): void {
    const signsFrom = (key: RingKey) => key.published_at + SIGNS_AFTER_MS;
    const next = this.#published.find((key) => signsFrom(key) > now_ms);
    this.#signing =
      this.#published.findLast((key) => signsFrom(key) <= now_ms) ??
      this.#published[0];
    this.#signs_until = next === undefined ? Infinity : signsFrom(next);
  }

  #reloadForMiss(): Promise<void> {
    const now_ms = this.#deps.clock.nowMs();
    const last = this.#miss;
    if (last !== undefined) {
      const is_near = Math.abs(now_ms - last.at_ms) < MISS_PAUSE_MS;
      if (!last.is_done || is_near) return last.reload;
    }
    const reload = this.refresh().finally(() => {
      miss.is_done = true;
    });
    const miss = { reload, at_ms: now_ms, is_done: false };
    this.#miss = miss;
    return reload;
  }
}

function openKey(seal_key: SealKey, sealed: SealedKey): Uint8Array {
  const { key_number } = sealed;
  const bytes = Buffer.from(sealed.sealed, "base64");
  try {
    return unseal(seal_key, bytes, context(key_number));
  } catch (cause) {
    throw new Error(
      `Cannot open click key ${key_number}: TALLYHO_KEY is not the one it was sealed with`,
      { cause },
    );
  }
}

function context(key_number: number): string {
  return `click key ${key_number}`;
}
