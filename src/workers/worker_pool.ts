import { Loop } from "../../modules/scheduler/mod.ts";
import { ticksMs } from "../../modules/kernel/mod.ts";
import { WorkerCounts } from "./worker_counts.ts";
import { DatabaseAway, WorkerProcess } from "./worker_process.ts";
import type {
  RunningWorker,
  WorkerListener,
  WorkerReady,
} from "./worker_process.ts";
import type { WorkerSetup } from "./messages.ts";

const CHECK_MS = 1_000;
const RESTART_PAUSE_MS = 250;
const RESTART_PAUSE_MS_MAX = 30_000;
/** A worker that has listened for so long counts as well again. */
const STEADY_MS = 60_000;

/** Starts the process of a worker. */
export type BeginWorker = (
  setup: WorkerSetup,
  listener: WorkerListener,
) => RunningWorker;

/** Time as a pool measures and waits it. */
export interface PoolTime {
  ticksMs(): number;
  sleep(wait_ms: number): Promise<void>;
}

/** Ends of a worker by itself, one after another. */
interface Failing {
  ends: number;
  how: string;
  /** When it listened again; undefined while it doesn't. */
  listens_since?: number | undefined;
}

/** Workers that are started again when they end by themselves. */
export class WorkerPool {
  readonly #setups: readonly WorkerSetup[];
  readonly #log: (line: string) => void;
  readonly #beginWorker: BeginWorker;
  readonly #running = new Map<number, RunningWorker>();
  readonly #watching: Promise<void>[] = [];
  readonly #checking: Loop;
  readonly #stopped = Promise.withResolvers<void>();
  readonly #counts: WorkerCounts;
  readonly #failing = new Map<number, Failing>();
  readonly #time: PoolTime;
  #is_stopping = false;

  constructor(
    setups: readonly WorkerSetup[],
    log: (line: string) => void,
    begin: BeginWorker = (setup, listener) =>
      new WorkerProcess(setup, listener),
    time: PoolTime = { ticksMs, sleep: (wait_ms) => Bun.sleep(wait_ms) },
  ) {
    this.#setups = setups;
    this.#log = log;
    this.#beginWorker = begin;
    this.#time = time;
    this.#counts = new WorkerCounts(setups.map(({ number }) => number));
    this.#checking = new Loop({
      name: "workers",
      poll_ms: CHECK_MS,
      failed: (_, error) => log(String(error)),
      runOnce: async () => {
        this.check();
        return false;
      },
    });
  }

  /**
   * Starts the first worker, which migrates and makes what is missing, then the others. Throws the
   * reason of one that can't start; what was started is to be stopped. Once the first listens, one that
   * only misses the database is started again until it is there.
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
    await Promise.all(
      others.map(async (start) => {
        await start().catch((error: unknown) => {
          if (!(error instanceof DatabaseAway)) throw error;
        });
      }),
    );
    return ready;
  }

  /** Asks all whether they live, and tells each of the others' trouble; done every second. */
  check(): void {
    const trouble = this.#trouble();
    for (const worker of this.#running.values()) worker.check(trouble);
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
    const listener: WorkerListener = {
      othersFigures: (asking, own) => this.#counts.allBut(asking, own),
      counted: (one, figures) => this.#counts.note(one, figures),
    };
    let worker: RunningWorker;
    try {
      worker = this.#beginWorker(setup, listener);
    } catch (error) {
      worker = withoutProcess(setup.number, error);
    }
    this.#counts.begin(worker);
    this.#running.set(setup.number, worker);
    return worker;
  }

  /** The workers that don't answer, or that ended and haven't been well for long enough since. */
  #trouble(): string | null {
    const silent = [...this.#running.values()]
      .filter(({ is_silent }) => is_silent)
      .map(({ number }) => `worker ${number} does not answer`);
    const ended = [...this.#failing].flatMap(([number, failing]) => {
      if (!this.#isSteady(failing)) return describeEnds(number, failing);
      this.#failing.delete(number);
      return [];
    });
    const all = [...silent, ...ended];
    return all.length === 0 ? null : `Of the workers, ${all.join("; ")}`;
  }

  #isSteady({ listens_since }: Failing): boolean {
    if (listens_since === undefined) return false;
    return this.#time.ticksMs() - listens_since >= STEADY_MS;
  }

  /** Starts a worker again whenever it ends, once it has been ready, or if it only missed the database. */
  async #watch(setup: WorkerSetup, first: RunningWorker): Promise<void> {
    const { number } = setup;
    let worker = first;
    let is_kept = false;
    for (;;) {
      is_kept = await this.#untilReady(worker, is_kept);
      const how = await worker.ended;
      this.#running.delete(number);
      if (this.#is_stopping || !is_kept) return;
      this.#counts.end(worker);
      const pause_ms = this.#noteEnd(number, how);
      this.#log(
        `Worker ${number} ended by itself (${how}) and is started again in ${pause_ms / 1_000} s`,
      );
      await Promise.race([this.#stopped.promise, this.#time.sleep(pause_ms)]);
      if (this.#is_stopping) return;
      worker = this.#begin(setup);
    }
  }

  /** Whether it is to be started again when it ends; why it doesn't listen is logged then. */
  async #untilReady(worker: RunningWorker, is_kept: boolean): Promise<boolean> {
    try {
      await worker.ready;
      const failing = this.#failing.get(worker.number);
      if (failing !== undefined) failing.listens_since = this.#time.ticksMs();
      return true;
    } catch (error) {
      const is_again = is_kept || error instanceof DatabaseAway;
      if (is_again) this.#log(String(error));
      return is_again;
    }
  }

  /** Counts an end by itself; returns how long to wait, the longer the more followed each other. */
  #noteEnd(number: number, how: string): number {
    const before = this.#failing.get(number);
    const ends =
      before === undefined || this.#isSteady(before) ? 1 : before.ends + 1;
    this.#failing.set(number, { ends, how });
    return Math.min(RESTART_PAUSE_MS * 2 ** (ends - 1), RESTART_PAUSE_MS_MAX);
  }
}

/** A worker whose process couldn't be started, as one that ended at once. */
function withoutProcess(number: number, cause: unknown): RunningWorker {
  const why = cause instanceof Error ? cause.message : String(cause);
  const reason = `its process could not be started: ${why}`;
  const ready = Promise.reject(new Error(`Worker ${number}: ${reason}`));
  ready.catch(() => {});
  return {
    ...{ number, ready, ended: Promise.resolve(reason), is_silent: false },
    signal() {},
    check() {},
    figures: async () => null,
  };
}

function describeEnds(number: number, { ends, how }: Failing): string {
  const times = ends === 1 ? "" : ` ${ends} times in a row`;
  return `worker ${number} ended by itself${times} (${how}); the log says why`;
}
