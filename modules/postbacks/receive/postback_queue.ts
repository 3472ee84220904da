import { RECORD_TYPE } from "../../clicks/mod.ts";
import { Problem } from "../../kernel/mod.ts";
import type { QueueMark } from "./queue_mark.ts";
import { readQueued, writeQueued } from "./queue_record.ts";
import type { RawPostback } from "../../sources/mod.ts";

/** A record of the journal. */
interface JournalRecord {
  type: number;
  text: string;
}

interface SharedRecord extends JournalRecord {
  share_max: number;
}

/** A record that could not be judged, nor kept. */
export interface Unreadable {
  reason: string;
  text: string;
}

/** What the queue needs. */
export interface PostbackQueueDeps {
  journal: {
    hasRoomFor(record: SharedRecord): boolean;
    append(record: SharedRecord): Promise<void>;
  };
  mark: Pick<QueueMark, "count" | "add" | "clear">;
  /** Whether all that the journal held when this process began has been drained. */
  isPastStart(): boolean;
  /** Looks whether something else is set up by now. */
  refresh(): Promise<void>;
}

/** Judges what waited, in order; answers which could not even be kept. */
export type JudgeQueued = (
  raws: readonly RawPostback[],
) => Promise<{ id: string; reason: string }[]>;

/** A record may have this many bytes at most in the journal; a character takes up to three. */
const RECORD_BYTES_MAX = 262_144;
/** Postbacks wait only where no more than this share of the journal would wait with them; the rest is kept for clicks. */
const SHARE_MAX = 0.75;
/** The same for those that name neither a click of ours nor a source, or lack its proof. */
const UNKNOWN_SHARE_MAX = 1 / 16;
const RETRY_AFTER_S = 60;
/** With no more than so many left, those that arrive wait for the end rather than queue up. */
const HANDOVER_MAX = 1_000;
/** So long, and so many: then they queue up all the same. */
const HANDOVER_MS_MAX = 2_000;
const HELD_MAX = 5_000;

/**
 * Postbacks that came while the database was away: they wait in the journal, and
 * as long as one waits all others wait behind it, so that each instance judges
 * its own in order of arrival. When few are left, those that arrive are held
 * until these are judged: under a steady load it would never end otherwise.
 */
export class PostbackQueue {
  readonly #deps: PostbackQueueDeps;
  #judge: JudgeQueued | undefined;
  /** Drains the journal soon. */
  #nudge: () => void = () => {};
  /** How many may wait from before this process began. */
  #before: number;
  #waiting = 0;
  #held = 0;
  #handover: PromiseWithResolvers<void> | undefined;
  #deadline: AbortSignal | undefined;

  constructor(deps: PostbackQueueDeps) {
    this.#deps = deps;
    this.#before = deps.mark.count;
  }

  /** Says who judges, and how to have the journal drained soon. */
  open(judge: JudgeQueued, nudge: () => void): void {
    this.#judge = judge;
    this.#nudge = nudge;
  }

  /** How many wait; after a crash it may be more than there are until the journal has been drained. */
  get count(): number {
    if (this.#before > 0 && this.#deps.isPastStart()) {
      this.#before = 0;
      this.#settle();
    }
    return this.#before + this.#waiting;
  }

  /** Whether one that arrives now has to wait behind others. */
  get is_waiting(): boolean {
    return this.count > 0;
  }

  /** Waits where the last of the queue are just being judged. */
  async ready(): Promise<void> {
    while (this.#handover !== undefined) {
      if (this.#held >= HELD_MAX) return this.#endHandover();
      this.#held++;
      await this.#handover.promise.finally(() => this.#held--);
    }
  }

  /** Takes one in; settles when it is safe in the journal. A Problem where its share of the journal is used up. */
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

  /** Judges records of the journal, with what is set up by now; answers which of them are none. */
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
  const detail = "The database is away, and too many postbacks wait for it";
  return new Problem(503, "unavailable", detail, {
    headers: { "retry-after": String(RETRY_AFTER_S) },
  });
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text, "utf8");
}
