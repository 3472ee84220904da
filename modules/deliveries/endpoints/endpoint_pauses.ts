/** The longest that a receiver's own wish to wait holds back what else there is for it. */
const PAUSE_MS_MAX = 600_000;

/**
 * Endpoints that asked to be left alone. It holds for the endpoint and not for its
 * host: others may have theirs there, and none of them may stop the rest.
 */
export class EndpointPauses {
  readonly #until = new Map<number, number>();

  /** An endpoint asks for a pause; the longer wish counts. */
  pause(endpoint_id: number, pause_ms: number, now_ms: number): void {
    if (pause_ms <= 0) return;
    const until_ms = now_ms + Math.min(pause_ms, PAUSE_MS_MAX);
    const known_ms = this.#until.get(endpoint_id) ?? 0;
    this.#until.set(endpoint_id, Math.max(known_ms, until_ms));
  }

  /** Until when; 0 where it asked for none. */
  until(endpoint_id: number): number {
    return this.#until.get(endpoint_id) ?? 0;
  }

  /** Forgets the pauses that are over, and gives whose they were. */
  takeEnded(now_ms: number): number[] {
    const ended = [...this.#until].filter(([, until_ms]) => until_ms <= now_ms);
    for (const [id] of ended) this.#until.delete(id);
    return ended.map(([id]) => id);
  }
}

const PREFIX = "endpoint ";

/** The key under which an endpoint's pause stands among the open breakers: no origin begins so. */
export function pauseKey(endpoint_id: number): string {
  return `${PREFIX}${endpoint_id}`;
}

/** The endpoint whose pause has this key; null where it is an origin's breaker. */
export function pausedEndpoint(key: string): number | null {
  return key.startsWith(PREFIX) ? Number(key.slice(PREFIX.length)) : null;
}
