/** A request that a partner received. */
export interface Received {
  url: URL;
  method: string;
  headers: Headers;
}

/** A partner's tracker on loopback: keeps what it receives, and answers as it is told. */
export class PartnerReceiver {
  readonly received: Received[] = [];
  /** Answers for the next requests, in order; 200 when there are none left. */
  readonly answers: Response[] = [];
  readonly #server: ReturnType<typeof Bun.serve>;

  constructor() {
    this.#server = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      fetch: (request) => {
        const { method, headers } = request;
        this.received.push({ url: new URL(request.url), method, headers });
        return this.answers.shift() ?? new Response("OK");
      },
    });
  }

  /** Where it listens. */
  get url(): string {
    return `http://127.0.0.1:${this.#server.port}`;
  }

  /** Ends it. */
  async stop(): Promise<void> {
    await this.#server.stop(true);
  }
}
