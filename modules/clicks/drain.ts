import { promisify } from "node:util";
import { eq } from "drizzle-orm";
import {
  driverOf,
  insertRows,
  isRowFault,
  postgresCode,
} from "../../db/mod.ts";
import type { Database, Transaction } from "../../db/mod.ts";
import { journalPositions, userAgents } from "../../db/schema/mod.ts";
import { addClicks } from "../campaigns/mod.ts";
import type { CapUsage, SettledCount } from "../campaigns/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { copyClicks } from "./copy_clicks.ts";
import type { DrainedClick, Enricher, UserAgentRow } from "./enrich_click.ts";
import { decodeClick } from "./click_record.ts";
import type { Journal, Position, Stretch } from "./journal/mod.ts";
import { RECORD_TYPE } from "./record_type.ts";
import type { SetAside } from "./set_aside.ts";

const DAY_MS = 86_400_000;
/** So many clicks are enriched before redirects have their turn: about a millisecond; more where the drain lags. */
const PIECE = 200;
const PIECE_LAGGING = 2_000;
const LAGGING_BYTES = 4 * 1_048_576;
const turn = promisify(setImmediate);

/** What the drain needs. */
export interface DrainDeps {
  db: Database;
  clock: Clock;
  journal: Journal;
  /** The journal's own id, and how to take a new one. */
  identity: { id: string; renew(): string };
  enricher: Enricher;
  caps: Pick<CapUsage, "countsOf" | "settled">;
  set_aside: SetAside;
}

/**
 * Copies what the journal holds to `clicks`, in large batches, and advances the
 * journal's position in the same transaction: draining twice is the same as once.
 */
export class Drain {
  readonly #deps: DrainDeps;
  readonly #days = new Set<string>();
  #id: string;
  #position: Position | undefined;

  constructor(deps: DrainDeps) {
    this.#deps = deps;
    this.#id = deps.identity.id;
  }

  /** How many bytes are still to be drained. */
  get lag_bytes(): number {
    const { journal } = this.#deps;
    return journal.bytesBehind(this.#position ?? journal.start);
  }

  /** Drains one stretch; true says that there may be more. */
  async runOnce(): Promise<boolean> {
    this.#position ??= await this.#findPosition();
    const stretch = this.#deps.journal.read(this.#position);
    if (stretch === null) return false;
    const clicks = await this.#enrich(stretch);
    await this.#ensureDays(clicks);
    try {
      await this.#store(clicks, stretch.next);
    } catch (error) {
      if (!isRowFault(error)) throw error;
      await this.#storeOneByOne(clicks, stretch.next);
    }
    this.#keepBad(stretch);
    this.#position = stretch.next;
    this.#deps.journal.release(stretch.next);
    return true;
  }

  /**
   * Where the last drain ended. A position ahead of the files means that the
   * directory is an older copy: it goes on under an id of its own.
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

  /** Enriches in small pieces, so that no redirect waits for a whole stretch. */
  async #enrich(stretch: Stretch): Promise<DrainedClick[]> {
    const clicks: DrainedClick[] = [];
    const piece = this.lag_bytes > LAGGING_BYTES ? PIECE_LAGGING : PIECE;
    let done = 0;
    for (const { type, text } of stretch.records) {
      if (type !== RECORD_TYPE.click) continue;
      const fields = decodeClick(text);
      const click = fields === null ? null : this.#deps.enricher.enrich(fields);
      if (click === null) this.#setAside("no click's record", text);
      else clicks.push(click);
      if (++done % piece === 0) await turn();
    }
    return clicks;
  }

