import { ticksMs } from "../../modules/kernel/mod.ts";
import type { FromWorker, ToWorker, WorkerSetup } from "./messages.ts";

/** A worker that says nothing for this long hangs, and is replaced. */
const SILENT_MS_MAX = 15_000;
/** How long a worker that starts may say nothing: it may wait for its directory, or migrate. */
const STARTING_MS_MAX = 30 * 60_000;

/** A started worker's address, and the link that makes the first admin. */
export interface WorkerReady {
  url: string;
  setup_link: string | null;
}

/** A worker in a process of its own. */
export class WorkerProcess {
  readonly number: number;
  /** Resolves when it listens; rejects with its reason if it can't. */
  readonly ready: Promise<WorkerReady>;
  /** Resolves when it has ended, with how. */
  readonly ended: Promise<string>;
  readonly #child: Bun.Subprocess<"ignore", "inherit", "inherit">;
  readonly #starting = Promise.withResolvers<WorkerReady>();
  #is_ready = false;
  #heard_at = ticksMs();

  constructor(setup: WorkerSetup) {
    this.number = setup.number;
    this.ready = this.#starting.promise;
    this.ready.catch(() => {});
    this.#child = Bun.spawn({
      cmd: [...programWords(), "worker"],
      stdio: ["ignore", "inherit", "inherit"],
      serialization: "advanced",
      ipc: (message: FromWorker) => this.#hear(message),
    });
    this.ended = this.#child.exited.then(() => {
      const { signalCode, exitCode } = this.#child;
      const how = String(signalCode ?? `exit code ${exitCode}`);
      const reason = `Worker ${this.number} ended before it listened (${how})`;
      this.#starting.reject(new Error(reason));
      return how;
    });
    this.#send(setup);
  }

  get pid(): number {
    return this.#child.pid;
  }

  /** Passes a signal on; nothing happens if it has ended. */
  signal(signal: "SIGTERM" | "SIGKILL"): void {
    this.#child.kill(signal);
  }

  /** Asks whether it lives, and kills one that has been silent for too long. */
  check(): void {
    const silent_ms = ticksMs() - this.#heard_at;
    if (silent_ms > (this.#is_ready ? SILENT_MS_MAX : STARTING_MS_MAX)) {
      this.signal("SIGKILL");
    } else if (this.#is_ready) {
      this.#send({ kind: "ping" });
    }
  }

  #hear(message: FromWorker): void {
    this.#heard_at = ticksMs();
    if (message.kind === "ready") {
      this.#is_ready = true;
      this.#starting.resolve(message);
    } else if (message.kind === "failed") {
      this.#starting.reject(new Error(message.reason));
    }
  }

  #send(message: ToWorker): void {
    try {
      this.#child.send(message);
    } catch {
      // It has just ended: `ended` says so.
    }
  }
}

/** The words that start this program: its own file, or the runtime and its entry point. */
function programWords(): string[] {
  return Bun.isStandaloneExecutable
    ? [process.execPath]
    : [process.execPath, Bun.main];
}
