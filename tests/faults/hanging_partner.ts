/** A request received by the partner. */
interface Received {
  url: URL;
  webhook_id: string | null;
}

/** A partner on loopback that can stop responding, like an overloaded one. */
export class HangingPartner {
  readonly received: Received[] = [];
  readonly #server: ReturnType<typeof Bun.serve>;
  #hangs_after = Number.POSITIVE_INFINITY;
  #hangs = Promise.withResolvers<void>();
  #answers = Promise.withResolvers<void>();

  constructor() {
    this.#server = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      idleTimeout: 0,
      fetch: async ({ url, headers }) => {
        const webhook_id = headers.get("webhook-id");
        this.received.push({ url: new URL(url), webhook_id });
        if (this.received.length > this.#hangs_after) {
          this.#hangs.resolve();
          await this.#answers.promise;
        }
        return new Response("OK");
      },
    });
  }

  /** URL that it listens on. */
  get url(): string {
    return `http://127.0.0.1:${this.#server.port}`;
  }

  /**
   * Responds to a number of requests, then hangs; resolves when the first one
   * hangs.
   */
  hangAfter(answers: number): Promise<void> {
    this.#hangs_after = answers;
    return this.#hangs.promise;
  }

  /** Responds again, also to hanging requests. */
  answerAll(): void {
    this.#hangs_after = Number.POSITIVE_INFINITY;
    this.#answers.resolve();
  }

  /** Stops it. */
  async stop(): Promise<void> {
    this.answerAll();
    await this.#server.stop(true);
  }
}
