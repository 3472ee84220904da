import type { ApiClient } from "./api_client.ts";
import { setUp } from "./factory.ts";
import type { Setup } from "./factory.ts";

/** A request as a partner's server got it. */
export interface Heard {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** An endpoint, as the API shows it. */
export interface Endpoint {
  id: number;
  url: string;
  secret?: string;
  secrets: { id: string; masked: string | null }[];
  headers: Record<string, string>;
  enabled: boolean;
}

/** An affiliate with a server of its own on loopback, and what tests do with its endpoints. */
export class EndpointWorld {
  readonly setup: Setup;
  /** Where its endpoints are in the API. */
  readonly base: string;
  readonly heard: Heard[] = [];
  answer: () => Response = () => new Response("OK");
  readonly #api: ApiClient;
  readonly #server: ReturnType<typeof Bun.serve>;
  /** Scheme, host and port of the server. */
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

  /** Sets up an affiliate and starts its server. */
  static async start(api: ApiClient): Promise<EndpointWorld> {
    return new EndpointWorld(api, await setUp(api));
  }

  /** A URL on its server. */
  url(path: string): string {
    return this.origin + path;
  }

  /** Makes an endpoint on its server. */
  async make(more: object = {}): Promise<Endpoint> {
    const url = this.url("/pb?d={delivery_id}");
    return await this.#api.call("POST", this.base, { url, ...more });
  }

  /** An endpoint as it is now. */
  async read(id: number): Promise<Endpoint> {
    return await this.#api.call("GET", `${this.base}/${id}`);
  }

  /** Ends the server. */
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
