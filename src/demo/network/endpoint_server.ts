/** The affiliates' trackers, on loopback: each path can be made to fail. */
export class EndpointServer {
  readonly #server: ReturnType<typeof Bun.serve>;
  readonly #failing = new Set<string>();

  constructor() {
    this.#server = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      fetch: (request) => this.#answer(request),
    });
  }

  /** The address of an affiliate's tracker, with macros. */
  urlOf(name: string): string {
    return `http://127.0.0.1:${this.#server.port}/${name}?cid={click_ref}&status={status}&payout={payout}&goal={goal}`;
  }

  /** Whether it answers with errors from now on. */
  fail(name: string, is_failing: boolean): void {
    if (is_failing) this.#failing.add(name);
    else this.#failing.delete(name);
  }

  /** Stops it. */
  async stop(): Promise<void> {
    await this.#server.stop(true);
  }

  #answer(request: Request): Response {
    const name = new URL(request.url).pathname.slice(1);
    return this.#failing.has(name)
      ? new Response("Upstream timed out", { status: 503 })
      : new Response("OK");
  }
}
