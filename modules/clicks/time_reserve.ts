import type { LeaseTerm } from "./node_lease_table.ts";
import { reserveFile } from "./time_reserve_file.ts";
import type { ReserveFile } from "./time_reserve_file.ts";

/** Below this remainder, more time is reserved in the background. */
export const RESERVE_LOW_MS = 2_000;

const AHEAD_MS = 5_000;
const RECORD_CHARS = 512;

/** Time could not be reserved on disk. */
export class TimeReserveFailed extends Error {
  override readonly name = "TimeReserveFailed";
}

/** The content of the file. */
interface ReserveRecord {
  /** The identity of the file it was written to; a copy has another. */
  identity: string;
  node: number;
  holder: string;
  leased_until: number;
  /** No id of this holder carries this time or a later one. */
  reserved_until: number;
}

/**
 * A process's node number and time limit on disk: "no id later than T" is written before ids come
 * near T. A restart while the database is down resumes the number and mints from T on, so that a
 * clock set back meanwhile repeats no id.
 *
 * After a failed write the disk's content is unknown, so nothing more is written. Ids of the number
 * that may be on disk stay below the last T known to be written, and the lease takes another number
 * that is never written to disk: it needs no reserve, because no restart can resume it.
 */
export class TimeReserve {
  /**
   * The previous process's lease on this directory, usable from `leased_from` on; null if there is
   * none.
   */
  readonly left: LeaseTerm | null;
  readonly #file: ReserveFile;
  #kept: { term: LeaseTerm; reserved_until: number } | null = null;
  #writing: Promise<void> | undefined;
  #failure: unknown;

  constructor(deps: { directory: string } | { file: ReserveFile }) {
    this.#file = "file" in deps ? deps.file : reserveFile(deps.directory);
    const record = decodeRecord(this.#file.read());
    if (record === null || record.identity !== this.#file.identity) {
      this.left = null;
      return;
    }
    const { node, holder, leased_until, reserved_until } = record;
    this.left = { node, holder, leased_until, leased_from: reserved_until };
    this.#kept = { term: this.left, reserved_until };
  }

  /** Whether the disk failed; then nothing more is written. */
  get failed(): boolean {
    return this.#failure !== undefined;
  }

  /** The first time an id of this holder may not carry. */
  limitOf(holder: string): number {
    const is_kept = this.#kept?.term.holder === holder;
    return is_kept ? (this.#kept?.reserved_until ?? 0) : Infinity;
  }

  /** Records a lease before it is minted with. */
  async keep(term: LeaseTerm, now_ms: number): Promise<void> {
    while (this.#writing !== undefined) await this.#writing;
    const is_same = this.#kept?.term.holder === term.holder;
    const from_ms = Math.max(now_ms, is_same ? 0 : term.leased_from);
    const least = is_same ? this.limitOf(term.holder) : 0;
    await this.#write(term, Math.max(from_ms + AHEAD_MS, least));
    if (this.failed) {
      throw new TimeReserveFailed("Cannot write the node number to the disk", {
        cause: this.#failure,
      });
    }
  }

  /** Reserves more time in the background, unless a write is in progress. */
  extend(from_ms: number): void {
    if (this.#kept === null || this.#isBusy()) return;
    void this.#write(this.#kept.term, from_ms + AHEAD_MS);
  }

  /** Reserves more time synchronously, unless a write is in progress. */
  extendNow(from_ms: number): void {
    if (this.#kept === null || this.#isBusy()) return;
    const { term } = this.#kept;
    const reserved_until = from_ms + AHEAD_MS;
    try {
      this.#file.writeNow(this.#encode(term, reserved_until));
      this.#kept = { term, reserved_until };
    } catch (error) {
      this.#failure = error;
    }
  }

  /** Closes the file. Given the first unused time, the next start can begin there. */
  async close(unused_from_ms = Infinity): Promise<void> {
    await this.#writing;
    const kept = this.#kept;
    if (kept !== null && !this.failed && unused_from_ms < Infinity) {
      const { term } = kept;
      const reserved_until = Math.max(unused_from_ms, term.leased_from);
      // First in memory, then on disk, so that a concurrent mint can't go past it.
      this.#kept = { term, reserved_until };
      await this.#write(term, reserved_until);
    }
    this.#file.close();
  }

  #isBusy(): boolean {
    return this.#writing !== undefined || this.failed;
  }

  /** One write at a time, so that an older one never overwrites a newer one. Never throws. */
  #write(term: LeaseTerm, reserved_until: number): Promise<void> {
    const text = this.#encode(term, reserved_until);
    this.#writing = this.#file.write(text).then(
      () => {
        this.#writing = undefined;
        this.#kept = { term, reserved_until };
      },
      (error: unknown) => {
        this.#writing = undefined;
        this.#failure = error ?? "unknown";
      },
    );
    return this.#writing;
  }

  #encode(term: LeaseTerm, reserved_until: number): string {
    const { node, holder, leased_until } = term;
    const { identity } = this.#file;
    return encodeRecord({
      identity,
      node,
      holder,
      leased_until,
      reserved_until,
    });
  }
}

/** Fixed length, so that the file never grows and a full disk still takes it. */
function encodeRecord(record: ReserveRecord): string {
  const json = JSON.stringify(record);
  return `${Bun.hash.crc32(json)} ${json}`.padEnd(RECORD_CHARS - 1) + "\n";
}

function decodeRecord(text: string): ReserveRecord | null {
  const [, sum, json = ""] = /^(\d+) (\{.*\})\s*$/.exec(text) ?? [];
  if (sum === undefined || Number(sum) !== Bun.hash.crc32(json)) return null;
  return JSON.parse(json) as ReserveRecord;
}
