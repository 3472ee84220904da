import { afterAll, afterEach } from "bun:test";
import type { ApiClient } from "./api_client.ts";
import type { TestService } from "./harness.ts";
import { OldTracker } from "./old_tracker.ts";

export const FORWARDS = "/moves/forwards";

/** A forward as the API shows it. */
export interface Forward {
  id: number;
  source_id: number | null;
  url: string;
  enabled: boolean;
  disabled_reason: string | null;
  taken: number;
  refused: number;
  expired: number;
  last_taken_at: string | null;
}

interface Kept {
  outcome: string;
  http_status: number;
  trace: { step: string; found: string; ok: boolean }[];
}

/** A network that has moved here, with its old tracker still running; each test makes its own forwards. */
export class ForwardWorld {
  readonly old = new OldTracker();
  readonly #service: TestService;
  readonly #api: ApiClient;
  #orders = 0;

  constructor(service: TestService) {
    this.#service = service;
    this.#api = service.api;
    const { old } = this;
    afterAll(() => old.close());
    afterEach(async () => {
      old.heard.length = 0;
      old.answers.length = 0;
      type List = { data: Forward[] };
      const { data } = await this.#api.call<List>("GET", FORWARDS);
      for (const { id } of data) {
        await this.#api.call("DELETE", `${FORWARDS}/${id}`);
      }
    });
  }

  /** An order that nobody has sent yet. */
  order(): string {
    this.#orders += 1;
    return `F-${this.#orders}`;
  }

  async forwardTo(url: string, change: object = {}): Promise<Forward> {
    return await this.#api.call("POST", FORWARDS, { url, ...change });
  }

  async forwardOf(id: number): Promise<Forward> {
    return await this.#api.call("GET", `${FORWARDS}/${id}`);
  }

  /** Sends on all that is due. */
  async sendOn(): Promise<void> {
    while (await this.#service.forward_sender.runOnce());
  }

  async kept(postback_id: unknown): Promise<Kept> {
    return await this.#api.call("GET", `/postbacks/${String(postback_id)}`);
  }

  /** The steps of a postback's trace that tell of its forward. */
  async told(postback_id: unknown): Promise<string[]> {
    const { trace } = await this.kept(postback_id);
    return trace
      .filter(({ step }) => step === "forward")
      .map(({ found }) => found);
  }
}
