import type { Clock } from "../kernel/mod.ts";
import type { DeliveryStore, OpenBreaker } from "./delivery_store.ts";
import type { BreakerChange } from "./destination_gate.ts";
import { pauseKey } from "./endpoints/endpoint_pauses.ts";
import type { JudgedTry } from "./judge_try.ts";
import type { Recipient } from "./recipient.ts";

interface BreakerNotesDeps {
  store: Pick<DeliveryStore, "breaker">;
  clock: Clock;
  failed(what: string, error: unknown): void;
}

/** Breakers that opened or closed, and pauses that endpoints asked for, until they are saved. */
export class BreakerNotes {
  readonly #deps: BreakerNotesDeps;
  readonly #unsaved = new Map<string, OpenBreaker | null>();
  #is_saving = false;

  constructor(deps: BreakerNotesDeps) {
    this.#deps = deps;
  }

  /** Notes that the pauses of endpoints are over. */
  pausesEnded(endpoint_ids: readonly number[]): void {
    for (const id of endpoint_ids) this.#unsaved.set(pauseKey(id), null);
  }

  /** Notes what a try changed that is shown. Returns whether there was anything. */
  note(
    { settled, outcome, pause_ms }: JudgedTry,
    input: {
      endpoint: Recipient;
      change: BreakerChange | null;
      paused_until: number;
    },
  ): boolean {
    const { endpoint, change, paused_until } = input;
    const opened_at = this.#deps.clock.nowMs();
    const reason = settled.reason ?? "";
    if (change !== null) {
      const { is_open, probe_at } = change;
      const open = is_open ? { opened_at, probe_at, reason } : null;
      this.#unsaved.set(endpoint.origin, open);
    }
    const is_paused = outcome !== null && pause_ms > 0;
    if (is_paused) {
      const pause = { opened_at, probe_at: paused_until, reason };
      this.#unsaved.set(pauseKey(endpoint.id), pause);
    }
    return change !== null || is_paused;
  }

  /** Saves what is noted, one by one so that the last one wins; what fails is saved later. */
  async save(): Promise<void> {
    if (this.#is_saving) return;
    this.#is_saving = true;
    try {
      for (const [origin, open] of this.#unsaved) {
        await this.#deps.store.breaker(origin, open);
        if (this.#unsaved.get(origin) === open) this.#unsaved.delete(origin);
      }
    } catch (error) {
      this.#deps.failed("showing an open breaker", error);
    } finally {
      this.#is_saving = false;
    }
  }
}
