import type { Snapshot } from "../metrics/snapshot.ts";
import { AwaitedAnswers } from "./awaited_answers.ts";
import type { FromWorker, ToWorker, WorkerSetup } from "./messages.ts";
import { WorkerSilence } from "./worker_silence.ts";

/** A worker that leaves so many checks unanswered, one each second, hangs and is replaced. */
const SILENT_CHECKS_MAX = 15;
/** A worker that leaves so many checks unanswered is told of. */
const NOTED_CHECKS = 5;
/** The longest wait for a worker's figures. */
const ANSWER_MS_MAX = 1_000;
/** Checks, one each second, that a worker may leave unanswered as it starts: it may wait for its directory, or migrate. */
const STARTING_CHECKS_MAX = 30 * 60;

/** A started worker's address, and the link that makes the first admin. */
export interface WorkerReady {
  url: string;
  setup_link: string | null;
}

/** A worker that can't start because the database is away: it may later. */
export class DatabaseAway extends Error {}

/** A listener to what workers say. */
export interface WorkerListener {
  /** Asks all workers but one for their figures; that one's own are told. */
  othersFigures(asking: RunningWorker, own: Snapshot): Promise<Snapshot[]>;
  /** Takes the figures that a worker has told. */
  counted(worker: RunningWorker, figures: Snapshot): void;
}

/** A worker as its pool sees it. */
export type RunningWorker = Pick<
  WorkerProcess,
  "number" | "ready" | "ended" | "signal" | "check" | "figures" | "is_silent"
>;

/** A worker in a process of its own. */
export class WorkerProcess {
  readonly number: number;
  /** Resolves when it listens; rejects with its reason if it can't. */
  readonly ready: Promise<WorkerReady>;
  /** Resolves when it has ended, with how. */
  readonly ended: Promise<string>;
  readonly #child: Bun.Subprocess<"ignore", "inherit", "inherit">;
  readonly #starting = Promise.withResolvers<WorkerReady>();
  readonly #figures = new AwaitedAnswers<Snapshot>(ANSWER_MS_MAX);
  readonly #listener: WorkerListener;
  #is_ready = false;
  readonly #silence = new WorkerSilence();

  constructor(setup: WorkerSetup, listener: WorkerListener) {
    this.number = setup.number;
    this.#listener = listener;
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

  /**
   * Asks whether it lives, tells it of the others' trouble, and kills it if it has been silent for too
   * long.
   */
  check(trouble: string | null): void {
    const checks_max = this.#is_ready ? SILENT_CHECKS_MAX : STARTING_CHECKS_MAX;
    if (this.#silence.isLongerThan(checks_max)) {
      this.signal("SIGKILL");
      return;
    }
    this.#silence.checked();
    if (this.#is_ready) this.#send({ kind: "ping", trouble });
  }

  /** Whether it listens and hasn't answered the last pings. */
  get is_silent(): boolean {
    return this.#is_ready && this.#silence.isLongerThan(NOTED_CHECKS);
  }

  /** Its figures; null if it has none to give, or not in time. */
  async figures(): Promise<Snapshot | null> {
    if (!this.#is_ready) return null;
    return await this.#figures.ask((id) =>
      this.#send({ kind: "give_figures", id }),
    );
  }

  async #giveOthers(id: number, own: Snapshot): Promise<void> {
    const snapshots = await this.#listener.othersFigures(this, own);
    this.#send({ kind: "figures", id, snapshots });
  }

  #hear(message: FromWorker): void {
    this.#silence.heard();
    if (message.kind === "ready") {
      this.#is_ready = true;
      this.#starting.resolve(message);
    } else if (message.kind === "failed") {
      const { reason, is_database_away } = message;
      this.#starting.reject(
        is_database_away ? new DatabaseAway(reason) : new Error(reason),
      );
    } else if (message.kind === "ask_figures") {
      void this.#giveOthers(message.id, message.own);
    } else if (message.kind === "figures") {
      this.#listener.counted(this, message.snapshot);
      this.#figures.take(message.id, message.snapshot);
    } else {
      this.#listener.counted(this, message.counts);
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
