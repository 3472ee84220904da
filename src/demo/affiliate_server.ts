const REQUEST_TIMEOUT_MS = 10_000;

/** A request received by the affiliate's server, and its answer. */
export interface ReceivedRequest {
  ref: string;
  status: string;
  payout: string;
  delivery_id: string;
  answered: number;
}

/** The affiliate's server, on loopback: records requests, and fails on demand. */
export class AffiliateServer {
  readonly heard: ReceivedRequest[] = [];
  readonly #server: ReturnType<typeof Bun.serve>;
  #failures_left = 0;
  #changed = Promise.withResolvers<void>();

  constructor() {
    this.#server = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      fetch: (request) => this.#answer(request),
    });
  }

  /** Its postback URL for the network, with macros. */
  get postback_url(): string {
    return `http://127.0.0.1:${this.#server.port}/told?ref={click_ref}&status={status}&payout={payout}`;
  }

  /** Answers the next requests with 503. */
  failNext(times: number): void {
    this.#failures_left = times;
  }

  /** Waits until it has received this many requests in total, and returns the last of them. */
  async waitForRequest(
    count: number,
    signal: AbortSignal,
  ): Promise<ReceivedRequest> {
    const deadline = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
    const ended = AbortSignal.any([deadline, signal]);
    const ending = Promise.withResolvers<void>();
    ended.addEventListener("abort", () => ending.resolve());
    while (this.heard.length < count && !ended.aborted) {
      await Promise.race([this.#changed.promise, ending.promise]);
    }
    const last = this.heard[count - 1];
    if (last !== undefined) return last;
    throw new Error(
      `The affiliate's server heard ${this.heard.length} requests, not ${count}`,
    );
  }

  /** Stops it. */
  async stop(): Promise<void> {
    await this.#server.stop(true);
  }

  #answer(request: Request): Response {
    const { searchParams } = new URL(request.url);
    const answered = this.#failures_left > 0 ? 503 : 200;
    if (this.#failures_left > 0) this.#failures_left--;
    this.heard.push({
      ref: searchParams.get("ref") ?? "",
      status: searchParams.get("status") ?? "",
      payout: searchParams.get("payout") ?? "",
      delivery_id: request.headers.get("webhook-id") ?? "",
      answered,
    });
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
    return new Response(answered === 200 ? "OK" : "Busy", { status: answered });
  }
}