  async #store(clicks: readonly DrainedClick[], next: Position): Promise<void> {
    await this.#inOne(clicks, next, async (tx) => {
      await this.#write(tx, clicks);
      return clicks;
    });
  }

  /** A row was refused: halves are tried under savepoints until it stands alone, and the others go through. */
  async #storeOneByOne(
    clicks: readonly DrainedClick[],
    next: Position,
  ): Promise<void> {
    await this.#inOne(clicks, next, (tx) => this.#copyHalves(tx, clicks));
  }

  async #write(
    tx: Transaction,
    clicks: readonly DrainedClick[],
  ): Promise<void> {
    await this.#insertUserAgents(tx, clicks);
    const lines = clicks.map(({ line }) => line);
    if (lines.length > 0) await copyClicks(driverOf(tx), lines);
  }

  /** One transaction: user agents, clicks, the counters of caps, and the position. */
  async #inOne(
    clicks: readonly DrainedClick[],
    next: Position,
    copy: (tx: Transaction) => Promise<readonly DrainedClick[]>,
  ): Promise<void> {
    const { caps, enricher } = this.#deps;
    let counts: SettledCount[] = [];
    await this.#deps.db.transaction(async (tx) => {
      const stored = await copy(tx);
      counts = caps.countsOf(stored.flatMap(({ counted }) => counted ?? []));
      await addClicks(tx, counts);
      await this.#advance(tx, next);
    });
    caps.settled(counts);
    enricher.stored(clicks);
  }

  async #copyHalves(
    tx: Transaction,
    clicks: readonly DrainedClick[],
  ): Promise<readonly DrainedClick[]> {
    try {
      await tx.transaction((at) => this.#write(at, clicks));
      return clicks;
    } catch (error) {
      if (!isRowFault(error)) throw error;
      const [only] = clicks;
      if (clicks.length > 1) {
        const half = clicks.length >> 1;
        const first = await this.#copyHalves(tx, clicks.slice(0, half));
        return [...first, ...(await this.#copyHalves(tx, clicks.slice(half)))];
      }
      if (only !== undefined && postgresCode(error) !== "23505") {
        this.#setAside(String(error), only.line);
      }
      return [];
    }
  }

  async #insertUserAgents(
    tx: Transaction,
    clicks: readonly DrainedClick[],
  ): Promise<void> {
    const rows = new Map<bigint, UserAgentRow>();
    for (const { new_user_agent } of clicks) {
      if (new_user_agent !== null) {
        rows.set(new_user_agent.ua_id, new_user_agent);
      }
    }
    const sorted = [...rows.values()].sort((a, b) =>
      a.ua_id < b.ua_id ? -1 : 1,
    );
    await insertRows(tx, userAgents, sorted, { skip_conflicts: true });
  }

  async #advance(tx: Transaction, next: Position): Promise<void> {
    const place = {
      segment: next.segment,
      byte_offset: next.offset,
      updated_at: this.#deps.clock.nowMs(),
    };
    await tx
      .insert(journalPositions)
      .values({ journal: this.#id, ...place })
      .onConflictDoUpdate({ target: journalPositions.journal, set: place });
  }

  /** Partitions of the batch's days, made where they are missing, each looked at once. */
  async #ensureDays(clicks: readonly DrainedClick[]): Promise<void> {
    const days = new Set(
      clicks.map(({ time_ms }) => isoTime(time_ms - (time_ms % DAY_MS))),
    );
    const missing = [...days].filter((day) => !this.#days.has(day));
    if (missing.length === 0) return;
    await this.#deps.db.$client.unsafe(
      "select ensure_days('clicks', $1::date[])",
      [`{${missing.map((day) => day.slice(0, 10)).join(",")}}`],
    );
    for (const day of missing) this.#days.add(day);
  }

  #keepBad(stretch: Stretch): void {
    for (const { from, end } of stretch.bad) {
      const bytes = stretch.bytes.subarray(from, end);
      const { segment, offset } = stretch.from;
      this.#setAside(
        `segment ${segment}, byte ${offset + from}: the checksum differs`,
        bytes.toString("base64"),
      );
    }
  }

  #setAside(reason: string, text: string): void {
    const at = isoTime(this.#deps.clock.nowMs());
    this.#deps.set_aside.add({ at, reason, text });
  }
}
