import { mismatchOf } from "./api_document.ts";
import { textOf } from "./event_stream.ts";

/** A response with parsed JSON. */
export interface Answer<T = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: T;
}

/**
 * A test client of the admin API and the public addresses; checks every response
 * against the API document.
 */
export class ApiClient {
  readonly url: string;
  readonly token: string;

  constructor(url: string, token: string) {
    this.url = url;
    this.token = token;
  }

  /** Calls the admin API; throws unless the response is 2xx. */
  async call<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<T> {
    const answer = await this.try<T>(method, path, body);
    if (answer.status >= 200 && answer.status < 300) return answer.body;
    throw new Error(
      `${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`,
    );
  }

  /** Calls the admin API and returns any response. */
  async try<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Answer<T>> {
    return await this.fetch<T>(`/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** Fetches any address of the tracker without following redirects. */
  async fetch<T = Record<string, unknown>>(
    path: string,
    init: RequestInit = {},
  ): Promise<Answer<T>> {
    const { response, text, json } = await this.#ask(path, init);
    const { status, headers } = response;
    if (status === 429) checkLimitHeaders(path, headers);
    return { status, headers, body: (json ?? { text }) as T };
  }

  /** As `fetch` of the platform, for clients that are given one. */
  async respond(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const { method, headers } = request;
    const body = await request.text();
    const { response, text } = await this.#ask(`${pathname}${search}`, {
      ...{ method, headers },
      ...(body === "" ? {} : { body }),
    });
    return new Response(text === "" ? null : text, response);
  }

  /** Sends a request, and throws if the response isn't as the document says. */
  async #ask(path: string, init: RequestInit) {
    const response = await fetch(`${this.url}${path}`, {
      redirect: "manual",
      ...init,
    });
    const text = await textOf(response);
    const { status, headers } = response;
    const content_type = headers.get("content-type") ?? "";
    const is_json = /\bjson\b/.test(content_type) && text !== "";
    const json: unknown = is_json ? JSON.parse(text) : undefined;
    const method = init.method ?? "GET";
    const body = json;
    const misfit = mismatchOf({ method, path, status, content_type, body });
    if (misfit !== null) throw new Error(misfit);
    return { response, text, json };
  }

  /** Clicks a link and returns the click id that the destination receives. */
  async click(slug: string, query = ""): Promise<string> {
    const answer = await this.fetch(`/c/${slug}${query}`);
    const location = new URL(answer.headers.get("location") ?? "");
    const click_id = location.searchParams.get("click_id");
    if (answer.status === 302 && click_id !== null) return click_id;
    throw new Error(`/c/${slug} answered ${answer.status} without a click id`);
  }

  /** Sends a postback to the plain address by GET. */
  async postback(parameters: Record<string, string>): Promise<Answer> {
    const query = new URLSearchParams(parameters).toString();
    return await this.fetch(`/v1/postback?${query}`);
  }
}

/** A refusal by a limit says which, and when there is room again. */
function checkLimitHeaders(path: string, headers: Headers): void {
  const values = ["limit", "remaining", "reset"].map((name) =>
    headers.get(`ratelimit-${name}`),
  );
  const wait_s = headers.get("retry-after");
  const all = [...values, wait_s].every((value) => /^\d+$/.test(value ?? ""));
  if (all && Number(wait_s) > 0) return;
  throw new Error(`${path} answers 429 without its limit: ${values.join()}`);
}
