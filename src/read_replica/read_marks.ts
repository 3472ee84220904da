/** A replica that is used has everything from before this long ago. */
const KEPT_MS = 60_000;
const CALLERS_MAX = 10_000;

interface Mark {
  position: bigint;
  at_ms: number;
}

/** Up to where a replica must be for each caller to find in it what it changed itself. */
export class ReadMarks {
  readonly #marks = new Map<string, Mark>();
  /** For callers that had to be forgotten. */
  #of_all: Mark | null = null;

  /** Notes that a caller changed something, which the log has up to a position. */
  note(caller: string, mark: Mark): void {
    this.#forget(mark.at_ms);
    const known = this.#marks.get(caller);
    // The last of the map is the newest.
    this.#marks.delete(caller);
    this.#marks.set(caller, later(known, mark));
    if (this.#marks.size <= CALLERS_MAX) return;
    const [oldest] = this.#marks;
    if (oldest === undefined) return;
    this.#marks.delete(oldest[0]);
    this.#of_all = later(this.#of_all ?? undefined, oldest[1]);
  }

  /** The position up to which a caller must find everything; null if it changed nothing lately. */
  of(caller: string, now_ms: number): bigint | null {
    this.#forget(now_ms);
    const own = this.#marks.get(caller)?.position ?? null;
    const all = this.#of_all?.position ?? null;
    if (own === null || all === null) return own ?? all;
    return own > all ? own : all;
  }

  /** Forgets old marks, which are the first. */
  #forget(now_ms: number): void {
    for (const [caller, { at_ms }] of this.#marks) {
      if (now_ms - at_ms < KEPT_MS) break;
      this.#marks.delete(caller);
    }
    const { at_ms = now_ms } = this.#of_all ?? {};
    if (now_ms - at_ms >= KEPT_MS) this.#of_all = null;
  }
}

/** Both marks as one. */
function later(known: Mark | undefined, { position, at_ms }: Mark): Mark {
  if (known === undefined || known.position < position) {
    return { position, at_ms };
  }
  return { position: known.position, at_ms };
}
