import type { Clock } from "../kernel/mod.ts";
import { encodeClickId } from "./click_id.ts";
import type { LeaseTerm, LeaseTable } from "./node_lease_table.ts";
import { RESERVE_LOW_MS, TimeReserveFailed } from "./time_reserve.ts";
import type { TimeReserve } from "./time_reserve.ts";
import type { KeyRing } from "./key_ring.ts";
import type { Database } from "../../db/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import { databaseLeases } from "./node_lease_table.ts";

/** A clock that steps back by more than this costs a new node number. */
const STEP_BACK_MS = 5_000;

const LEASE_MS = 24 * 3_600_000;
const REPLACE_PAUSE_MS = 1_000;

/** The node number's lease expired; renew it before minting. */
export class LeaseExpired extends Error {
  override readonly name = "LeaseExpired";

  constructor(term: LeaseTerm) {
    const until = isoTime(term.leased_until);
    super(`Cannot mint with node number ${term.node}: leased until ${until}`);
  }
}

/** Dependencies of a lease: the lease table, the clock, and the disk for restarts. */
type NodeLeaseDeps = ({ db: Database } | { table: LeaseTable }) & {
  clock: Clock;
  reserve?: TimeReserve;
};

/**
 * Two processes must never mint the same id, so each leases a node number from the database. A term
 * is the time range of its ids, and terms of one number never overlap in the table. That alone
 * keeps ids distinct: a process that slept past its lease or has a wrong clock can only mint within
 * its own term. For the same reason leases are never deleted early: the row records how far the ids
 * went.
 */
export class NodeLease {
  readonly #table: LeaseTable;
  readonly #clock: Clock;
  readonly #reserve: TimeReserve | undefined;
  #term: LeaseTerm | undefined;
  #turn: Promise<void> = Promise.resolve();
  #renewing: Promise<void> | undefined;
  #replacing: Promise<void> | undefined;
  #replaced_at = -Infinity;
  #failures = 0;

  constructor(deps: NodeLeaseDeps) {
    this.#table = "table" in deps ? deps.table : databaseLeases(deps.db);
    this.#clock = deps.clock;
    this.#reserve = deps.reserve;
  }

