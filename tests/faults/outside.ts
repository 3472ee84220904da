import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { ApiClient } from "../api_client.ts";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { BEHIND_PROXY } from "../visits.ts";
import type { Probed, ProbeRequest } from "./redirect_probe.ts";
import { TrackerDirectory } from "./tracker_process.ts";
import type { TrackerProcess } from "./tracker_process.ts";

/** How long visitors continue after an attack, to notice its after-effects. */
const AFTER_MS = 200;

/** How an attack affected everybody else. */
export interface AttackEffect<T> {
  /** The slowest redirect during the attack. */
  worst_ms: number;
  median_ms: number;
  redirects: number;
  /** Responses to visitors other than a redirect. */
  others: string[];
  /** Peak growth of the tracker's memory; 0 if the system doesn't report it. */
  memory_grown_bytes: number;
  /** Lines logged during the attack. */
  log: string;
  /** The attack's own result. */
  result: T;
}

/**
 * A real tracker in its own process with small limits, and a complete setup. Its
 * peers are trusted proxies: an attacker may claim any address by `X-Forwarded-
 * For`.
 */
export class Outside {
  readonly tracker: TrackerProcess;
  readonly setup: Setup;
  readonly #directory: TrackerDirectory;

  private constructor(
    directory: TrackerDirectory,
    tracker: TrackerProcess,
    setup: Setup,
  ) {
    this.#directory = directory;
    this.tracker = tracker;
    this.setup = setup;
  }

  static async start(env: Record<string, string> = {}): Promise<Outside> {
    const directory = new TrackerDirectory();
    try {
      const tracker = await directory.start({
        ...BEHIND_PROXY,
        TALLYHO_JOURNAL_MB_MAX: "16",
        ...env,
      });
      return new Outside(directory, tracker, await setUp(tracker.api));
    } catch (error) {
      await directory.remove();
      throw error;
    }
  }

  get api(): ApiClient {
    return this.tracker.api;
  }

  /**
   * Runs an attack while visitors open a link one after another, and returns how
   * they were affected.
   */
  async whileAttacked<T>(attack: () => Promise<T>): Promise<AttackEffect<T>> {
    const visitors = new Visitors(`${this.api.url}/c/${this.setup.slug}`);
    const log_from = this.tracker.log.length;
    const memory = new MemoryWatch(this.tracker.pid);
    let result: T;
    let probed: Probed;
    try {
      result = await attack();
      await Bun.sleep(AFTER_MS);
    } finally {
      memory.stop();
      probed = await visitors.stop();
    }
    const latencies_ms = probed.latencies_ms.toSorted((a, b) => a - b);
    return {
      worst_ms: latencies_ms.at(-1) ?? 0,
      median_ms: latencies_ms[latencies_ms.length >> 1] ?? 0,
      redirects: latencies_ms.length - probed.others.length,
      others: probed.others,
      memory_grown_bytes: memory.grown_bytes,
      log: this.tracker.log.slice(log_from),
      result,
    };
  }

  /** Size of the database's files, without its WAL. */
  databaseBytes(): number {
    const base = join(this.#directory.data_dir, "postgres", "data", "base");
    return readdirSync(base, { recursive: true, encoding: "utf8" })
      .map((path) => statSync(join(base, path), { throwIfNoEntry: false }))
      .reduce((sum, file) => sum + (file?.isFile() ? file.size : 0), 0);
  }

  /** Stops the tracker and removes its files. */
  async stop(): Promise<void> {
    await this.#directory.remove();
  }
}

/** Visitors who open a link, in a separate thread. */
class Visitors {
  readonly #worker: Worker;
  readonly #probed = Promise.withResolvers<Probed>();

  constructor(url: string) {
    const file = new URL("./redirect_probe.ts", import.meta.url);
    this.#worker = new Worker(file);
    this.#worker.onmessage = ({ data }: MessageEvent<Probed>) =>
      this.#probed.resolve(data);
    this.#worker.onerror = ({ message }) =>
      this.#probed.reject(new Error(message));
    this.#send({ url });
  }

  async stop(): Promise<Probed> {
    this.#send("stop");
    try {
      return await this.#probed.promise;
    } finally {
      this.#worker.terminate();
    }
  }

  #send(request: ProbeRequest): void {
    this.#worker.postMessage(request);
  }
}

const POLL_MS = 10;

/** Peak growth of a process's memory. */
class MemoryWatch {
  readonly #pid: number;
  readonly #first_bytes: number;
  readonly #timer: Timer;
  #highest_bytes: number;

  constructor(pid: number) {
    this.#pid = pid;
    this.#first_bytes = this.#read();
    this.#highest_bytes = this.#first_bytes;
    this.#timer = setInterval(() => this.#look(), POLL_MS);
  }

  get grown_bytes(): number {
    return this.#highest_bytes - this.#first_bytes;
  }

  stop(): void {
    this.#look();
    clearInterval(this.#timer);
  }

  #look(): void {
    this.#highest_bytes = Math.max(this.#highest_bytes, this.#read());
  }

  #read(): number {
    const path = `/proc/${this.#pid}/status`;
    if (!existsSync(path)) return 0;
    const text = readFileSync(path, "utf8");
    return Number(/^VmRSS:\s*(\d+) kB$/m.exec(text)?.[1] ?? 0) * 1024;
  }
}
