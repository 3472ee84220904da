/** Answers of another process that are waited for, each under a number. */
export class AwaitedAnswers<Answer> {
  readonly #waiting = new Map<number, (answer: Answer | null) => void>();
  readonly #wait_ms: number;
  #last = 0;

  /** Waits for each answer at most so long. */
  constructor(wait_ms: number) {
    this.#wait_ms = wait_ms;
  }

  /** Asks under a new number; returns the answer, or null if there is none in time. */
  async ask(send: (id: number) => void): Promise<Answer | null> {
    const id = (this.#last += 1);
    const { promise, resolve } = Promise.withResolvers<Answer | null>();
    const timer = setTimeout(() => resolve(null), this.#wait_ms);
    this.#waiting.set(id, resolve);
    send(id);
    return await promise.finally(() => {
      clearTimeout(timer);
      this.#waiting.delete(id);
    });
  }

  /** Hands an answer to whoever waits for it; one that came too late is dropped. */
  take(id: number, answer: Answer): void {
    this.#waiting.get(id)?.(answer);
  }
}
