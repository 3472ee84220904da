import { ticksMs, within } from "../../modules/kernel/mod.ts";

/** The longest that anybody waits for an answer. */
const TIMEOUT_MS = 2_000;

/**
 * An answer that is kept for a while. One question at a time is under way, and whoever asks waits
 * for it no longer than the timeout. After a failure it isn't asked for again until `rest_ms` are
 * over: a statement that takes too long must not be repeated all the time.
 */
export class KeptAnswer<Answer> {
  readonly #kept_ms: number;
  readonly #rest_ms: number;
  readonly #ask: () => Promise<Answer>;
  #failed_at_ms = Number.NEGATIVE_INFINITY;
  #last: { at_ms: number; answer: Answer } | undefined;
  #asking: Promise<Answer | null> | undefined;

  constructor(
    { kept_ms, rest_ms }: { kept_ms: number; rest_ms: number },
    ask: () => Promise<Answer>,
  ) {
    this.#kept_ms = kept_ms;
    this.#rest_ms = rest_ms;
    this.#ask = ask;
  }

  /** Returns the answer, or null if there was none in time. */
  async read(): Promise<Answer | null> {
    const last = this.#last;
    if (last !== undefined && ticksMs() - last.at_ms < this.#kept_ms) {
      return last.answer;
    }
    if (ticksMs() - this.#failed_at_ms < this.#rest_ms) return null;
    this.#asking ??= this.#askAgain();
    return await within(TIMEOUT_MS, this.#asking, null);
  }

  async #askAgain(): Promise<Answer | null> {
    try {
      const answer = await this.#ask();
      this.#last = { at_ms: ticksMs(), answer };
      return answer;
    } catch {
      this.#failed_at_ms = ticksMs();
      return null;
    } finally {
      this.#asking = undefined;
    }
  }
}
