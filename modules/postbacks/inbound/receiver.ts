import { inArray } from "drizzle-orm";
import {
  insertRows,
  isRepeatable,
  isRowFault,
  postgresCode,
} from "../../../db/mod.ts";
import type { Database } from "../../../db/mod.ts";
import { postbacks } from "../../../db/schema/mod.ts";
import type { EarlierVerdict } from "../../../db/schema/mod.ts";
import { Batcher, QueueFullError, StoppedError } from "../../kernel/mod.ts";
import type { Outcome } from "../../kernel/mod.ts";
import type { Outbox } from "../outbound/outbox.ts";
import { limitedAnswer } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { RateLimiter } from "./rate_limiter.ts";
import type { RawPostback } from "./raw_postback.ts";
import { readPostback } from "./read_postback.ts";
import type {
  ReadPostback,
  ReadPostbackDeps,
  Taking,
} from "./read_postback.ts";
import { SenderThrottle } from "./sender_throttle.ts";
import { rowOf, settleBatch } from "./settle_batch.ts";
import type { Judged, SettleDeps, Work } from "./settle_batch.ts";

const BATCH_MAX = 500;
const QUEUE_MAX = 10_000;
const ROUNDS_MAX = 20;

/** What is needed to receive postbacks. */
export interface ReceiverDeps
  extends ReadPostbackDeps, Omit<SettleDeps, "outbox"> {
  db: Database;
  outbox: Outbox;
  /** Told of what judging threw. */
  failed(what: string, error: unknown): void;
  /** There may be something that waits for a conversion that was just made. */
  made?(): void;
}

/** An answer with what it says about its postback, for whoever puts it into a form. */
export interface Answered {
  answer: Answer;
  read: ReadPostback | null;
}

/** A postback that was kept before, with the verdicts on record, the latest last. */
export interface StoredPostback {
  raw: RawPostback;
  verdicts: EarlierVerdict[];
}

/** What waited or is judged again uses no nonce up. */
const AS_OF_ARRIVAL: Taking = { checks_nonce: false, explains: true };

/** Refusals that somebody who tries secrets collects. */
const BAD_PROOFS: ReadonlySet<string> = new Set([
  "bad_signature",
  "bad_token",
  "unknown_source",
]);

/**
 * Receives postbacks: those that arrive together are judged and committed
 * together, the raw request with its verdict, the conversion, its money and its
 * deliveries in one transaction.
 */
export class Receiver {
  readonly #deps: ReceiverDeps;
  readonly #batcher: Batcher<Work, Judged>;
  readonly #throttle = new SenderThrottle();
  readonly #limiter = new RateLimiter();
  #limited = 0;

