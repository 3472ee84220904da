import { chmodSync, existsSync, mkdtempSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endOrphan } from "../../src/postgres/orphan_postgres.ts";
import { ApiClient } from "../api_client.ts";
import { copyCluster } from "../cluster_copy.ts";
import { ADMIN_TOKEN } from "../harness.ts";
import { PROGRAM } from "../program.ts";
import { until } from "../until.ts";

const READY_LINE = /^Tallyho listens on (http\S+)$/m;

/** A tracker's output and exit. */
export interface Ended {
  exit_code: number | null;
  stdout: string;
  stderr: string;
}

/** A directory for one tracker, and the processes started on it. */
export class TrackerDirectory {
  /** Root's Postgres runs as another user, who must be able to enter. */
  readonly base: string;
  readonly data_dir: string;
  readonly #trackers: TrackerProcess[] = [];

  constructor() {
    this.base = mkdtempSync(join(tmpdir(), "tallyho-faults-"));
    chmodSync(this.base, 0o755);
    this.data_dir = join(this.base, "data");
  }

  /**
   * Starts `serve` and waits until it is ready, on the prepared database if there
   * is no data directory yet; throws with its output if it ends instead.
   */
  async start(env: Record<string, string> = {}): Promise<TrackerProcess> {
    const is_new = !existsSync(this.data_dir) && env.DATABASE_URL === undefined;
    if (is_new) copyCluster(this.data_dir);
    const tracker = this.spawn(env);
    await tracker.ready();
    return tracker;
  }

  /** Starts `serve` and signals it to stop once its Postgres is up, before it listens. */
  async startAndStop(signal: "SIGTERM" | "SIGINT", times = 1): Promise<Ended> {
    const tracker = this.spawn({});
    await until("a Postgres begins to start", () => this.postgresPid());
    for (let time = 1; time < times; time++) tracker.signal(signal);
    return await tracker.stop(signal);
  }

  /** Runs `serve` where it must exit by itself. */
  async run(env: Record<string, string> = {}): Promise<Ended> {
    return await this.spawn(env).ended();
  }

  /** The process id of this directory's Postgres; null if none should be running. */
  postgresPid(): number | null {
    const path = join(this.data_dir, "postgres", "data", "postmaster.pid");
    if (!existsSync(path)) return null;
    return Number.parseInt(readFileSync(path, "utf8"), 10);
  }

  /** Ends the processes that still run here and removes the directory. */
  async remove(): Promise<void> {
    for (const tracker of this.#trackers) await tracker.kill();
    await endOrphan(join(this.data_dir, "postgres", "data"), () => {});
    await rm(this.base, { recursive: true, force: true });
  }

  /** Whether a tracker has taken the directory. */
  isHeld(): boolean {
    return existsSync(join(this.data_dir, "lock"));
  }

  /** Starts `serve`, and doesn't wait for it. */
  spawn(env: Record<string, string>): TrackerProcess {
    const tracker = new TrackerProcess({
      PORT: "0",
      TALLYHO_DATA_DIR: this.data_dir,
      TALLYHO_ADMIN_TOKEN: ADMIN_TOKEN,
      TALLYHO_ALLOW_PRIVATE_TARGETS: "127.0.0.0/8",
      ...env,
    });
    this.#trackers.push(tracker);
    return tracker;
  }
}

/** A tracker in its own process, to be stopped or killed. */
export class TrackerProcess {
  readonly #child: Bun.Subprocess<"ignore", "pipe", "pipe">;
  readonly #stdout: Promise<string>;
  readonly #stderr: Promise<string>;
  #log = "";
  #output = "";
  readonly #url = Promise.withResolvers<string>();
  #api: ApiClient | undefined;

  constructor(env: Record<string, string>) {
    this.#child = Bun.spawn([process.execPath, PROGRAM, "serve"], {
      env: { PATH: process.env.PATH ?? "", ...env },
      stdin: "ignore",
      stdout: "pipe",
      stderr: "pipe",
    });
    this.#url.promise.catch(() => {});
    this.#stdout = this.#read();
    this.#stderr = this.#readLog();
  }

  /** Its process id. */
  get pid(): number {
    return this.#child.pid;
  }

  /** Its standard output so far. */
  get output(): string {
    return this.#output;
  }

  /** The log so far. */
  get log(): string {
    return this.#log;
  }

  /** An admin client. */
  get api(): ApiClient {
    if (this.#api === undefined) throw new Error("The tracker is not ready");
    return this.#api;
  }

  /** Waits until it listens and responds. */
  async ready(): Promise<void> {
    const api = await this.listening();
    const { status } = await api.fetch("/readyz");
    if (status !== 200) throw new Error(`/readyz answered ${status}`);
  }

  /** Waits until it listens, whether it is well or not. */
  async listening(): Promise<ApiClient> {
    this.#api = new ApiClient(await this.#url.promise, ADMIN_TOKEN);
    return this.#api;
  }

  /** Kills it like a power failure; its Postgres keeps running. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#child.exited;
  }

  /** Sends a signal. */
  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Signals it to stop, and waits. */
  async stop(signal: "SIGTERM" | "SIGINT" = "SIGTERM"): Promise<Ended> {
    this.#child.kill(signal);
    return await this.ended();
  }

  /** Waits until it has exited. */
  async ended(): Promise<Ended> {
    const [stdout, stderr] = await Promise.all([this.#stdout, this.#stderr]);
    await this.#child.exited;
    return { exit_code: this.#child.exitCode, stdout, stderr };
  }

  async #readLog(): Promise<string> {
    const decoder = new TextDecoder();
    for await (const bytes of this.#child.stderr) {
      this.#log += decoder.decode(bytes, { stream: true });
    }
    return this.#log;
  }

  async #read(): Promise<string> {
    const decoder = new TextDecoder();
    for await (const bytes of this.#child.stdout) {
      this.#output += decoder.decode(bytes, { stream: true });
      const [, url] = READY_LINE.exec(this.#output) ?? [];
      if (url !== undefined) this.#url.resolve(url);
    }
    const said = `${this.#output}${await this.#stderr}`;
    this.#url.reject(
      new Error(`The tracker ended before it listened: ${said}`),
    );
    return this.#output;
  }
}
