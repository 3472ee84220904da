import { inArray } from "drizzle-orm";
import {
  insertRows,
  isConnectionFault,
  isRepeatable,
  isRowFault,
  postgresCode,
} from "../../../db/mod.ts";
import type { Actor, Database } from "../../../db/mod.ts";
import { allPostbacks, postbacks } from "../../../db/schema/mod.ts";
import { Batcher, QueueFullError, StoppedError } from "../../kernel/mod.ts";
import type { Outcome } from "../../kernel/mod.ts";
import type { ConversionRow } from "../../conversions/mod.ts";
import type { Outbox } from "../../deliveries/mod.ts";
import type { RefusalCode, RawPostback } from "../../sources/mod.ts";
import { Lanes } from "./lanes.ts";
import { limitedAnswer, queuedAnswer, tierEvents, workKeys } from "./work.ts";
import type { Answer, Judged, Work } from "./work.ts";
import type { PostbackQueue } from "./postback_queue.ts";
import { askAndRead, askStores, readPostback } from "../read/read_postback.ts";
import type { ReadPostbackDeps, ReadOptions } from "../read/read_deps.ts";
import type { ReadPostback } from "../read/read_result.ts";
import { SenderLimits } from "../read/sender_limits.ts";
import { Lost, settleBatch } from "./settle_batch.ts";
import type { SettleDeps } from "./settle_batch.ts";
import type { StoredPostback } from "./stored_postback.ts";
import { rowOf } from "./write_postbacks.ts";

export type { StoredPostback } from "./stored_postback.ts";

const BATCH_MAX = 500;
/** While one batch is written, the next is judged. */
const LANES = 2;
const QUEUE_MAX = 10_000;
const ROUNDS_MAX = 20;

export interface ReceiverDeps
  extends ReadPostbackDeps, Omit<SettleDeps, "outbox" | "configuration"> {
  db: Database;
  outbox: Outbox;
  /** Called with errors thrown while judging. */
  failed(what: string, error: unknown): void;
  /** Maximum batch size per transaction. */
  batch_max?: number;
  /** Holds postbacks while the database is unavailable; without it senders have to retry. */
  queue?: PostbackQueue;
  /**
   * Called with conversions that were just created or changed; other postbacks may wait for
   * them.
   */
  made?(rows: readonly ConversionRow[]): void;
}

/** An answer with the postback that was read, for formatting it. */
export interface Answered {
  answer: Answer;
  read: ReadPostback | null;
}

/** Queued and replayed postbacks use up no nonce. */
const AS_OF_ARRIVAL: ReadOptions = { checks_nonce: false };

/** A postback that is queued is read only to format its answer. */
const OFFLINE: ReadOptions = { ...AS_OF_ARRIVAL, is_offline: true };

interface ReplayOptions {
  wanted?: ((read: ReadPostback) => boolean) | undefined;
  replayed_by?: Actor | undefined;
}

