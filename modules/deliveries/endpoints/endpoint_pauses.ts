/** Maximum pause that a receiver may ask for. */
const PAUSE_MS_MAX = 600_000;

/**
 * Endpoints that asked to be left alone. A pause applies to the endpoint and not to its
 * host, where others may have endpoints: none of them may stop the rest.
 */
export class EndpointPauses {
  readonly #until = new Map<number, number>();

  /** Pauses an endpoint; a longer pause in effect stays. */
  pause(endpoint_id: number, pause_ms: number, now_ms: number): void {
    if (pause_ms <= 0) return;
    const until_ms = now_ms + Math.min(pause_ms, PAUSE_MS_MAX);
    const known_ms = this.#until.get(endpoint_id) ?? 0;
    this.#until.set(endpoint_id, Math.max(known_ms, until_ms));
  }

  /** Until when it is paused; 0 if it isn't. */
  until(endpoint_id: number): number {
    return this.#until.get(endpoint_id) ?? 0;
  }

  /** Drops ended pauses and returns their endpoints. */
  takeEnded(now_ms: number): number[] {
    const ended = [...this.#until].filter(([, until_ms]) => until_ms <= now_ms);
    for (const [id] of ended) this.#until.delete(id);
    return ended.map(([id]) => id);
  }
}

const PREFIX = "endpoint ";

/** Key of an endpoint's pause among the open breakers; no origin begins like this. */
export function pauseKey(endpoint_id: number): string {
  return `${PREFIX}${endpoint_id}`;
}

/** The endpoint of a pause key; null for an origin's breaker. */
export function pausedEndpoint(key: string): number | null {
  return key.startsWith(PREFIX) ? Number(key.slice(PREFIX.length)) : null;
}
