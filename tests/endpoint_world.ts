import type { ApiClient } from "./api_client.ts";
import { setUp } from "./factory.ts";
import type { Setup } from "./factory.ts";

/** A request received by a partner's server. */
export interface ReceivedRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** An endpoint as the API shows it. */
export interface Endpoint {
  id: number;
  url: string;
  secret?: string;
  secrets: { id: string; masked: string | null }[];
  headers: Record<string, string>;
  enabled: boolean;
}

/** An affiliate with its own server on loopback, and helpers for its endpoints. */
export class EndpointWorld {
  readonly setup: Setup;
  /** API path of its endpoints. */
  readonly base: string;
  readonly heard: ReceivedRequest[] = [];
  answer: () => Response = () => new Response("OK");
  readonly #api: ApiClient;
  readonly #server: ReturnType<typeof Bun.serve>;
  /** Origin of the server. */
  readonly origin: string;

  constructor(api: ApiClient, setup: Setup) {
    this.#api = api;
    this.setup = setup;
    this.base = `/affiliates/${setup.affiliate_id}/postbacks`;
    this.#server = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      fetch: (request) => this.#hear(request),
    });
    this.origin = `http://127.0.0.1:${this.#server.port}`;
  }

  /** Creates an affiliate and starts its server. */
  static async start(
    api: ApiClient,
    more: Parameters<typeof setUp>[1] = {},
  ): Promise<EndpointWorld> {
    return new EndpointWorld(api, await setUp(api, more));
  }

  /** Returns a URL on its server. */
  url(path: string): string {
    return this.origin + path;
  }

  /** Creates an endpoint on its server. */
  async make(more: object = {}): Promise<Endpoint> {
    const url = this.url("/pb?d={delivery_id}");
    return await this.#api.call("POST", this.base, { url, ...more });
  }

  /** Reads an endpoint. */
  async read(id: number): Promise<Endpoint> {
    return await this.#api.call("GET", `${this.base}/${id}`);
  }

  /** Stops the server. */
  async stop(): Promise<void> {
    await this.#server.stop(true);
  }

  async #hear(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    this.heard.push({
      method: request.method,
      path: pathname + search,
      headers: request.headers.toJSON(),
      body: await request.text(),
    });
    return this.answer();
  }
}