  /** The current term, expired or not; throws if there is none. */
  get term(): LeaseTerm {
    if (this.#term === undefined) throw new Error("No node number is leased");
    return this.#term;
  }

  /** The leased node number; throws if the lease expired. */
  get node(): number {
    const { term } = this;
    if (this.#clock.nowMs() >= term.leased_until) throw new LeaseExpired(term);
    return term.node;
  }

  /** Whether there is a number to mint with now. */
  get is_held(): boolean {
    const until = this.#term?.leased_until ?? -Infinity;
    return this.#clock.nowMs() < until;
  }

  /** How often the database was unreachable and the process carried on. */
  get failures(): number {
    return this.#failures;
  }

  /**
   * Resumes the number on disk, or leases a new one. With one on disk it succeeds even while the
   * database is down.
   */
  take(): Promise<void> {
    this.#resume();
    return this.#inTurn(async () => {
      try {
        await (this.#isBehind() ? this.#takeNew() : this.#extend());
      } catch (error) {
        const held = this.#term;
        if (held === undefined || !this.is_held) throw error;
        this.#failures++;
        // Reserve time before the first id needs it.
        await this.#keep(held);
      }
    });
  }

  /** Renews the lease; takes another number if it was lost. */
  renew(): Promise<void> {
    this.#renewing ??= this.#inTurn(() => this.#extend()).finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  /** Leases another number, at most once a second; the old one serves until then. Never throws. */
  replace(): Promise<void> {
    const now_ms = this.#clock.nowMs();
    if (this.#replacing !== undefined) return this.#replacing;
    if (Math.abs(now_ms - this.#replaced_at) < REPLACE_PAUSE_MS) {
      return Promise.resolve();
    }
    this.#replaced_at = now_ms;
    this.#replacing = this.#inTurn(() => this.#takeNew())
      .catch(() => {
        this.#failures++;
      })
      .finally(() => {
        this.#replacing = undefined;
      });
    return this.#replacing;
  }

  /** Stops minting. The lease runs on, for the next start on the same directory. */
  release(): Promise<void> {
    return this.#inTurn(async () => {
      this.#term = undefined;
    });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }

  #resume(): void {
    const left = this.#reserve?.left ?? null;
    if (this.#term !== undefined || left === null) return;
    if (this.#clock.nowMs() < left.leased_until) this.#term = left;
  }

  /** Whether the clock is far behind times that may already be used. */
  #isBehind(): boolean {
    const from = this.#term?.leased_from ?? -Infinity;
    return from - this.#clock.nowMs() > STEP_BACK_MS;
  }

  async #extend(): Promise<void> {
    const held = this.#term;
    if (held === undefined) return await this.#takeNew();
    const wanted = this.#clock.nowMs() + LEASE_MS;
    const leased_until = await this.#table.extend(held, wanted);
    if (leased_until === null) return await this.#takeNew();
    const term = { ...held, leased_until };
    if (!(await this.#keep(term))) return await this.#takeNew();
    this.#term = term;
  }

  async #takeNew(): Promise<void> {
    const term = await this.#claim();
    // A failed write may have reached the disk anyway, and a restart would find it.
    const is_clean = await this.#keep(term);
    this.#term = is_clean ? term : await this.#claim();
  }

  async #claim(): Promise<LeaseTerm> {
    const leased_from = this.#clock.nowMs();
    const holder = crypto.randomUUID();
    const leased_until = leased_from + LEASE_MS;
    const term = { holder, leased_from, leased_until };
    return { ...term, node: await this.#table.take(term) };
  }

  /** Records the term on disk. If the disk fails, a restart just won't resume the number. */
  async #keep(term: LeaseTerm): Promise<boolean> {
    if (this.#reserve === undefined || this.#reserve.failed) return true;
    try {
      const from_ms = Math.max(this.#clock.nowMs(), term.leased_from);
      await this.#reserve.keep(term, from_ms);
      return true;
    } catch (error) {
      if (error instanceof TimeReserveFailed) return false;
      throw error;
    }
  }
}

const SEQUENCE_MAX = 0xffff;

interface MinterDeps {
  clock: Clock;
  ring: Pick<KeyRing, "signing">;
  /** This process's node number; unused with a lease. */
  node(): number;
  /** Supplies the node number and the mintable time range. */
  lease?: Pick<NodeLease, "term" | "replace">;
  /** Limits the time by what is reserved on disk. */
  reserve?: TimeReserve;
}

/** A click id and its time. */
export interface MintedClick {
  click_id: string;
  time_ms: number;
}

/** Every id the disk and the lease allow has been minted. */
export class TimeUsedUp extends Error {
  override readonly name = "TimeUsedUp";
}

/**
 * Mints unique click ids: time and sequence only increase for a node number, and stay within its
 * lease term and below the time reserved on disk.
 */
export class Minter {
  readonly #deps: MinterDeps;
  #term: LeaseTerm | undefined;
  #time_ms = 0;
  #sequence = 0;
  /** Times before this need no check of lease and disk. */
  #checked_until = 0;

  constructor(deps: MinterDeps) {
    this.#deps = deps;
    if (deps.lease === undefined) this.#checked_until = Infinity;
  }

  /** The first time not used in an id of the current node number. */
  get unused_from_ms(): number {
    return this.#time_ms + 1;
  }

  /**
   * Mints an id for a click on a link. Throws `LeaseExpired` if the lease must be renewed first.
   */
  mint(link_id: number, pays: boolean): MintedClick {
    this.#advance();
    const { key_number, key } = this.#deps.ring.signing();
    const fields = {
      key_number,
      pays,
      time_ms: this.#time_ms,
      node: this.#term === undefined ? this.#deps.node() : this.#term.node,
      sequence: this.#sequence,
      link_id,
    };
    return { click_id: encodeClickId(fields, key), time_ms: this.#time_ms };
  }

  #advance(): void {
    const { clock, lease } = this.#deps;
    const now_ms = clock.nowMs();
    if (lease !== undefined && lease.term !== this.#term) {
      this.#follow(lease.term);
    }
    const last_ms = this.#time_ms;
    if (last_ms - now_ms > STEP_BACK_MS) void lease?.replace();
    const wanted = Math.max(now_ms, last_ms);
    const time_ms =
      wanted < this.#checked_until ? wanted : this.#allowed(wanted, last_ms);
    if (time_ms > last_ms) this.#begin(time_ms);
    else if (this.#sequence < SEQUENCE_MAX) this.#sequence++;
    else this.#goAhead(last_ms + 1);
  }

  /** The millisecond is used up, so run ahead of the clock. */
  #goAhead(next_ms: number): void {
    if (
      next_ms >= this.#checked_until &&
      this.#allowed(next_ms, next_ms) < next_ms
    ) {
      throw new TimeUsedUp("Cannot mint: the time reserved on disk is used up");
    }
    this.#begin(next_ms);
  }

  #begin(time_ms: number): void {
    this.#time_ms = time_ms;
    this.#sequence = 0;
  }

  /** A new number starts afresh; a renewed one continues. */
  #follow(term: LeaseTerm): void {
    if (term.holder !== this.#term?.holder) {
      this.#time_ms = term.leased_from - 1;
      this.#sequence = SEQUENCE_MAX;
    }
    this.#term = term;
    this.#checked_until = 0;
  }

  /**
   * The latest time up to `wanted` that is reserved on disk. During a write the time stands still
   * rather than waiting. After a disk failure it goes no further than `least`, so that the
   * remaining time lasts until there is another number.
   */
  #allowed(wanted: number, least: number): number {
    const { lease, reserve } = this.#deps;
    const term = this.#term;
    if (term === undefined) return wanted;
    if (wanted >= term.leased_until) throw new LeaseExpired(term);
    let limit = reserve?.limitOf(term.holder) ?? Infinity;
    let allowed = wanted;
    if (reserve !== undefined && limit - wanted < RESERVE_LOW_MS) {
      if (wanted < limit) reserve.extend(wanted);
      else reserve.extendNow(wanted);
      limit = reserve.limitOf(term.holder);
      if (reserve.failed) {
        void lease?.replace();
        allowed = least;
      }
    }
    this.#checked_until = Math.min(term.leased_until, limit - RESERVE_LOW_MS);
    return Math.min(allowed, limit - 1);
  }
}
