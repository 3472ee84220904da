import type postgres from "postgres";
import { eq } from "drizzle-orm";
import { isRowFault, postgresCode } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { journalPositions } from "../../db/schema/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { copyClicks } from "./copy_clicks.ts";
import type { DrainedClick, Enricher, UserAgentRow } from "./enrich_click.ts";
import { decodeClick } from "./click_record.ts";
import type { Journal, Position, Stretch } from "./journal/mod.ts";
import { RECORD_TYPE } from "./record_type.ts";
import type { SetAside } from "./set_aside.ts";

const DAY_MS = 86_400_000;

/** What the drain needs. */
export interface DrainDeps {
  db: Database;
  clock: Clock;
  journal: Journal;
  /** The journal's own id, and how to take a new one. */
  identity: { id: string; renew(): string };
  enricher: Enricher;
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
    const clicks = this.#enrich(stretch);
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

  #enrich(stretch: Stretch): DrainedClick[] {
    const { enricher } = this.#deps;
    return stretch.records.flatMap(({ type, text }) => {
      if (type !== RECORD_TYPE.click) return [];
      const fields = decodeClick(text);
      const click = fields === null ? null : enricher.enrich(fields);
      if (click === null) this.#setAside("no click's record", text);
      return click === null ? [] : [click];
    });
  }

  async #store(clicks: readonly DrainedClick[], next: Position): Promise<void> {
    await this.#deps.db.$client.begin(async (tx) => {
      await this.#insertUserAgents(tx, clicks);
      if (clicks.length > 0) {
        await copyClicks(
          tx,
          clicks.map(({ line }) => line),
        );
      }
      await this.#advance(tx, next);
    });
    this.#deps.enricher.stored(clicks);
  }

  /** A row was refused: halves are tried under savepoints until it stands alone, and the others go through. */
  async #storeOneByOne(
    clicks: readonly DrainedClick[],
    next: Position,
  ): Promise<void> {
    await this.#deps.db.$client.begin(async (tx) => {
      await this.#insertUserAgents(tx, clicks);
      await this.#copyHalves(tx, clicks);
      await this.#advance(tx, next);
    });
    this.#deps.enricher.stored(clicks);
  }

  async #copyHalves(
    tx: postgres.TransactionSql,
    clicks: readonly DrainedClick[],
  ): Promise<void> {
    try {
      await tx.savepoint((at) =>
        copyClicks(
          at,
          clicks.map(({ line }) => line),
        ),
      );
    } catch (error) {
      if (!isRowFault(error)) throw error;
      const [only] = clicks;
      if (clicks.length > 1) {
        const half = clicks.length >> 1;
        await this.#copyHalves(tx, clicks.slice(0, half));
        await this.#copyHalves(tx, clicks.slice(half));
      } else if (only !== undefined && postgresCode(error) !== "23505") {
        this.#setAside(String(error), only.line);
      }
    }
  }

  async #insertUserAgents(
    tx: postgres.TransactionSql,
    clicks: readonly DrainedClick[],
  ): Promise<void> {
    const rows = new Map<string, UserAgentRow>();
    for (const { new_user_agent } of clicks) {
      if (new_user_agent !== null) {
        rows.set(new_user_agent.ua_id, new_user_agent);
      }
    }
    if (rows.size === 0) return;
    const json = JSON.stringify(
      [...rows.values()].sort((a, b) => (a.ua_id < b.ua_id ? -1 : 1)),
    );
    await tx.unsafe(
      `insert into user_agents (ua_id, user_agent, device, os, os_version, browser, is_bot)
       select ua_id, user_agent, device, os, os_version, browser, is_bot
       from json_to_recordset($1::json) as r(ua_id bigint, user_agent text, device text,
         os text, os_version text, browser text, is_bot boolean)
       on conflict do nothing`,
      [json],
    );
  }

  async #advance(tx: postgres.TransactionSql, next: Position): Promise<void> {
    const now = isoTime(this.#deps.clock.nowMs());
    await tx.unsafe(
      `insert into journal_positions (journal, segment, byte_offset, updated_at)
       values ($1, $2, $3, $4)
       on conflict (journal) do update
       set segment = $2, byte_offset = $3, updated_at = $4`,
      [this.#id, next.segment, next.offset, now],
    );
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
