import { eq, sql } from "drizzle-orm";
import { insertRows, isRowFault, postgresCode } from "../../db/mod.ts";
import type { Database, Transaction } from "../../db/mod.ts";
import { journalPositions, userAgents } from "../../db/schema/mod.ts";
import { addClicks } from "../campaigns/mod.ts";
import type { CapUsage, SettledCount } from "../campaigns/mod.ts";
import { isoTime, ticksMs } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { insertBlocks } from "../rollups/mod.ts";
import { copyClicks } from "./copy_clicks.ts";
import { blocksOf, countedOf, textOf, userAgentsOf } from "./drain_batch.ts";
import type { BatchMaker, ClickRange, DrainBatch } from "./drain_batch.ts";
import type { Journal, JournalRecord, Position } from "./journal/mod.ts";
import type { SetAside } from "./set_aside.ts";

export interface DrainDeps {
  db: Database;
  clock: Clock;
  journal: Journal;
  /** The journal's id, and how to renew it. */
  identity: { id: string; renew(): string };
  batches: BatchMaker;
  caps: Pick<CapUsage, "countsOf" | "settled">;
  set_aside: SetAside;
  /**
   * Handles records other than clicks, in order, before the position moves past them; after a crash
   * the same records may come again. Returns the unreadable ones with the reason.
   */
  others(
    records: readonly JournalRecord[],
  ): Promise<{ reason: string; text: string }[]>;
}

const DAY_MS = 86_400_000;

/** Another process drains the same journal: its directory was copied. */
class DrainedElsewhere extends Error {
  override readonly name = "DrainedElsewhere";

  constructor(journal: string) {
    super(`Another process drained the journal ${journal} meanwhile`);
  }
}

/**
 * Copies the journal to `clicks` in large batches and advances the journal's position in the same
 * transaction, so that draining twice is the same as once.
 */
export class Drain {
  readonly #deps: DrainDeps;
  readonly #days = new Set<string>();
  #id: string;
  #position: Position | undefined;
  /** Made but not stored yet. It is kept: made again, its clicks would count as repeats. */
  #batch: DrainBatch | undefined;
  /** The batch's clicks are stored, but its other records are still to be handled. */
  #has_stored_clicks = false;
  #is_past_start = false;
  /** User agents stored with the last batch. */
  #stored: bigint[] = [];
  /** When it last stored something, or found nothing to store. */
  #moved_at_ms = ticksMs();

  constructor(deps: DrainDeps) {
    this.#deps = deps;
    this.#id = deps.identity.id;
  }

