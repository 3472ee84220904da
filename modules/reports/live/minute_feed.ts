import type { Database, Queryable } from "../../../db/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import { eventText } from "./event_text.ts";
import type { Listener } from "./listener.ts";
import type { Cell } from "./minute_counts.ts";
import {
  readAdvertisers,
  readBlockIds,
  readCells,
  readUnfolded,
} from "./read_minutes.ts";
import type { MinuteThread } from "./read_minutes.ts";
import type { SeenRows } from "./row_feed.ts";
import { MINUTES, Tally } from "./tally.ts";

const MINUTE_MS = 60_000;

/** A difference between what is counted and what is stored. */
interface Found {
  added: ReadonlyMap<number, Cell[]>;
  gone: readonly number[];
  unfolded: readonly Cell[];
}

/**
 * Counts the last hour by minute, once for all who listen, and only while somebody does: from the
 * blocks that reports are counted from, of which only new ones are read.
 */
export class MinuteFeed {
  readonly #db: Database;
  readonly #thread: MinuteThread;
  /** Listeners, and whose rows each sees. */
  readonly #open = new Map<Listener, SeenRows>();
  readonly #begun = new Set<Listener>();
  readonly #tallies = new Map<string, Tally>();
  #blocks = new Map<number, readonly Cell[]>();
  #unfolded: readonly Cell[] = [];
  #advertisers: ReadonlyMap<number, number> = new Map();

  constructor(db: Database, thread: MinuteThread) {
    this.#db = db;
    this.#thread = thread;
  }

  get is_heard(): boolean {
    return this.#open.size > 0;
  }

  add(listener: Listener, seen: SeenRows): void {
    this.#open.set(listener, seen);
  }

  remove(listener: Listener): void {
    this.#open.delete(listener);
    this.#begun.delete(listener);
    const heard = new Set([...this.#open.values()].map(({ whose }) => whose));
    for (const whose of this.#tallies.keys()) {
      if (!heard.has(whose)) this.#tallies.delete(whose);
    }
    if (!this.is_heard) this.#forgetAll();
  }

  /** Sends the whole hour to who is new, and to others what changed. */
  async look(now_ms: number): Promise<void> {
    const from = Math.floor(now_ms / MINUTE_MS) - MINUTES + 1;
    const blocks = this.#blocks;
    const found = await this.#db.transaction((tx) => this.#read(tx, from), {
      isolationLevel: "repeatable read",
      accessMode: "read only",
    });
    // All left meanwhile, and what was counted is forgotten; the next look begins anew.
    if (blocks !== this.#blocks) return;
    this.#take(found, from);
    const id = String(now_ms);
    const times = { as_of: isoTime(now_ms), from: isoTime(from * MINUTE_MS) };
    const texts = new Map<string, string>();
    for (const [whose, tally] of this.#tallies) {
      const minutes = tally.changes(from);
      if (minutes.length === 0) continue;
      const data = { ...times, minutes };
      texts.set(whose, eventText({ event: "minutes", id, data }));
    }
    for (const [listener, { whose }] of this.#open) {
      if (this.#begun.has(listener)) {
        listener.send(texts.get(whose) ?? "");
        continue;
      }
      const tally = this.#tallies.get(whose);
      if (tally === undefined) continue;
      this.#begun.add(listener);
      const data = { ...times, minutes: tally.hour(from) };
      listener.send(eventText({ event: "hour", id, data }));
    }
  }

  async #read(tx: Queryable, from: number): Promise<Found> {
    const ids = new Set(await readBlockIds(tx, from));
    const added = [...ids].filter((id) => !this.#blocks.has(id));
    const gone = [...this.#blocks.keys()].filter((id) => !ids.has(id));
    const cells = await readCells(
      { db: tx, thread: this.#thread },
      added,
      from,
    );
    const unfolded = await readUnfolded(tx, from);
    const is_known = [...cells.values(), unfolded]
      .flat()
      .every(({ campaign }) => this.#advertisers.has(campaign));
    if (!is_known) this.#advertisers = await readAdvertisers(tx);
    return { added: cells, gone, unfolded };
  }

  #take({ added, gone, unfolded }: Found, from: number): void {
    const taken = gone.flatMap((id) => this.#blocks.get(id) ?? []);
    const given = [...added.values()].flat();
    for (const tally of this.#tallies.values()) {
      tally.add([...taken, ...this.#unfolded], -1);
      tally.add([...given, ...unfolded], 1);
    }
    for (const id of gone) this.#blocks.delete(id);
    for (const [id, cells] of added) this.#blocks.set(id, cells);
    this.#unfolded = unfolded;
    for (const seen of this.#open.values()) this.#tally(seen);
    this.#forgetBefore(from);
  }

  /** The tally of who sees the same rows; a new one counts all. */
  #tally(seen: SeenRows): void {
    if (this.#tallies.has(seen.whose)) return;
    const tally = new Tally(seen, (campaign) =>
      this.#advertisers.get(campaign),
    );
    for (const cells of this.#blocks.values()) tally.add(cells, 1);
    tally.add(this.#unfolded, 1);
    this.#tallies.set(seen.whose, tally);
  }

  #forgetBefore(from: number): void {
    for (const tally of this.#tallies.values()) tally.forget(from);
    for (const [id, cells] of this.#blocks) {
      if (cells.some(({ minute }) => minute < from)) {
        const kept = cells.filter(({ minute }) => minute >= from);
        this.#blocks.set(id, kept);
      }
    }
    this.#unfolded = this.#unfolded.filter(({ minute }) => minute >= from);
  }

  #forgetAll(): void {
    this.#blocks = new Map();
    this.#tallies.clear();
    this.#unfolded = [];
  }
}
