/**
 * The partners of the delivery bench, all in a process of their own: one server
 * behind many loopback addresses, each a destination. Answers at once, unless an
 * address is told to hang or to fail, and remembers when what arrived first.
 *
 *     bun tests/bench/delivery_receiver.ts
 */
import { firstMatch } from "./machine.ts";

const NEVER = 0;
const ANSWER_MS_MAX = 60_000;
const BEGIN_MS_MAX = 30_000;

/** A partner's behavior. */
export type Manner = "ok" | "hang" | "fail";

/** Requests received by the partners. */
export interface Received {
  requests: number;
  /** Requested URLs, with the time of the first request each. */
  arrivals: [string, number][];
  first_at: number;
}

/** Client of the partners' process. */
export class Partners {
  readonly #child: Bun.Subprocess<"ignore", "pipe", "inherit">;
  readonly #port: number;

  /** Starts the process. */
  static async start(): Promise<Partners> {
    const child = Bun.spawn([process.execPath, import.meta.path], {
      stdin: "ignore",
      stdout: "pipe",
      stderr: "inherit",
    });
    const port = Number(await firstMatch(child.stdout, /\d+/));
    return new Partners(child, port);
  }

  constructor(
    child: Bun.Subprocess<"ignore", "pipe", "inherit">,
    port: number,
  ) {
    this.#child = child;
    this.#port = port;
  }

  /** URL of a partner, from 0. */
  url(index: number): string {
    return `http://127.0.0.${index + 1}:${this.#port}`;
  }

  /** Number of requests received. */
  async count(): Promise<number> {
    return (await this.#ask<Received>("/_count")).requests;
  }

  /** Answers once the first request since the last `begin` is there. */
  async begun(): Promise<void> {
    await this.#ask("/_begun", undefined, BEGIN_MS_MAX);
  }

  /** Everything received since the last `begin`. */
  async received(): Promise<Received> {
    return await this.#ask("/_received");
  }

  /** Clears what was received; all partners answer well except these. */
  async begin(manners: Readonly<Record<number, Manner>> = {}): Promise<void> {
    const by_host = Object.entries(manners).map(([index, manner]) => {
      return [`127.0.0.${Number(index) + 1}`, manner];
    });
    await this.#ask("/_begin", JSON.stringify(by_host));
  }

  /** Stops the process. */
  async stop(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#child.exited;
  }

  async #ask<T>(
    path: string,
    body?: string,
    wait_ms = ANSWER_MS_MAX,
  ): Promise<T> {
    const init = {
      ...(body === undefined ? {} : { method: "POST", body }),
      signal: AbortSignal.timeout(wait_ms),
    };
    const answer = await fetch(`http://127.0.0.250:${this.#port}${path}`, init);
    return (await answer.json()) as T;
  }
}

/**
 * Wall-clock time in fractional milliseconds since 1970, comparable between
 * processes.
 */
export function wallMs(): number {
  return performance.timeOrigin + performance.now();
}

function serve(): void {
  let requests = 0;
  let first_at = NEVER;
  let arrivals = new Map<string, number>();
  let manners = new Map<string, Manner>();
  let begun = Promise.withResolvers<void>();
  const received = () => ({ requests, first_at, arrivals: [...arrivals] });
  const control = async (request: Request, path: string) => {
    if (path === "/_count") {
      return Response.json({ requests, first_at, arrivals: [] });
    }
    if (path === "/_begun") {
      await begun.promise;
      return Response.json({});
    }
    if (path === "/_begin") {
      begun = Promise.withResolvers();
      requests = 0;
      first_at = NEVER;
      arrivals = new Map();
      manners = new Map((await request.json()) as [string, Manner][]);
    }
    return Response.json(received());
  };
  const server = Bun.serve({
    hostname: "0.0.0.0",
    port: 0,
    idleTimeout: 0,
    fetch(request) {
      const { url } = request;
      const path_at = url.indexOf("/", 7);
      if (url[path_at + 1] === "_") return control(request, url.slice(path_at));
      const at = wallMs();
      requests += 1;
      if (first_at === NEVER) {
        first_at = at;
        begun.resolve();
      }
      if (!arrivals.has(url)) arrivals.set(url, at);
      if (manners.size === 0) return new Response("OK");
      const manner = manners.get(url.slice(7, url.indexOf(":", 7)));
      if (manner === "hang") return new Promise<Response>(() => {});
      return new Response("OK", { status: manner === "fail" ? 500 : 200 });
    },
  });
  process.stdout.write(`${server.port}\n`);
}

if (import.meta.main) serve();
