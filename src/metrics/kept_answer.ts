import { ticksMs } from "../../modules/kernel/mod.ts";

/** The longest that anybody waits for an answer. */
const TIMEOUT_MS = 2_000;

/**
 * An answer that is kept for a while. One question at a time is under way, and whoever asks waits
 * for it no longer than the timeout.
 */
export class KeptAnswer<Answer> {
  readonly #kept_ms: number;
  readonly #ask: () => Promise<Answer>;
  #last: { at_ms: number; answer: Answer } | undefined;
  #asking: Promise<Answer | null> | undefined;

  constructor(kept_ms: number, ask: () => Promise<Answer>) {
    this.#kept_ms = kept_ms;
    this.#ask = ask;
  }

  /** Returns the answer, or null if there was none in time. */
  async read(): Promise<Answer | null> {
    const last = this.#last;
    if (last !== undefined && ticksMs() - last.at_ms < this.#kept_ms) {
      return last.answer;
    }
    this.#asking ??= this.#askAgain();
    return await withinTime(this.#asking);
  }

  async #askAgain(): Promise<Answer | null> {
    try {
      const answer = await this.#ask();
      this.#last = { at_ms: ticksMs(), answer };
      return answer;
    } catch {
      return null;
    } finally {
      this.#asking = undefined;
    }
  }
}

async function withinTime<Answer>(
  asking: Promise<Answer | null>,
): Promise<Answer | null> {
  const { promise, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), TIMEOUT_MS);
  return await Promise.race([asking, promise]).finally(() =>
    clearTimeout(timer),
  );
}
