import { countsOf, gaugesOf, mergeSnapshots } from "../metrics/snapshot.ts";
import type { Snapshot } from "../metrics/snapshot.ts";
import type { RunningWorker } from "./worker_process.ts";

type Counted = Pick<RunningWorker, "number" | "figures">;

/** The counts of all workers since the start, also of those that ended: a sum that only grows. */
export class WorkerCounts {
  readonly #numbers: readonly number[];
  /** The counts of each running worker, as last known. */
  readonly #last = new Map<Counted, Snapshot>();
  readonly #restarts: Map<number, number>;
  #ended: Snapshot = {};

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
    this.#restarts = new Map(numbers.map((number) => [number, 0]));
  }

  begin(worker: Counted): void {
    this.#last.set(worker, {});
  }

  /** Keeps the figures of a running worker; those of one that ended came too late. */
  note(worker: Counted, figures: Snapshot): void {
    if (this.#last.has(worker)) this.#last.set(worker, countsOf(figures));
  }

  /** Adds the counts of a worker that ended by itself to what stays. */
  end(worker: Counted): void {
    const last = this.#last.get(worker) ?? {};
    this.#last.delete(worker);
    this.#ended = mergeSnapshots([this.#ended, last]);
    const { number } = worker;
    this.#restarts.set(number, (this.#restarts.get(number) ?? 0) + 1);
  }

  /** Everything that a worker adds to its own figures to answer a scrape for all. */
  async allBut(asking: Counted, own: Snapshot): Promise<Snapshot[]> {
    this.note(asking, own);
    const others = [...this.#last.keys()].filter((one) => one !== asking);
    const answers = await Promise.all(
      others.map(async (worker) => ({
        worker,
        figures: await worker.figures(),
      })),
    );
    // Of what ended meanwhile, the counts are among those of the ended.
    const answered = answers.flatMap(({ worker, figures }) => {
      if (figures === null || !this.#last.has(worker)) return [];
      this.note(worker, figures);
      return [{ number: worker.number, gauges: gaugesOf(figures) }];
    });
    const counts = [...this.#last].flatMap(([worker, last]) =>
      worker === asking ? [] : [last],
    );
    const up = new Set([asking, ...answered].map(({ number }) => number));
    return [
      this.#workerFigures(up),
      this.#ended,
      ...counts,
      ...answered.map(({ gauges }) => gauges),
    ];
  }

  #workerFigures(up: ReadonlySet<number>): Snapshot {
    const each = (valueOf: (number: number) => number) =>
      this.#numbers.map((number) => ({
        labels: { worker: String(number) },
        value: valueOf(number),
      }));
    return {
      tallyho_worker_up: each((number) => (up.has(number) ? 1 : 0)),
      tallyho_worker_restarts_total: each(
        (number) => this.#restarts.get(number) ?? 0,
      ),
    };
  }
}