  constructor(deps: ReceiverDeps) {
    this.#deps = deps;
    this.#batcher = new Batcher({
      name: "postbacks",
      batch_max: BATCH_MAX,
      queue_max: QUEUE_MAX,
      repeat: (error) => isRepeatable(error) || postgresCode(error) === "23505",
      split: (error) => isRowFault(error) || postgresCode(error) === undefined,
      run: (works) => this.#judgeAndWrite(works),
    });
  }

  /** How many were answered 429, and so counted but not kept. */
  get limited(): number {
    return this.#limited;
  }

  /** Judges a postback and keeps it, whatever the verdict. Where judging itself throws it is kept alone, as `error`. */
  async receive(raw: RawPostback): Promise<Answered> {
    const explains = this.#throttle.blockedFor(raw.ip, raw.received_at) === 0;
    const taking = { checks_nonce: true, explains };
    const read = await readPostback(raw, taking, this.#deps);
    const wait_s = this.#secondsToWait(read);
    if (wait_s > 0) {
      this.#limited += 1;
      return { answer: limitedAnswer(wait_s), read };
    }
    try {
      const { answer } = await this.#batcher.submit({ read, stored: null });
      return { answer, read };
    } catch (error) {
      if (isForCaller(error)) throw error;
      this.#deps.failed("judging a postback", error);
      return { answer: await this.#keepAsError(read), read };
    }
  }

  /** Judges postbacks that waited in the journal, as of their arrival, in order. Those that are on record already are passed over. */
  async receiveQueued(raws: readonly RawPostback[]): Promise<void> {
    const known = await this.#known(raws.map(({ id }) => id));
    const works: Promise<unknown>[] = [];
    for (const raw of raws) {
      if (known.has(raw.id)) continue;
      const read = await readPostback(raw, AS_OF_ARRIVAL, this.#deps);
      works.push(this.#submitOrKeep({ read, stored: null }));
    }
    await Promise.all(works);
  }

  /** Judges postbacks again that are on record, with today's configuration, as of their arrival. */
  async replay(stored: readonly StoredPostback[]): Promise<Judged[]> {
    const works: Work[] = [];
    for (const { raw, verdicts } of stored) {
      const read = await readPostback(raw, AS_OF_ARRIVAL, this.#deps);
      works.push({ read, stored: verdicts });
    }
    return await Promise.all(works.map((work) => this.#batcher.submit(work)));
  }

  /** What would become of postbacks, one after the other: judged like any, and nothing of it is kept. */
  async rehearse(
    raws: readonly RawPostback[],
    taking: Taking = AS_OF_ARRIVAL,
  ): Promise<Judged[]> {
    const works: Work[] = [];
    for (const raw of raws) {
      const read = await readPostback(raw, taking, this.#deps);
      works.push({ read, stored: null });
    }
    const judged: Judged[] = [];
    await this.#deps.db
      .transaction(async (tx) => {
        for (let at = 0; at < works.length; at += BATCH_MAX) {
          const part = works.slice(at, at + BATCH_MAX);
          judged.push(...(await settleBatch(tx, part, this.#deps)).settled);
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
    await this.#batcher.stop();
  }

  /** How long a sender has to wait: its source's rate is used up, or its address keeps guessing secrets. */
  #secondsToWait({ raw, source, result }: ReadPostback): number {
    const now_ms = raw.received_at;
    if (result.kind === "refused" && BAD_PROOFS.has(result.refusal.code)) {
      const blocked_s = this.#throttle.blockedFor(raw.ip, now_ms);
      if (blocked_s === 0) this.#throttle.failed(raw.ip, now_ms);
      return blocked_s;
    }
    if (source === null || source.rate_per_second === null) return 0;
    return this.#limiter.take(source.id, source.rate_per_second, now_ms);
  }

  async #submitOrKeep(work: Work): Promise<void> {
    try {
      await this.#batcher.submit(work);
    } catch (error) {
      if (isForCaller(error) || postgresCode(error) === undefined) throw error;
      this.#deps.failed("judging a queued postback", error);
      await this.#keepAsError(work.read);
    }
  }

  async #judgeAndWrite(works: Work[]): Promise<Outcome<Judged>[]> {
    const { db, outbox, caps, rates } = this.#deps;
    const judged = new Map<Work, Judged>();
    let open = works;
    for (let round = 0; open.length > 0; round++) {
      if (round === ROUNDS_MAX) {
        throw new Error(
          `Cannot settle ${open.length} postbacks: others keep changing the same conversions`,
        );
      }
      const { settled, lost } = await db.transaction((tx) =>
        settleBatch(tx, open, this.#deps),
      );
      for (const entry of settled) {
        judged.set(entry.work, entry);
        caps.noteConversions(entry.cap_added);
        const { received_at } = entry.work.read.raw;
        if (entry.rate_key !== null) rates.add(entry.rate_key, received_at);
      }
      open = lost;
    }
    outbox.nudge();
    this.#deps.made?.();
    return works.map((work) => {
      const value = judged.get(work);
      if (value === undefined) throw new Error("A postback was not judged");
      return { ok: true, value };
    });
  }

  async #known(ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.#deps.db
      .select({ id: postbacks.id })
      .from(postbacks)
      .where(inArray(postbacks.id, [...ids]));
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

function isForCaller(error: unknown): boolean {
  return error instanceof QueueFullError || error instanceof StoppedError;
}
