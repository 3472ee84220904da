import { Problem } from "../kernel/mod.ts";
import type { AppRoute } from "./describe.ts";
import {
  claimKey,
  keepAnswer,
  openAnswer,
  readKey,
  releaseKey,
} from "./idempotency_store.ts";
import type {
  ClaimedKey,
  IdempotencyStoreDeps,
  KeptAnswer,
} from "./idempotency_store.ts";

/** The header with a key, and the one that marks a repeated answer. */
export const IDEMPOTENCY_KEY = "idempotency-key";
const REPLAYED = "idempotency-replayed";
/** Printable ASCII. */
export const KEY_PATTERN = "^[\\x20-\\x7e]{1,255}$";
const KEY = new RegExp(KEY_PATTERN);
const WAIT_MS = 10_000;
const POLL_MS = 100;
/** Maximum requests that wait for others; more are refused at once. */
const WAITING_MAX = 100;
const KEPT_HEADERS = ["content-type", "etag", "location"];
/** Refusals of requests that can be put right, or come again later. */
const RELEASING_STATUS = [400, 413, 415, 429];
const RELEASING_CODES = ["invalid_request", "bookings_open"];

export interface IdempotencyDeps extends IdempotencyStoreDeps {
  sleep(ms: number): Promise<void>;
  ticksMs(): number;
  failed(what: string, error: unknown): void;
  /** How long a second request waits for the first. */
  wait_ms?: number;
}

/** A request with a key. */
export interface KeyedRequest {
  /** Who asks, such as `token 019a…`. */
  caller: string;
  method: string;
  path: string;
  key: string;
  /** Hash of the request; null if its body is only known once it was read. */
  hash: Uint8Array | null;
  /** Hash of the request, whose body it reads to the end. */
  digest(): Promise<Uint8Array>;
}

/** Whether a route keeps its answers by `Idempotency-Key`: it creates or moves something. */
export function takesKey({ method, path, roles }: AppRoute): boolean {
  const is_trial = path.startsWith("/api/v1/sandbox/");
  return method === "POST" && roles !== undefined && !is_trial;
}

/** The key of a request; null without one. */
export function keyOf(request: Request): string | null {
  const key = request.headers.get(IDEMPOTENCY_KEY);
  if (key === null || KEY.test(key)) return key;
  const message = "must be 1 to 255 printable ASCII characters";
  const errors = [{ field: "Idempotency-Key", message }];
  const detail = `Invalid Idempotency-Key: ${message}`;
  throw new Problem(422, "invalid_request", detail, { errors });
}

/** Executes a request once per key, and repeats its answer. */
export class Idempotency {
  readonly #deps: IdempotencyDeps;
  #waiting = 0;

  constructor(deps: IdempotencyDeps) {
    this.#deps = deps;
  }

  /** Executes a request, or repeats the answer of the one with its key. */
  async answer(
    request: KeyedRequest,
    execute: () => Promise<Response>,
  ): Promise<Response> {
    const id = idOf(request);
    const first = await this.#attempt(id, request, execute);
    if (first !== null) return first;
    if (this.#waiting >= WAITING_MAX) throw inFlight();
    this.#waiting += 1;
    try {
      return await this.#wait(id, request, execute);
    } finally {
      this.#waiting -= 1;
    }
  }

  async #wait(
    id: Uint8Array,
    request: KeyedRequest,
    execute: () => Promise<Response>,
  ): Promise<Response> {
    const { sleep, ticksMs, wait_ms = WAIT_MS } = this.#deps;
    const until = ticksMs() + wait_ms;
    while (ticksMs() < until) {
      await sleep(POLL_MS);
      const answer = await this.#attempt(id, request, execute);
      if (answer !== null) return answer;
    }
    throw inFlight();
  }

