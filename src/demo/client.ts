const REQUEST_TIMEOUT_MS = 10_000;
const POLLS_MAX = 200;
const POLL_MS = 50;

/** A response of the tracker. */
export interface DemoAnswer {
  status: number;
  location: string | null;
  body: Record<string, unknown>;
}

/** An HTTP client of the tracker, like any outsider's. */
export class DemoClient {
  readonly url: string;
  readonly #token: string;
  readonly #signal: AbortSignal;

  constructor(input: { url: string; token: string; signal: AbortSignal }) {
    this.url = input.url;
    this.#token = input.token;
    this.#signal = input.signal;
  }

  /** Creates something through the admin API. */
  async create(path: string, body: unknown): Promise<Record<string, unknown>> {
    return await this.send("POST", path, body);
  }

  /** Sends a body of JSON to the admin API. */
  async send(
    method: string,
    path: string,
    body: unknown,
  ): Promise<Record<string, unknown>> {
    return await this.#admin(path, {
      method,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  }

  /** The same tracker, asked with another token. */
  as(token: string): DemoClient {
    return new DemoClient({ url: this.url, token, signal: this.#signal });
  }

  /** Deletes something through the admin API. */
  async remove(path: string): Promise<void> {
    await this.#admin(path, { method: "DELETE" });
  }

  /** Reads something from the admin API. */
  async read(path: string): Promise<Record<string, unknown>> {
    return await this.#admin(path, {});
  }

  /** Reads a list from the admin API. */
  async list(path: string): Promise<Record<string, unknown>[]> {
    const { data } = await this.read(path);
    if (Array.isArray(data)) return data as Record<string, unknown>[];
    throw new Error(`GET ${path} gave no list`);
  }

  /** Polls, a bounded number of times, until a condition holds. */
  async readUntil(
    path: string,
    isThere: (body: Record<string, unknown>) => boolean,
  ): Promise<Record<string, unknown>> {
    for (let tries = 0; tries < POLLS_MAX; tries++) {
      const body = await this.read(path);
      if (isThere(body)) return body;
      await Bun.sleep(POLL_MS);
    }
    throw new Error(`GET ${path} did not become what was waited for`);
  }

  /** Fetches a public address without a token; doesn't follow redirects. */
  async visit(
    path: string,
    headers: Record<string, string> = {},
  ): Promise<DemoAnswer> {
    return await this.#send(path, { headers });
  }

  async #admin(
    path: string,
    init: { method?: string; headers?: Record<string, string>; body?: string },
  ): Promise<Record<string, unknown>> {
    const authorization = `Bearer ${this.#token}`;
    const headers = { ...init.headers, authorization };
    const { status, body } = await this.#send(`/api/v1${path}`, {
      ...init,
      headers,
    });
    if (status >= 200 && status < 300) return body;
    const method = init.method ?? "GET";
    throw new Error(
      `${method} ${path} answered ${status}: ${JSON.stringify(body)}`,
    );
  }

  async #send(path: string, init: RequestInit): Promise<DemoAnswer> {
    const deadline = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
    const response = await fetch(`${this.url}${path}`, {
      ...init,
      redirect: "manual",
      signal: AbortSignal.any([deadline, this.#signal]),
    });
    const text = await response.text();
    const is_json = /json/.test(response.headers.get("content-type") ?? "");
    return {
      status: response.status,
      location: response.headers.get("location"),
      body:
        is_json && text !== ""
          ? (JSON.parse(text) as Record<string, unknown>)
          : { text },
    };
  }
}