/**
 * Receives postbacks. Those that arrive together are judged and committed together: raw
 * request, verdict, conversion, money and deliveries in one transaction.
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

  /** Number answered with 429: counted, but not kept. */
  get limited(): number {
    return this.#limited;
  }

  /**
   * Judges a postback and keeps it whatever the verdict; queues it while the database is
   * unavailable.
   */
  async receive(given: RawPostback): Promise<Answered> {
    const { queue } = this.#deps;
    const raw = await askStores(given, this.#deps);
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

  /** If judging itself throws, the postback is kept alone, as `error`. */
  async #receiveNow(raw: RawPostback): Promise<Answered> {
    const { queue } = this.#deps;
    const read = await readPostback(raw, { checks_nonce: true }, this.#deps);
    const exceeded = this.#limits.take(read);
    if (exceeded !== null) {
      this.#limited += 1;
      return { answer: limitedAnswer(exceeded), read };
    }
    // Others may have been queued while this one was read.
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
   * Judges postbacks from the journal in order, as of their arrival. Skips those already
   * recorded, so submitting one twice is safe. Returns those that could not even be kept.
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
    // One part after the other: if one fails, later ones must not be judged first.
    for (let at = 0; at < works.length; at += BATCH_MAX) {
      const part = works.slice(at, at + BATCH_MAX);
      const kept = await Promise.all(
        part.map((one) => this.#submitOrKeep(one)),
      );
      unkept.push(...kept.filter((one) => one !== null));
    }
    return unkept;
  }

  /**
   * Judges recorded postbacks again with the current configuration, as of their arrival;
   * `wanted` can skip some once they are read, and `replayed_by` is named with each. If judging one throws, the others are judged
   * nevertheless.
   */
  async replay(
    stored: readonly StoredPostback[],
    { wanted = () => true, replayed_by }: ReplayOptions = {},
  ): Promise<Map<string, Outcome<Judged>>> {
    const outcomes = new Map<string, Outcome<Judged>>();
    const works: Work[] = [];
    for (const { raw, verdicts, is_stranger } of stored) {
      try {
        const read = await askAndRead(raw, AS_OF_ARRIVAL, this.#deps);
        if (!wanted(read)) continue;
        works.push({ read, stored: verdicts, is_stranger, replayed_by });
      } catch (error) {
        outcomes.set(raw.id, this.#failedReplay(error));
      }
    }
    const judging = works.map((work) => this.#lanes.submit(work));
    for (const [index, one] of (await Promise.allSettled(judging)).entries()) {
      const work = works[index]!;
      const outcome =
        one.status === "fulfilled"
          ? { ok: true as const, value: one.value }
          : await this.#judgeAlone(work, one.reason);
      outcomes.set(work.read.raw.id, outcome);
    }
    return outcomes;
  }

  /** A postback that failed with its batch may succeed alone. */
  async #judgeAlone(work: Work, failure: unknown): Promise<Outcome<Judged>> {
    if (isForCaller(failure) || isConnectionFault(failure)) throw failure;
    try {
      return { ok: true, value: await this.#lanes.submit(work) };
    } catch (error) {
      return this.#failedReplay(error);
    }
  }

  /** Throws errors that concern all postbacks, not one. */
  #failedReplay(error: unknown): Outcome<Judged> {
    if (isForCaller(error) || isConnectionFault(error)) throw error;
    this.#deps.failed("judging a postback again", error);
    return { ok: false, error };
  }

  /** Reads a stored postback as of its arrival, without judging it. */
  async readAgain(raw: RawPostback): Promise<ReadPostback> {
    return await readPostback(raw, AS_OF_ARRIVAL, this.#deps);
  }

  /** Judges postbacks in order and rolls everything back. */
  async rehearse(
    raws: readonly RawPostback[],
    options: ReadOptions = AS_OF_ARRIVAL,
  ): Promise<Judged[]> {
    const works: Work[] = [];
    for (const raw of raws) {
      const read = await askAndRead(raw, options, this.#deps);
      // Treated as a replay: new postbacks are counted in rows that others would wait for.
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

  /** Finishes what was submitted, and rejects anything new. */
  async stop(): Promise<void> {
    await this.#lanes.stop();
  }

  /** Queues a postback, and answers in the format that its sender expects. */
  async #enqueue(
    raw: RawPostback,
    queue: PostbackQueue,
    is_first_look: boolean,
  ): Promise<Answered> {
    const read = await readPostback(raw, OFFLINE, this.#deps);
    const exceeded = is_first_look ? this.#limits.take(read) : null;
    if (exceeded !== null) {
      this.#limited += 1;
      return { answer: limitedAnswer(exceeded), read };
    }
    const { trace, source } = read;
    const is_ours =
      trace.subject.click_id !== null ||
      source !== null ||
      read.proof === "skan";
    const is_known = is_ours && !lacksProof(read);
    await queue.add(read.kept, { is_known });
    return { answer: queuedAnswer(raw.id), read };
  }

  /** Judges a postback, or keeps it as `error`; returns the reason if neither worked. */
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
      // It was committed after all, and only the connection was lost.
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
    const { caps, rates, risk } = this.#deps;
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
        const { received_at, ip } = entry.work.read.raw;
        if (entry.source_id !== null) risk.heard(entry.source_id, ip);
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

  /**
   * Optimistic at first; after a lost race, careful enough to learn which conversions were
   * lost.
   */
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

  /** Judging threw: the request is kept anyway, and the sender may retry. */
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

/** Thrown to roll back a rehearsal. */
class Rehearsed extends Error {}

/** Refusals that need no database to decide, and that anyone can cause. */
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
