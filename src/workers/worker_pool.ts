import { Loop } from "../../modules/scheduler/mod.ts";
import type { Snapshot } from "../metrics/snapshot.ts";
import { WorkerProcess } from "./worker_process.ts";
import type {
  OthersFigures,
  RunningWorker,
  WorkerReady,
} from "./worker_process.ts";
import type { WorkerSetup } from "./messages.ts";

const CHECK_MS = 1_000;
const RESTART_PAUSE_MS = 250;
const RESTART_PAUSE_MS_MAX = 30_000;

/** Starts the process of a worker. */
export type BeginWorker = (
  setup: WorkerSetup,
  others: OthersFigures,
) => RunningWorker;

/** Workers that are started again when they end by themselves. */
export class WorkerPool {
  readonly #setups: readonly WorkerSetup[];
  readonly #log: (line: string) => void;
  readonly #beginWorker: BeginWorker;
  readonly #running = new Map<number, RunningWorker>();
  readonly #watching: Promise<void>[] = [];
  readonly #checking: Loop;
  readonly #stopped = Promise.withResolvers<void>();
  #is_stopping = false;

  constructor(
    setups: readonly WorkerSetup[],
    log: (line: string) => void,
    begin: BeginWorker = (setup, others) => new WorkerProcess(setup, others),
  ) {
    this.#setups = setups;
    this.#log = log;
    this.#beginWorker = begin;
    this.#checking = new Loop({
      name: "workers",
      poll_ms: CHECK_MS,
      failed: (_, error) => log(String(error)),
      runOnce: async () => {
        for (const worker of this.#running.values()) worker.check();
        return false;
      },
    });
  }

  /**
   * Starts the first worker, which migrates and makes what is missing, then the others. Throws the
   * reason of one that can't start; what was started is to be stopped.
   */
  async start(): Promise<WorkerReady> {
    this.#checking.start();
    const [first, ...others] = this.#setups.map((setup) => () => {
      const worker = this.#begin(setup);
      this.#watching.push(this.#watch(setup, worker));
      return worker.ready;
    });
    if (first === undefined) throw new Error("There is no worker to start");
    const ready = await first();
    // A stop waits for those that run by then: one that is begun after it would be left.
    if (this.#is_stopping) throw new Error("The workers are being stopped");
    await Promise.all(others.map((start) => start()));
    return ready;
  }

  /** Asks all to stop, or to hurry if they were asked before. */
  signal(): void {
    this.#is_stopping = true;
    this.#stopped.resolve();
    for (const worker of this.#running.values()) worker.signal("SIGTERM");
  }

  /** Stops all, and kills those that take longer than is given. */
  async stop(within_ms: number): Promise<void> {
    this.signal();
    await this.#checking.stop();
    const late = AbortSignal.timeout(within_ms);
    late.addEventListener("abort", () => {
      for (const worker of this.#running.values()) {
        this.#log(`Worker ${worker.number} did not stop in time and is ended`);
        worker.signal("SIGKILL");
      }
    });
    await Promise.all(this.#watching);
  }

  #begin(setup: WorkerSetup): RunningWorker {
    const worker = this.#beginWorker(setup, (asking) =>
      this.#figuresBut(asking),
    );
    this.#running.set(setup.number, worker);
    return worker;
  }

  async #figuresBut(asking: RunningWorker): Promise<Snapshot[]> {
    const others = [...this.#running.values()].filter((one) => one !== asking);
    const all = await Promise.all(others.map((one) => one.figures()));
    return all.filter((one) => one !== null);
  }

  /** Starts a worker again whenever it ends, once it has been ready. */
  async #watch(setup: WorkerSetup, first: RunningWorker): Promise<void> {
    const { number } = setup;
    let worker = first;
    let pause_ms = RESTART_PAUSE_MS;
    let has_started = false;
    for (;;) {
      const is_ready = await worker.ready.then(
        () => true,
        (error: unknown) => {
          if (has_started) this.#log(String(error));
          return false;
        },
      );
      has_started ||= is_ready;
      if (is_ready) pause_ms = RESTART_PAUSE_MS;
      const how = await worker.ended;
      this.#running.delete(number);
      if (this.#is_stopping || !has_started) return;
      this.#log(
        `Worker ${number} ended by itself (${how}) and is started again`,
      );
      await Promise.race([this.#stopped.promise, Bun.sleep(pause_ms)]);
      if (this.#is_stopping) return;
      pause_ms = Math.min(pause_ms * 2, RESTART_PAUSE_MS_MAX);
      worker = this.#begin(setup);
    }
  }
}
