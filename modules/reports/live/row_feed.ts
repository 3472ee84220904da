import { Snapshot } from "../../../db/mod.ts";
import type { ChangedRow, Database, Queryable } from "../../../db/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import { eventText } from "./event_text.ts";
import type { Listener } from "./listener.ts";

/** Rows of a kind that a listener gets at once, the newest; of more it is told how many. */
const ROWS_MAX = 50;

type Row = Readonly<Record<string, unknown>>;

/** How a caller sees rows of a list. */
export interface SeenRows {
  role: string;
  /** The same for all who see the same rows. */
  whose: string;
  isSeen(row: Row): boolean;
  present(row: unknown): unknown;
}

/** Rows that a stream can have. */
export interface RowSource {
  /** The name of its events. */
  event: string;
  readChanged(
    db: Queryable,
    asked: { since: Snapshot; now_ms: number; newest_max: number },
  ): Promise<ChangedRow[]>;
  /** Rows as the list shows them, by id. */
  read(
    db: Queryable,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, object>>;
}

/** A listener, and the rows that it hears of. */
export interface RowListener {
  listener: Listener;
  seen: ReadonlyMap<string, SeenRows>;
  /** When the last event came that the client had before, by its `Last-Event-ID`. */
  last_ms: number | null;
}

interface Open extends RowListener {
  /** Whether it was told from when on it gets rows. */
  has_begun: boolean;
}

type Told = readonly [Listener, string];

/** Reads rows as they come, once for all who listen, and only while somebody does. */
export class RowFeed {
  readonly #db: Database;
  readonly #sources: Readonly<Record<string, RowSource>>;
  readonly #open = new Map<Listener, Open>();
  #since: Snapshot | undefined;

  constructor(db: Database, sources: Readonly<Record<string, RowSource>>) {
    this.#db = db;
    this.#sources = sources;
  }

  get is_heard(): boolean {
    return this.#open.size > 0;
  }

  add(listener: RowListener): void {
    this.#open.set(listener.listener, { ...listener, has_begun: false });
  }

  remove(listener: Listener): void {
    this.#open.delete(listener);
    if (!this.is_heard) this.#since = undefined;
  }

  /** Sends what came since the last look. */
  async look(now_ms: number): Promise<void> {
    const begun = [...this.#open.values()].filter((one) => one.has_begun);
    const since = begun.length === 0 ? undefined : this.#since;
    const { snapshot, told } = await this.#db.transaction(
      async (tx) => ({
        snapshot: await Snapshot.of(tx),
        told:
          since === undefined
            ? []
            : await this.#readAll(tx, begun, { since, now_ms }),
      }),
      { isolationLevel: "repeatable read", accessMode: "read only" },
    );
    this.#since = snapshot;
    for (const [listener, text] of told) listener.send(text);
    for (const one of this.#open.values()) {
      if (!one.has_begun) begin(one, now_ms);
    }
  }

  async #readAll(
    db: Queryable,
    open: readonly Open[],
    asked: { since: Snapshot; now_ms: number },
  ): Promise<Told[]> {
    const told: Told[] = [];
    for (const [of, source] of Object.entries(this.#sources)) {
      const hearing = open.filter(({ seen }) => seen.has(of));
      if (hearing.length === 0) continue;
      const limits = { ...asked, newest_max: ROWS_MAX };
      const changed = await source.readChanged(db, limits);
      if (changed.length === 0) continue;
      const picked = hearing.map((one) => pick(one, of, changed));
      const ids = picked.flatMap(({ rows }) => rows.map(({ id }) => id));
      const shown = await source.read(db, [...new Set(ids)]);
      const texts = new RowTexts(source, shown, asked.now_ms);
      told.push(...picked.map((one) => texts.tell(of, one)));
    }
    return told;
  }
}

interface Picked {
  listener: Listener;
  seen: SeenRows;
  /** The newest that it sees, oldest first. */
  rows: readonly ChangedRow[];
  skipped: number;
}

/** The rows that a listener gets. */
function pick(
  { listener, seen: all }: Open,
  of: string,
  changed: readonly ChangedRow[],
): Picked {
  const seen = all.get(of)!;
  const own = changed.filter((row) => seen.isSeen({ ...row }));
  const count = own.reduce(
    (sum, { place, of_party }) => sum + (place === 1 ? of_party : 0),
    0,
  );
  const rows = own
    .toSorted((a, b) => a.at_ms - b.at_ms || (a.id < b.id ? -1 : 1))
    .slice(-ROWS_MAX);
  return { listener, seen, rows, skipped: count - rows.length };
}

/** Writes rows once for each role. */
class RowTexts {
  readonly #source: RowSource;
  readonly #shown: ReadonlyMap<string, object>;
  readonly #id: string;
  readonly #texts = new Map<string, string>();

  constructor(
    source: RowSource,
    shown: ReadonlyMap<string, object>,
    now_ms: number,
  ) {
    this.#source = source;
    this.#shown = shown;
    this.#id = String(now_ms);
  }

  tell(of: string, { listener, seen, rows, skipped }: Picked): Told {
    const id = this.#id;
    const texts = rows.map((row) => this.#text(row.id, seen));
    if (skipped > 0) {
      const data = { of, skipped };
      texts.unshift(eventText({ event: "skipped", id, data }));
    }
    return [listener, texts.join("")];
  }

  #text(row_id: string, seen: SeenRows): string {
    const row = this.#shown.get(row_id);
    if (row === undefined) return "";
    const key = `${seen.role} ${row_id}`;
    const known = this.#texts.get(key);
    if (known !== undefined) return known;
    const { event } = this.#source;
    const data = seen.present(row);
    const text = eventText({ event, id: this.#id, data });
    this.#texts.set(key, text);
    return text;
  }
}

function begin(one: Open, now_ms: number): void {
  one.has_begun = true;
  const { last_ms } = one;
  const data = {
    from: isoTime(now_ms),
    of: [...one.seen.keys()],
    missed_from: last_ms === null ? null : isoTime(last_ms),
  };
  one.listener.send(eventText({ event: "begin", id: String(now_ms), data }));
}
