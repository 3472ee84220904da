import { join } from "node:path";
import { ADMIN_TOKEN } from "../harness.ts";

const READY_LINE = /listens on (http\S+)/;
const REQUEST_TIMEOUT_MS = 20_000;

/** An answer of the old program. */
export interface OldAnswer {
  status: number;
  location: string | null;
  body: Record<string, unknown>;
}

/** A tracker of an earlier commit in its own process, asked by HTTP as anybody would. */
export class OldProgram {
  readonly #child: Bun.Subprocess<"ignore", "pipe", "pipe">;
  readonly #url = Promise.withResolvers<string>();
  #said = "";

  private constructor(checkout: string, env: Record<string, string>) {
    this.#child = Bun.spawn(
      [process.execPath, join(checkout, "src", "main.ts"), "serve"],
      {
        cwd: checkout,
        env: { PATH: process.env.PATH ?? "", ...env },
        stdin: "ignore",
        stdout: "pipe",
        stderr: "pipe",
      },
    );
    this.#url.promise.catch(() => {});
    void this.#read(this.#child.stdout);
    void this.#read(this.#child.stderr);
    void this.#child.exited.then(() => {
      this.#url.reject(new Error(`The old program ended: ${this.#said}`));
    });
  }

  /** Starts the program of a checkout and waits until it listens; throws with its output if it ends. */
  static async start(
    checkout: string,
    env: Record<string, string>,
  ): Promise<OldProgram> {
    const program = new OldProgram(checkout, env);
    await program.#url.promise;
    return program;
  }

  /** Creates a thing by the admin API; throws unless it is created. */
  async create(path: string, body: unknown): Promise<Record<string, unknown>> {
    const answer = await this.admin("POST", path, body);
    if (answer.status >= 200 && answer.status < 300) return answer.body;
    throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }

  /** Calls the admin API. */
  async admin(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<OldAnswer> {
    return await this.visit(`/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${ADMIN_TOKEN}`,
        "content-type": "application/json",
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** Asks any address; redirects are not followed. */
  async visit(path: string, init: RequestInit = {}): Promise<OldAnswer> {
    const url = await this.#url.promise;
    const response = await fetch(`${url}${path}`, {
      redirect: "manual",
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      ...init,
    });
    const text = await response.text();
    const is_json = /json/.test(response.headers.get("content-type") ?? "");
    return {
      status: response.status,
      location: response.headers.get("location"),
      body: is_json ? (JSON.parse(text) as Record<string, unknown>) : {},
    };
  }

  /** Kills it. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#child.exited;
  }

  async #read(stream: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    for await (const bytes of stream) {
      this.#said += decoder.decode(bytes, { stream: true });
      const url = READY_LINE.exec(this.#said)?.[1];
      if (url !== undefined) this.#url.resolve(url);
    }
  }
}
