/** A request as the old tracker received it. */
export interface OldTrackerRequest {
  method: string;
  /** Path and query. */
  path: string;
  headers: Headers;
  body: string;
}

/** The tracker that a network has moved from, on loopback: it answers postbacks with its own words. */
export class OldTracker {
  readonly heard: OldTrackerRequest[] = [];
  /** Answers to the next requests, in order; `OK` once used up. */
  readonly answers: (() => Response)[] = [];
  #server: ReturnType<typeof Bun.serve>;

  constructor() {
    this.#server = this.#listen(0);
  }

  get url(): string {
    return `http://127.0.0.1:${this.#server.port}`;
  }

  /** It is down until `open`. */
  async close(): Promise<void> {
    await this.#server.stop(true);
  }

  open(): void {
    this.#server = this.#listen(this.#server.port ?? 0);
  }

  #listen(port: number): ReturnType<typeof Bun.serve> {
    return Bun.serve({
      hostname: "127.0.0.1",
      port,
      fetch: async (request) => {
        const { method, headers, url } = request;
        const { pathname, search } = new URL(url);
        const body = await request.text();
        this.heard.push({ method, headers, body, path: pathname + search });
        return this.answers.shift()?.() ?? new Response("OK");
      },
    });
  }
}
