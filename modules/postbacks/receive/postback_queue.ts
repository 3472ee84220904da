import { RECORD_TYPE } from "../../clicks/mod.ts";
import { Problem } from "../../kernel/mod.ts";
import type { QueueMark } from "./queue_mark.ts";
import { readQueued, writeQueued } from "./queue_record.ts";
import type { RawPostback } from "../../sources/mod.ts";

interface JournalRecord {
  type: number;
  text: string;
}

interface SharedRecord extends JournalRecord {
  share_max: number;
}

/** A record that could be neither judged nor kept. */
export interface Unreadable {
  reason: string;
  text: string;
}

export interface PostbackQueueDeps {
  journal: {
    hasRoomFor(record: SharedRecord): boolean;
    append(record: SharedRecord): Promise<void>;
  };
  mark: Pick<QueueMark, "count" | "add" | "clear">;
  /** Whether everything that was in the journal when this process started has been drained. */
  isPastStart(): boolean;
  /** Reloads the configuration if it has changed. */
  refresh(): Promise<void>;
}

/** Judges queued postbacks in order; returns those that could not even be kept. */
export type JudgeQueued = (
  raws: readonly RawPostback[],
) => Promise<{ id: string; reason: string }[]>;

/** Maximum size of a record in the journal; a character takes up to three bytes. */
const RECORD_BYTES_MAX = 262_144;
/**
 * Maximum share of the journal that may be full once a postback is queued; the rest is reserved
 * for clicks.
 */
const SHARE_MAX = 0.75;
/** The same for postbacks that name neither our click nor a source, or lack the required proof. */
const UNKNOWN_SHARE_MAX = 1 / 16;
const RETRY_AFTER_S = 60;
/**
 * With this many or fewer left, new arrivals are held until the queue is empty instead of
 * queued.
 */
const HANDOVER_MAX = 1_000;
/** Limits of holding arrivals, in time and number; beyond either they are queued after all. */
const HANDOVER_MS_MAX = 2_000;
const HELD_MAX = 5_000;

/**
 * Postbacks received while the database was unavailable. They wait in the journal, and while
 * any waits, all later ones queue behind it, so that each instance judges its own in arrival
 * order. When few are left, new arrivals are held until these are judged: under steady load the
 * queue would never empty otherwise.
 */
export class PostbackQueue {
  readonly #deps: PostbackQueueDeps;
  #judge: JudgeQueued | undefined;
  /** Triggers a drain of the journal. */
  #nudge: () => void = () => {};
  /** Upper bound of the postbacks left by an earlier process. */
  #before: number;
  #waiting = 0;
  #held = 0;
  #handover: PromiseWithResolvers<void> | undefined;
  #deadline: AbortSignal | undefined;

  constructor(deps: PostbackQueueDeps) {
    this.#deps = deps;
    this.#before = deps.mark.count;
  }

  /** Sets the judge and the function that triggers a drain. */
  open(judge: JudgeQueued, nudge: () => void): void {
    this.#judge = judge;
    this.#nudge = nudge;
  }

  /** Number waiting. After a crash it may be too high until the journal has been drained. */
  get count(): number {
    if (this.#before > 0 && this.#deps.isPastStart()) {
      this.#before = 0;
      this.#settle();
    }
    return this.#before + this.#waiting;
  }

  /** Whether a new arrival has to wait behind others. */
  get is_waiting(): boolean {
    return this.count > 0;
  }

  /** Waits while the last queued postbacks are being judged. */
  async ready(): Promise<void> {
    while (this.#handover !== undefined) {
      if (this.#held >= HELD_MAX) return this.#endHandover();
      this.#held++;
      await this.#handover.promise.finally(() => this.#held--);
    }
  }

  /**
   * Queues a postback; resolves once it is safe in the journal. Throws a Problem if its share
   * of the journal is used up.
   */
  async add(raw: RawPostback, { is_known = true } = {}): Promise<void> {
    const text = writeQueued(raw);
    const size = bytesOf(text);
    if (size > RECORD_BYTES_MAX)
      throw new RangeError(`Cannot queue a postback of ${text.length} chars`);
    const share_max = is_known ? SHARE_MAX : UNKNOWN_SHARE_MAX;
    const record = { type: RECORD_TYPE.postback, text, share_max };
    if (!this.#deps.journal.hasRoomFor(record)) throw noRoom();
    const is_first = this.count === 0;
    this.#waiting++;
    try {
      this.#deps.mark.add(is_first);
      await this.#deps.journal.append(record);
    } catch (error) {
      this.#waiting--;
      this.#settle();
      throw this.#deps.journal.hasRoomFor(record) ? error : noRoom();
    }
  }

  /**
   * Judges journal records against the current configuration; returns those that are
   * unreadable.
   */
  async judge(records: readonly JournalRecord[]): Promise<Unreadable[]> {
    try {
      const unreadable = await this.#judgeAll(records);
      const own = records.filter(({ type }) => type === RECORD_TYPE.postback);
      this.#passed(own.length);
      return unreadable;
    } catch (error) {
      this.#endHandover();
      throw error;
    }
  }

  async #judgeAll(records: readonly JournalRecord[]): Promise<Unreadable[]> {
    const unreadable: Unreadable[] = [];
    const texts = new Map<string, string>();
    const raws: RawPostback[] = [];
    for (const { type, text } of records) {
      const raw = type === RECORD_TYPE.postback ? readQueued(text) : null;
      if (raw === null) {
        unreadable.push({ reason: `no record of type ${type}`, text });
        continue;
      }
      texts.set(raw.id, text);
      raws.push(raw);
    }
    if (raws.length === 0) return unreadable;
    if (this.#judge === undefined) throw new Error("Nobody judges yet");
    await this.#deps.refresh();
    for (const { id, reason } of await this.#judge(raws)) {
      unreadable.push({ reason, text: texts.get(id) ?? "" });
    }
    return unreadable;
  }

  #passed(count: number): void {
    if (this.#before > 0 && !this.#deps.isPastStart()) {
      this.#before = Math.max(1, this.#before - count);
      return;
    }
    this.#before = 0;
    this.#waiting = Math.max(0, this.#waiting - count);
    this.#settle();
    if (this.count === 0 || this.count > HANDOVER_MAX) return;
    if (this.#handover === undefined) this.#beginHandover();
    this.#nudge();
  }

  #settle(): void {
    if (this.count > 0) return;
    this.#deps.mark.clear();
    this.#endHandover();
  }

  #beginHandover(): void {
    this.#handover = Promise.withResolvers();
    const deadline = AbortSignal.timeout(HANDOVER_MS_MAX);
    deadline.addEventListener("abort", () => {
      if (deadline === this.#deadline) this.#endHandover();
    });
    this.#deadline = deadline;
  }

  #endHandover(): void {
    this.#deadline = undefined;
    this.#handover?.resolve();
    this.#handover = undefined;
  }
}

function noRoom(): Problem {
  const detail =
    "The database is not available, and too many postbacks are waiting";
  return new Problem(503, "unavailable", detail, {
    headers: { "retry-after": String(RETRY_AFTER_S) },
  });
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text, "utf8");
}
