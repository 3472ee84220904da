const HOST = "127.0.0.1";
const LOOK_MS = 100;
const TRIES_MAX = 5;

/** A tracker behind a proxy. */
interface Backend {
  url: string;
  is_ready: boolean;
}

/**
 * A proxy on loopback in front of several trackers: it asks each one's `/readyz`, sends nothing to
 * one that isn't ready, keeps connections, and sends a request again that was refused a connection.
 */
export class HttpProxy {
  readonly #server: Bun.Server<undefined>;
  readonly #backends: Backend[] = [];
  #next = 0;
  #is_stopped = false;
  readonly #looking: Promise<void>;
  /** Requests that no tracker answered, or with a fault of its own. */
  failed = 0;
  /** Requests that were answered. */
  answered = 0;

  constructor() {
    this.#server = Bun.serve({
      hostname: HOST,
      port: 0,
      idleTimeout: 60,
      fetch: (request) => this.#pass(request),
    });
    this.#looking = this.#look();
  }

  get url(): string {
    return `http://${HOST}:${this.#server.port}`;
  }

  /** Adds a tracker once it is ready. */
  add(url: string): void {
    this.#backends.push({ url, is_ready: true });
  }

  /** Forgets a tracker that has ended. */
  remove(url: string): void {
    const at = this.#backends.findIndex((backend) => backend.url === url);
    if (at >= 0) this.#backends.splice(at, 1);
  }

  /** Whether it sends requests to a tracker. */
  sendsTo(url: string): boolean {
    return this.#backends.some((one) => one.url === url && one.is_ready);
  }

  async stop(): Promise<void> {
    this.#is_stopped = true;
    await this.#looking;
    await this.#server.stop(true);
  }

  async #look(): Promise<void> {
    while (!this.#is_stopped) {
      for (const backend of this.#backends) {
        backend.is_ready = await fetch(`${backend.url}/readyz`).then(
          ({ status }) => status === 200,
          () => false,
        );
      }
      await Bun.sleep(LOOK_MS);
    }
  }

  async #pass(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      const ready = this.#backends.filter(({ is_ready }) => is_ready);
      const backend = ready[this.#next++ % ready.length];
      if (backend === undefined) break;
      try {
        const answer = await fetch(`${backend.url}${pathname}${search}`, {
          method: request.method,
          headers: request.headers,
          redirect: "manual",
        });
        if (answer.status < 500) this.answered++;
        else this.failed++;
        return answer;
      } catch (error) {
        if (!isRefused(error)) break;
        backend.is_ready = false;
      }
    }
    this.failed++;
    return new Response(null, { status: 502 });
  }
}

/** Whether no connection was made, so that nothing can have been done. */
function isRefused(error: unknown): boolean {
  return (
    error instanceof Error && "code" in error && error.code === "ECONNREFUSED"
  );
}
