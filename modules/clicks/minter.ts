import type { Clock } from "../kernel/mod.ts";
import { encodeClickId } from "./click_id.ts";
import { LeaseExpired, STEP_BACK_MS } from "./node_lease.ts";
import type { NodeLease } from "./node_lease.ts";
import type { LeaseTerm } from "./node_lease_table.ts";
import { RESERVE_LOW_MS } from "./time_reserve.ts";
import type { TimeReserve } from "./time_reserve.ts";

const SEQUENCE_MAX = 0xffff;

/** Dependencies of the minter. */
export interface MinterDeps {
  clock: Clock;
  /** The current signing key. */
  signing(): { key_number: number; key: Uint8Array };
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
    const { key_number, key } = this.#deps.signing();
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
