import { inArray } from "drizzle-orm";
import {
  insertRows,
  isConnectionFault,
  isRepeatable,
  isRowFault,
  postgresCode,
} from "../../../db/mod.ts";
import type { Database } from "../../../db/mod.ts";
import { allPostbacks, postbacks } from "../../../db/schema/mod.ts";
import { Batcher, QueueFullError, StoppedError } from "../../kernel/mod.ts";
import type { Outcome } from "../../kernel/mod.ts";
import type { ConversionRow } from "../../conversions/mod.ts";
import type { Outbox } from "../../deliveries/mod.ts";
import type { RefusalCode, RawPostback } from "../../sources/mod.ts";
import { Lanes } from "./lanes.ts";
import { limitedAnswer, queuedAnswer } from "./answer.ts";
import type { Answer } from "./answer.ts";
import type { PostbackQueue } from "./postback_queue.ts";
import { readPostback } from "../read/read_postback.ts";
import type {
  ReadPostback,
  ReadPostbackDeps,
  Taking,
} from "../read/read_postback.ts";
import { SenderLimits } from "../read/sender_limits.ts";
import { tierEvents } from "../judge/tier_events.ts";
import { Lost, settleBatch } from "./settle_batch.ts";
import type { SettleDeps } from "./settle_batch.ts";
import type { Judged, Work } from "./work.ts";
import type { StoredPostback } from "./stored_postback.ts";
import { workKeys } from "../judge/work_keys.ts";
import { rowOf } from "./write_postbacks.ts";
export type { StoredPostback } from "./stored_postback.ts";

const BATCH_MAX = 500;
/** While one batch is written the next is judged. */
const LANES = 2;
const QUEUE_MAX = 10_000;
const ROUNDS_MAX = 20;

/** What is needed to receive postbacks. */
export interface ReceiverDeps
  extends ReadPostbackDeps, Omit<SettleDeps, "outbox" | "configuration"> {
  db: Database;
  outbox: Outbox;
  /** Told of what judging threw. */
  failed(what: string, error: unknown): void;
  /** How many share a transaction at most. */
  batch_max?: number;
  /** Where postbacks wait while the database is away; without it their senders have to try again. */
  queue?: PostbackQueue;
  /** Told of the conversions that were just made or changed: something may wait for them. */
  made?(rows: readonly ConversionRow[]): void;
}

/** An answer with what it says about its postback, for whoever puts it into a form. */
export interface Answered {
  answer: Answer;
  read: ReadPostback | null;
}

/** What waited or is judged again uses no nonce up. */
const AS_OF_ARRIVAL: Taking = { checks_nonce: false, explains: true };

/** What is put into the queue is only looked at for the form of its answer. */
const OFFLINE: Taking = { ...AS_OF_ARRIVAL, explains: false, is_offline: true };

/**
 * Receives postbacks: those that arrive together are judged and committed
 * together, the raw request with its verdict, the conversion, its money and its
 * deliveries in one transaction.
 */
export class Receiver {
  readonly #deps: ReceiverDeps;
  readonly #lanes: Lanes<Work, Judged>;
  readonly #limits = new SenderLimits();
  #limited = 0;