  /** Null while another request with the key is under way. */
  async #attempt(
    id: Uint8Array,
    request: KeyedRequest,
    execute: () => Promise<Response>,
  ): Promise<Response | null> {
    const claimed = await claimKey(this.#deps, id, request.hash);
    if (claimed !== null) return await this.#execute(claimed, request, execute);
    const taken = await readKey(this.#deps, id);
    if (taken === undefined) return null;
    const { request_hash } = taken;
    if (request_hash !== null) {
      const hash = request.hash ?? (await request.digest());
      if (!Buffer.from(hash).equals(request_hash)) throw conflict();
    }
    if (taken.status === null) return null;
    const kept = openAnswer(this.#deps, id, taken);
    if (kept === null) throw unreadable();
    return repeated(kept);
  }

  async #execute(
    claimed: ClaimedKey,
    request: KeyedRequest,
    execute: () => Promise<Response>,
  ): Promise<Response> {
    const response = await execute().catch(async (error: unknown) => {
      // It was refused in front of its route.
      if (error instanceof Problem && error.status < 500) {
        await releaseKey(this.#deps, claimed);
      }
      throw error;
    });
    const { status, headers } = response;
    const body = await response.text();
    const answered = new Response(body === "" ? null : body, {
      status,
      headers,
    });
    try {
      await this.#settle(claimed, request, { response: answered, body });
    } catch (error) {
      // The key stays taken: nobody may execute it again.
      this.#deps.failed("the answer to an idempotency key was not kept", error);
    }
    return answered;
  }

  async #settle(
    claimed: ClaimedKey,
    request: KeyedRequest,
    { response, body }: { response: Response; body: string },
  ): Promise<void> {
    const { status, headers, ok } = response;
    const fate = fateOf({
      status,
      code: ok ? undefined : codeOf(body),
      comes_again: headers.has("retry-after"),
    });
    const is_streamed = request.hash === null;
    if (fate === "release" || (is_streamed && status < 500 && !ok)) {
      await releaseKey(this.#deps, claimed);
    }
    if (fate !== "keep" || (is_streamed && !ok)) return;
    const request_hash = request.hash ?? (await request.digest());
    const kept = KEPT_HEADERS.flatMap((name): [string, string][] => {
      const value = headers.get(name);
      return value === null ? [] : [[name, value]];
    });
    const answer = { status, headers: kept, body };
    await keepAnswer(this.#deps, claimed, { request_hash, answer });
  }
}

/**
 * The fate of a key by its answer: kept once its request was decided, released if
 * nothing can have been written, otherwise the key stays taken.
 */
export function fateOf(answer: {
  status: number;
  code: string | undefined;
  comes_again: boolean;
}): "keep" | "release" | "stay" {
  const { status, code, comes_again } = answer;
  if (status < 400) return "keep";
  const is_released =
    RELEASING_STATUS.includes(status) ||
    RELEASING_CODES.includes(code ?? "") ||
    (status < 500 && comes_again);
  if (is_released) return "release";
  return status < 500 ? "keep" : "stay";
}

function idOf({ caller, method, path, key }: KeyedRequest): Uint8Array {
  const scope = JSON.stringify([caller, method, path, key]);
  return new Bun.CryptoHasher("sha256").update(scope).digest();
}

function codeOf(body: string): string | undefined {
  try {
    return (JSON.parse(body) as { code?: string }).code;
  } catch {
    return undefined;
  }
}

function repeated({ status, headers, body }: KeptAnswer): Response {
  return new Response(body === "" ? null : body, {
    status,
    headers: [...headers, [REPLAYED, "true"]],
  });
}

function conflict(): Problem {
  const detail =
    "Another request used this Idempotency-Key: use a new key for a new request";
  return new Problem(409, "idempotency_conflict", detail);
}

function inFlight(): Problem {
  const detail =
    "A request with this Idempotency-Key is in progress, or its process stopped before it answered: check whether it was done before you use a new key";
  return new Problem(409, "in_flight", detail);
}

function unreadable(): Problem {
  const detail =
    "The request with this Idempotency-Key was answered, but the answer is sealed under another TALLYHO_KEY: check what it did";
  return new Problem(409, "in_flight", detail);
}
