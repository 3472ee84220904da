/** A request received by a partner. */
export interface Received {
  url: URL;
  method: string;
  headers: Headers;
}

/** A partner's tracker on loopback: records requests and answers as configured. */
export class PartnerReceiver {
  readonly received: Received[] = [];
  /** Responses to the next requests, in order; 200 once used up. */
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

  /** URL that it listens on. */
  get url(): string {
    return `http://127.0.0.1:${this.#server.port}`;
  }

  /** Stops it. */
  async stop(): Promise<void> {
    await this.#server.stop(true);
  }
}
