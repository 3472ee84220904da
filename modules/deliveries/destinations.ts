import type { Turn } from "./delivery_store.ts";
import { DestinationGate } from "./destination_gate.ts";
import type { BreakerChange } from "./destination_gate.ts";
import { isWebhook } from "./recipient.ts";
import type { Recipient } from "./recipient.ts";
import { EndpointPauses } from "./endpoints/endpoint_pauses.ts";
import type { JudgedTry } from "./judge_try.ts";
import { RateWindow } from "./rate_window.ts";

/** Maximum places held by destinations that answer slowly or not at all. */
const SLOW_PLACES_MAX = 96;
const GATES_MAX = 10_000;

/** A place for one try; must be given back exactly once. */
export interface Place {
  /** The try ended without a result to judge. */
  drop(): void;
  /** Ends the try. Returns a change if that opens or closes a breaker. */
  end(
    judged: JudgedTry,
    input: { took_ms: number; now_ms: number },
  ): BreakerChange | null;
}

/** Deals out room fairly among endpoints, within their destinations' limits and their own rates. */
export class Destinations {
  readonly #gates = new Map<string, DestinationGate>();
  readonly #buckets = new Map<number, RateWindow>();
  readonly #pauses = new EndpointPauses();
  #is_odd = false;

  /**
   * How much each endpoint may be sent now. Room is dealt out in rounds, so that nobody
   * waits behind another's backlog. Half of each endpoint's share is for first tries
   * and half for retries; either may use what the other leaves.
   */
  turns(input: {
    endpoints: readonly Recipient[];
    room: number;
    now_ms: number;
  }): { turns: Turn[]; passed_over: boolean } {
    const { endpoints, now_ms } = input;
    const wants = endpoints.map((endpoint) => ({
      endpoint,
      free: this.#free(endpoint, now_ms),
      given: 0,
    }));
    const by_origin = new Map<string, number>();
    for (const { endpoint } of wants) {
      const gate = this.#gate(endpoint.origin);
      by_origin.set(endpoint.origin, gate.free(now_ms));
    }
    let room = input.room;
    let slow_room = SLOW_PLACES_MAX - this.#slowPlaces();
    for (let is_dealing = true; is_dealing && room > 0;) {
      is_dealing = false;
      for (const want of wants) {
        if (room === 0) break;
        const { origin } = want.endpoint;
        const left = by_origin.get(origin) ?? 0;
        if (want.given >= want.free || left <= 0) continue;
        const is_slow = this.#gate(origin).is_slow;
        if (is_slow && slow_room <= 0) continue;
        if (is_slow) slow_room -= 1;
        by_origin.set(origin, left - 1);
        want.given += 1;
        room -= 1;
        is_dealing = true;
      }
    }
    const turns = wants.flatMap(({ endpoint, given }): Turn[] => {
      if (given === 0) return [];
      // For odd numbers the larger half alternates.
      this.#is_odd = !this.#is_odd;
      const fresh = (given + (this.#is_odd ? 1 : 0)) >> 1;
      const turn = { endpoint_id: endpoint.id, total: given, fresh };
      return [isWebhook(endpoint) ? { ...turn, is_webhook: true } : turn];
    });
    return { turns, passed_over: wants.some(({ given }) => given === 0) };
  }

  /** Takes a place for a try; null if its destination has closed since turns were dealt. */
  begin(endpoint: Recipient, now_ms: number): Place | null {
    const gate = this.#gate(endpoint.origin);
    if (gate.free(now_ms) === 0) return null;
    if (now_ms < this.#pauses.until(endpoint.id)) return null;
    gate.started();
    this.#bucket(endpoint)?.take(now_ms);
    return {
      drop: () => gate.released({ now_ms, pause_ms: 0 }),
      end: (judged, { took_ms, now_ms: ended_ms }) => {
        const { outcome, pause_ms } = judged;
        if (outcome !== null) {
          this.#pauses.pause(endpoint.id, pause_ms, ended_ms);
          return gate.finished(outcome, { took_ms, now_ms: ended_ms });
        }
        gate.released({ pause_ms, now_ms: ended_ms });
        return null;
      },
    };
  }

  /** When room may open up at a full destination; null if it only depends on an answer. */
  opensAt({ id, origin }: Recipient): number | null {
    const opens_at = this.#gate(origin).opensAt() ?? 0;
    return Math.max(opens_at, this.#pauses.until(id)) || null;
  }

  /** Until when an endpoint asked to be left alone; 0 if it didn't. */
  pausedUntil({ id }: Recipient): number {
    return this.#pauses.until(id);
  }

  /** Returns the endpoints whose pause ended since the last call. */
  takeEndedPauses(now_ms: number): number[] {
    return this.#pauses.takeEnded(now_ms);
  }

  #free(endpoint: Recipient, now_ms: number): number {
    if (now_ms < this.#pauses.until(endpoint.id)) return 0;
    const room = this.#gate(endpoint.origin).free(now_ms);
    const bucket = this.#bucket(endpoint);
    return bucket === null ? room : Math.min(room, bucket.available(now_ms));
  }

  #slowPlaces(): number {
    let places = 0;
    for (const gate of this.#gates.values()) {
      if (gate.is_slow) places += gate.in_flight;
    }
    return places;
  }

  #gate(origin: string): DestinationGate {
    const known = this.#gates.get(origin);
    if (known !== undefined) return known;
    if (this.#gates.size >= GATES_MAX) this.#forgetIdle();
    const gate = new DestinationGate();
    this.#gates.set(origin, gate);
    return gate;
  }

  #bucket({ id, rate_per_second }: Recipient): RateWindow | null {
    if (rate_per_second === null) return null;
    const known = this.#buckets.get(id);
    known?.setRate(rate_per_second);
    const bucket = known ?? new RateWindow(rate_per_second);
    this.#buckets.set(id, bucket);
    return bucket;
  }

  #forgetIdle(): void {
    for (const [origin, gate] of this.#gates) {
      if (gate.in_flight === 0 && !gate.is_open) this.#gates.delete(origin);
    }
  }
}