  constructor(deps: ReceiverDeps) {
    this.#deps = deps;
    const { rules } = deps;
    this.#lanes = new Lanes({
      name: "postbacks",
      lanes: Array.from({ length: LANES }, () => this.#lane()),
      keysOf: ({ read }) => workKeys(read, rules),
      waiting_max: QUEUE_MAX,
    });
  }

  /** How many were answered 429, and so counted but not kept. */
  get limited(): number {
    return this.#limited;
  }

  /** Judges a postback and keeps it, whatever the verdict; while the database is away it is queued. */
  async receive(raw: RawPostback): Promise<Answered> {
    const { queue } = this.#deps;
    if (queue === undefined) return await this.#receiveNow(raw);
    await queue.ready();
    if (queue.is_waiting) return await this.#enqueue(raw, queue, true);
    try {
      return await this.#receiveNow(raw);
    } catch (error) {
      if (!isConnectionFault(error)) throw error;
      return await this.#enqueue(raw, queue, false);
    }
  }

  /** Where judging itself throws the postback is kept alone, as `error`. */
  async #receiveNow(raw: RawPostback): Promise<Answered> {
    const { queue } = this.#deps;
    const explains = !this.#limits.isBlocked(raw);
    const taking = { checks_nonce: true, explains };
    const read = await readPostback(raw, taking, this.#deps);
    const wait_s = this.#limits.take(read);
    if (wait_s > 0) {
      this.#limited += 1;
      return { answer: limitedAnswer(wait_s), read };
    }
    // Others may have begun to wait while this one was read.
    if (queue?.is_waiting) return await this.#enqueue(raw, queue, false);
    try {
      const { answer } = await this.#lanes.submit({ read, stored: null });
      return { answer, read };
    } catch (error) {
      if (isForCaller(error) || isConnectionFault(error)) throw error;
      this.#deps.failed("judging a postback", error);
      return { answer: await this.#keepAsError(read), read };
    }
  }

  /**
   * Judges postbacks that waited in the journal, as of their arrival, in order.
   * Those that are on record already are passed over: handing one in twice is the
   * same as once. Answers which could not even be kept.
   */
  async receiveQueued(
    raws: readonly RawPostback[],
  ): Promise<{ id: string; reason: string }[]> {
    const known = await this.#known(raws.map(({ id }) => id));
    const unkept: { id: string; reason: string }[] = [];
    const works: Work[] = [];
    for (const raw of raws) {
      if (known.has(raw.id)) continue;
      try {
        const read = await readPostback(raw, AS_OF_ARRIVAL, this.#deps);
        works.push({ read, stored: null });
      } catch (error) {
        if (isConnectionFault(error)) throw error;
        unkept.push({ id: raw.id, reason: String(error) });
      }
    }
    // One part after the other: a fault in between must not let later ones go first.
    for (let at = 0; at < works.length; at += BATCH_MAX) {
      const part = works.slice(at, at + BATCH_MAX);
      const kept = await Promise.all(
        part.map((one) => this.#submitOrKeep(one)),
      );
      unkept.push(...kept.filter((one) => one !== null));
    }
    return unkept;
  }

  /** Judges postbacks again that are on record, with today's configuration, as of their arrival; `wanted` may pass some over by what they say. */
  async replay(
    stored: readonly StoredPostback[],
    wanted: (read: ReadPostback) => boolean = () => true,
  ): Promise<Judged[]> {
    const works: Work[] = [];
    for (const { raw, verdicts, is_stranger } of stored) {
      const read = await readPostback(raw, AS_OF_ARRIVAL, this.#deps);
      if (wanted(read)) works.push({ read, stored: verdicts, is_stranger });
    }
    return await Promise.all(works.map((work) => this.#lanes.submit(work)));
  }

  /** What would become of postbacks, one after the other: judged like any, and nothing of it is kept. */
  async rehearse(
    raws: readonly RawPostback[],
    taking: Taking = AS_OF_ARRIVAL,
  ): Promise<Judged[]> {
    const works: Work[] = [];
    for (const raw of raws) {
      const read = await readPostback(raw, taking, this.#deps);
      // As if on record: nothing is counted, whose rows others would wait for.
      works.push({ read, stored: [] });
    }
    await this.#deps.tiers.begin(tierEvents(works, this.#deps.clock));
    const judged: Judged[] = [];
    await this.#deps.db
      .transaction(async (tx) => {
        for (let at = 0; at < works.length; at += BATCH_MAX) {
          const part = works.slice(at, at + BATCH_MAX);
          const how = { is_rehearsal: true };
          const { settled } = await settleBatch(tx, part, this.#deps, how);
          judged.push(...settled);
        }
        throw new Rehearsed();
      })
      .catch((error: unknown) => {
        if (!(error instanceof Rehearsed)) throw error;
      });
    return judged;
  }

  /** Judges what was handed in, then takes no more. */
  async stop(): Promise<void> {
    await this.#lanes.stop();
  }

  /** Puts a postback into the queue, in the form of answer that its sender knows. */
  async #enqueue(
    raw: RawPostback,
    queue: PostbackQueue,
    is_first_look: boolean,
  ): Promise<Answered> {
    const read = await readPostback(raw, OFFLINE, this.#deps);
    const wait_s = is_first_look ? this.#limits.take(read) : 0;
    if (wait_s > 0) {
      this.#limited += 1;
      return { answer: limitedAnswer(wait_s), read };
    }
    const { trace, source } = read;
    const is_known =
      (trace.subject.click_id !== null || source !== null) && !lacksProof(read);
    await queue.add(read.kept, { is_known });
    return { answer: queuedAnswer(raw.id), read };
  }

  /** Judges one, or keeps it as `error`; answers why not even that was done. */
  async #submitOrKeep(
    work: Work,
  ): Promise<{ id: string; reason: string } | null> {
    try {
      await this.#lanes.submit(work);
      return null;
    } catch (error) {
      if (isForCaller(error) || isConnectionFault(error)) throw error;
      this.#deps.failed("judging a queued postback", error);
    }
    try {
      await this.#keepAsError(work.read);
      return null;
    } catch (error) {
      if (isConnectionFault(error)) throw error;
      // It was committed after all when the way to the database was lost.
      const { id } = work.read.raw;
      if ((await this.#known([id])).has(id)) return null;
      return { id, reason: String(error) };
    }
  }

  #lane(): Batcher<Work, Judged> {
    return new Batcher({
      name: "postbacks",
      batch_max: this.#deps.batch_max ?? BATCH_MAX,
      queue_max: QUEUE_MAX,
      repeat: (error) => isRepeatable(error) || postgresCode(error) === "23505",
      split: (error) => isRowFault(error) || postgresCode(error) === undefined,
      run: (works) => this.#judgeAndWrite(works),
    });
  }

  async #judgeAndWrite(works: Work[]): Promise<Outcome<Judged>[]> {
    const { caps, rates } = this.#deps;
    const judged = new Map<Work, Judged>();
    let open: readonly Work[] = works;
    for (let round = 0; open.length > 0; round++) {
      if (round === ROUNDS_MAX) {
        throw new Error(
          `Cannot settle ${open.length} postbacks: others keep changing the same conversions`,
        );
      }
      const { settled, lost } = await this.#settle(open, round > 0);
      for (const entry of settled) {
        judged.set(entry.work, entry);
        caps.noteConversions(entry.cap_added);
        const { received_at } = entry.work.read.raw;
        if (entry.rate_key !== null) rates.add(entry.rate_key, received_at);
      }
      open = lost;
    }
    const steps = [...judged.values()].flatMap(({ step }) => step ?? []);
    this.#deps.made?.(steps.map(({ after }) => after));
    return works.map((work) => {
      const value = judged.get(work);
      if (value === undefined) throw new Error("A postback was not judged");
      return { ok: true, value };
    });
  }

  /** Settles at once; only after something was lost does it wait to learn what. */
  async #settle(works: readonly Work[], is_careful: boolean) {
    const { db, outbox, tiers, clock } = this.#deps;
    await tiers.begin(tierEvents(works, clock));
    try {
      return await outbox.transaction(db, (tx) =>
        settleBatch(tx, works, this.#deps, { is_careful }),
      );
    } catch (error) {
      if (error instanceof Lost) return { settled: [], lost: works };
      throw error;
    }
  }

  async #known(ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.#deps.db
      .select({ id: allPostbacks.id })
      .from(allPostbacks)
      .where(inArray(allPostbacks.id, [...ids]));
    return new Set(rows.map(({ id }) => id));
  }

  /** Judging threw: the request itself is kept all the same, and the sender may try again. */
  async #keepAsError(read: ReadPostback): Promise<Answer> {
    const detail =
      "Judging failed; the request is kept and can be judged again";
    const answer = { status: 503, outcome: "error", detail, body: null };
    const work: Work = { read, stored: null };
    const trace = read.trace;
    await insertRows(this.#deps.db, postbacks, [
      rowOf({ work, answer, trace, conversion_id: null }),
    ]);
    return { ...answer, outcome: "unavailable" };
  }
}

/** Thrown to undo a rehearsal. */
class Rehearsed extends Error {}

/** Refusals that are certain without the database, and that anybody can bring about. */
const LACK_OF_PROOF: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  "source_required",
  "missing_signature",
  "bad_signature",
  "bad_token",
  "sender_not_allowed",
]);

function lacksProof({ result }: ReadPostback): boolean {
  if (result.kind !== "refused") return false;
  return LACK_OF_PROOF.has(result.refusal.code);
}

function isForCaller(error: unknown): boolean {
  return error instanceof QueueFullError || error instanceof StoppedError;
}