  /** The number of bytes still to be drained. */
  get lag_bytes(): number {
    const { journal } = this.#deps;
    return journal.bytesBehind(this.#position ?? journal.start);
  }

  /** Milliseconds since it last moved on; 0 if nothing waits. */
  get lag_ms(): number {
    return this.lag_bytes === 0 ? 0 : ticksMs() - this.#moved_at_ms;
  }

  /** Whether everything journaled before this process started has been drained. */
  get is_past_start(): boolean {
    return this.#is_past_start;
  }

  /**
   * Drains one stretch; returns true if there may be more. Where another process has drained it
   * meanwhile, it throws, and goes on from there the next time.
   */
  async runOnce(): Promise<boolean> {
    try {
      return await this.#drainStretch();
    } catch (error) {
      if (error instanceof DrainedElsewhere) {
        this.#position = undefined;
        this.#batch = undefined;
        this.#has_stored_clicks = false;
      }
      throw error;
    }
  }

  async #drainStretch(): Promise<boolean> {
    this.#position ??= await this.#findPosition();
    const batch = this.#batch ?? (await this.#nextBatch(this.#position));
    if (batch === null) {
      this.#moved_at_ms = ticksMs();
      return false;
    }
    this.#batch = batch;
    if (!this.#has_stored_clicks) await this.#storeClicks(batch);
    if (batch.others.length > 0) await this.#handOver(batch);
    this.#batch = undefined;
    this.#has_stored_clicks = false;
    this.#position = batch.next;
    this.#moved_at_ms = ticksMs();
    this.#is_past_start ||= this.lag_bytes === 0;
    this.#deps.journal.release(batch.next);
    return true;
  }

  /** Stops the batch maker. */
  async close(): Promise<void> {
    await this.#deps.batches.stop();
  }

  async #nextBatch(position: Position): Promise<DrainBatch | null> {
    const stretch = this.#deps.journal.readBytes(position);
    this.#is_past_start ||=
      stretch === null || this.#deps.journal.isOfThisStart(stretch.from);
    if (stretch === null) return null;
    const stored = this.#stored;
    const { batches } = this.#deps;
    const batch = await batches.make({ ...stretch, journal: this.#id, stored });
    this.#stored = [];
    for (const { reason, text } of batch.unreadable) {
      this.#setAside(reason, text);
    }
    return batch;
  }

  /**
   * The position of the last drain. A position beyond the files means that the directory is an
   * older copy, so it continues under a new id.
   */
  async #findPosition(): Promise<Position> {
    const { db, journal, identity } = this.#deps;
    const [row] = await db
      .select()
      .from(journalPositions)
      .where(eq(journalPositions.journal, this.#id));
    if (row === undefined) return journal.start;
    const position = { segment: row.segment, offset: row.byte_offset };
    if (!journal.isAhead(position)) return position;
    this.#id = identity.renew();
    return journal.start;
  }

  async #storeClicks(batch: DrainBatch): Promise<void> {
    await this.#ensureDays(batch.days);
    try {
      await this.#store(batch);
    } catch (error) {
      if (!isRowFault(error)) throw error;
      await this.#storeOneByOne(batch);
    }
    this.#has_stored_clicks = true;
  }

  /**
   * Other records may refer to earlier clicks, so clicks are committed first, and the position
   * afterwards.
   */
  async #handOver(batch: DrainBatch): Promise<void> {
    const unreadable = await this.#deps.others(batch.others);
    await this.#deps.db.transaction((tx) => this.#advance(tx, batch.next));
    for (const { reason, text } of unreadable) this.#setAside(reason, text);
  }

  async #store(batch: DrainBatch): Promise<void> {
    await this.#inOne(batch, async (tx) => {
      const all = { from: 0, end: batch.clicks };
      await this.#write(tx, batch, all);
      return [all];
    });
  }

  /** Isolates a refused row by halving under savepoints; the others go through. */
  async #storeOneByOne(batch: DrainBatch): Promise<void> {
    const all = { from: 0, end: batch.clicks };
    await this.#inOne(batch, (tx) => this.#copyHalves(tx, batch, all));
  }

  async #write(
    tx: Transaction,
    batch: DrainBatch,
    range: ClickRange,
  ): Promise<void> {
    const rows = userAgentsOf(batch, [range]);
    await insertRows(tx, userAgents, rows, { on_conflict: "do nothing" });
    const text = textOf(batch, range);
    if (text.length > 0) await copyClicks(tx.$client, text);
  }

  /**
   * One transaction: user agents, clicks, cap counters, blocks for reports and, unless other
   * records come first, the position.
   */
  async #inOne(
    batch: DrainBatch,
    copy: (tx: Transaction) => Promise<readonly ClickRange[]>,
  ): Promise<void> {
    const { caps, db } = this.#deps;
    let counts: SettledCount[] = [];
    let stored: readonly ClickRange[] = [];
    await db.transaction(async (tx) => {
      stored = await copy(tx);
      counts = caps.countsOf(countedOf(batch, stored));
      await addClicks(tx, counts);
      await insertBlocks(tx, blocksOf(batch, stored));
      if (batch.others.length === 0) await this.#advance(tx, batch.next);
    });
    caps.settled(counts);
    this.#stored = userAgentsOf(batch, stored).map(({ ua_id }) => ua_id);
  }

  /** Returns the clicks that went through. */
  async #copyHalves(
    tx: Transaction,
    batch: DrainBatch,
    range: ClickRange,
  ): Promise<readonly ClickRange[]> {
    try {
      await tx.transaction((at) => this.#write(at, batch, range));
      return [range];
    } catch (error) {
      if (!isRowFault(error)) throw error;
      const { from, end } = range;
      if (end - from > 1) {
        const middle = (from + end) >> 1;
        const halves = [
          { from, end: middle },
          { from: middle, end },
        ] as const;
        const first = await this.#copyHalves(tx, batch, halves[0]);
        return [...first, ...(await this.#copyHalves(tx, batch, halves[1]))];
      }
      if (end > from && postgresCode(error) !== "23505") {
        const line = Buffer.from(textOf(batch, range)).toString();
        this.#setAside(String(error), line);
      }
      return [];
    }
  }

  /**
   * Moves the position, from where this process read it: a copied directory has the same journal,
   * and only one of both may drain a stretch. A repeated move is fine, as its answer may be lost.
   */
  async #advance(tx: Transaction, next: Position): Promise<void> {
    const from = this.#position ?? next;
    const place = {
      segment: next.segment,
      byte_offset: next.offset,
      updated_at: this.#deps.clock.nowMs(),
    };
    const { segment, byte_offset } = journalPositions;
    const moved = await tx
      .insert(journalPositions)
      .values({ journal: this.#id, ...place })
      .onConflictDoUpdate({
        target: journalPositions.journal,
        set: place,
        setWhere: sql`(${segment}, ${byte_offset}) in ((${from.segment}, ${from.offset}), (${next.segment}, ${next.offset}))`,
      })
      .returning({ segment });
    if (moved.length === 0) throw new DrainedElsewhere(this.#id);
  }

  /**
   * Creates missing partitions of the batch's days. Each day is checked once, but those that may be
   * dropped: clicks may have waited in the journal for longer than clicks are kept.
   */
  async #ensureDays(days: readonly string[]): Promise<void> {
    const yesterday_ms = this.#deps.clock.nowMs() - DAY_MS;
    const kept_from = isoTime(yesterday_ms).slice(0, 10);
    const missing = days.filter(
      (day) => day < kept_from || !this.#days.has(day),
    );
    if (missing.length === 0) return;
    await this.#deps.db.$client.unsafe(
      "select ensure_days('clicks', $1::date[])",
      [`{${missing.join(",")}}`],
    );
    for (const day of missing) this.#days.add(day);
  }

  #setAside(reason: string, text: string): void {
    const at = isoTime(this.#deps.clock.nowMs());
    this.#deps.set_aside.add({ at, reason, text });
  }
}
