import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { randomToken } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import {
  parseObject,
  readGoogleKeys,
  readJws,
  verifyGoogleToken,
} from "../../sources/mod.ts";
import type {
  GoogleKeys,
  JsonFields,
  VerifiedToken,
} from "../../sources/mod.ts";
import { Unreached } from "./outside.ts";
import type { OutsideAnswer } from "./outside.ts";

/** Google rotates its keys over days; a set is renewed when its age passes this. */
const FRESH_MS = 6 * 3_600_000;
/** A set that could not be renewed for so long is told as a degradation. */
const STALE_MS = 48 * 3_600_000;
/** Nobody who makes up key ids may have Google asked more often; each failure doubles it, up to the longest. */
const BETWEEN_MS = 30_000;
const BETWEEN_MS_MAX = 300_000;

export interface GoogleKeyDeps {
  clock: Clock;
  /** Keeps the keys over a restart. */
  file: string;
  fetchKeys(): Promise<OutsideAnswer>;
  failed(what: string, error: unknown): void;
}

const TOKEN_BYTES = 8;

interface KeySet {
  keys: GoogleKeys;
  fetched_at: number;
}

/** Google's public keys: fetched when needed, kept in memory and in a file, and renewed. */
export class GoogleKeyRing {
  readonly #deps: GoogleKeyDeps;
  #set: KeySet | null = null;
  #tried_at = -Infinity;
  #failures = 0;
  #failure: string | null = null;
  #renewing: Promise<void> | null = null;

  constructor(deps: GoogleKeyDeps) {
    this.#deps = deps;
  }

  /**
   * Verifies a token; renews the keys first where they are old or don't have the token's. Throws
   * `Unreached` where that can't be decided without Google.
   */
  async verify(text: string): Promise<VerifiedToken> {
    this.#set ??= this.#readFile();
    const jws = readJws(text);
    const checked = () => verifyGoogleToken(jws, this.#set?.keys ?? new Map());
    const { clock } = this.#deps;
    const age_ms = clock.nowMs() - (this.#set?.fetched_at ?? -Infinity);
    const before = checked();
    if (before.kind === "invalid") return before;
    const is_known = before.kind === "valid";
    if (is_known && age_ms < FRESH_MS) return before;
    const is_due = clock.nowMs() - this.#tried_at >= this.#between_ms;
    if (is_due || this.#renewing !== null) await this.#renew();
    const after = checked();
    if (after.kind === "unknown_key" && this.#failure !== null) {
      throw new Unreached(this.#failure);
    }
    return after;
  }

  /** Why the keys are out of date, as a sentence; null if they aren't, or were never needed. */
  trouble(): string | null {
    if (this.#failure === null) return null;
    const fetched_at = this.#set?.fetched_at ?? null;
    if (fetched_at === null) {
      return `Google's keys can't be fetched, so that Google Play's notifications wait there: ${this.#failure}`;
    }
    const age_ms = this.#deps.clock.nowMs() - fetched_at;
    if (age_ms < STALE_MS) return null;
    const hours = Math.floor(age_ms / 3_600_000);
    return `Google's keys are ${hours} hours old and can't be renewed: ${this.#failure}`;
  }

  get #between_ms(): number {
    return Math.min(BETWEEN_MS * 2 ** this.#failures, BETWEEN_MS_MAX);
  }

  /** One renewal at a time, whoever waits for it. */
  async #renew(): Promise<void> {
    this.#renewing ??= this.#fetch().finally(() => {
      this.#renewing = null;
    });
    await this.#renewing;
  }

  async #fetch(): Promise<void> {
    const { clock, fetchKeys, failed } = this.#deps;
    this.#tried_at = clock.nowMs();
    try {
      const { status, body } = await fetchKeys();
      const keys = readGoogleKeys(body ?? {});
      if (status !== 200 || body === null || keys.size === 0) {
        throw new Unreached(`no keys came with the answer ${status}`);
      }
      this.#set = { keys, fetched_at: clock.nowMs() };
      this.#failure = null;
      this.#failures = 0;
      this.#writeFile(body);
    } catch (error) {
      this.#failure = error instanceof Error ? error.message : String(error);
      this.#failures++;
      failed("fetching Google's keys", error);
    }
  }

  #readFile(): KeySet | null {
    try {
      const kept = parseObject(readFileSync(this.#deps.file, "utf8"));
      const keys = readGoogleKeys(kept ?? {});
      const fetched_at = Number(kept?.fetched_at);
      if (keys.size === 0 || !Number.isSafeInteger(fetched_at)) return null;
      return { keys, fetched_at };
    } catch {
      return null;
    }
  }

  /** Without the file, the keys are fetched once more after a restart. */
  #writeFile(set: JsonFields): void {
    const { clock, file, failed } = this.#deps;
    // Another process may write it at the same time.
    const written = `${file}.${randomToken(TOKEN_BYTES)}.new`;
    try {
      mkdirSync(dirname(file), { recursive: true });
      const text = JSON.stringify({
        fetched_at: clock.nowMs(),
        keys: set.keys,
      });
      writeFileSync(written, text);
      renameSync(written, file);
    } catch (error) {
      failed("keeping Google's keys", error);
      rmSync(written, { force: true });
    }
  }
}
