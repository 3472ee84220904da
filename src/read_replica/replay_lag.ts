/** Most positions that are remembered: ten minutes of them. */
const SAMPLES_MAX = 600;

/** A primary that was asked less long ago counts as asked just now. */
const ASKED_MS = 5_000;

/** The end of a primary's log when it was asked. */
interface Sample {
  /** Before it was asked, in ticks of this process. */
  at_ms: number;
  position: bigint;
}

/**
 * How old a replica's rows are. It compares positions of the log, since the time of the last
 * replayed transaction grows old on a primary that has nothing to do.
 */
export class ReplayLag {
  readonly #samples: Sample[] = [];
  #caught_up: Sample | null = null;

  /** Notes what the primary had written at a time, and what the replica had replayed after it. */
  note(sample: Sample, replayed: bigint): void {
    this.#samples.push(sample);
    while ((this.#samples[0]?.position ?? replayed + 1n) <= replayed) {
      this.#caught_up = this.#samples.shift() ?? null;
    }
    if (this.#samples.length > SAMPLES_MAX) {
      // Every second one of a long lag tells as much.
      const kept = this.#samples.filter((_, at) => at % 2 === 0);
      this.#samples.splice(0, this.#samples.length, ...kept);
    }
  }

  /** The time, in ticks, up to which the replica has everything; null if none is known. */
  get as_of_ms(): number | null {
    return this.#caught_up?.at_ms ?? null;
  }

  /**
   * Its lag in ms, 0 if it has all that was written when last asked; at least that long while it was
   * never seen to have caught up. Null before it was asked.
   */
  at(now_ms: number): number | null {
    if (this.#caught_up === null) {
      const [first] = this.#samples;
      return first === undefined ? null : now_ms - first.at_ms;
    }
    const age_ms = now_ms - this.#caught_up.at_ms;
    const has_all = this.#samples.length === 0;
    return has_all && age_ms < ASKED_MS ? 0 : age_ms;
  }

  /** Forgets everything: it is another replica, or another primary. */
  clear(): void {
    this.#samples.length = 0;
    this.#caught_up = null;
  }
}
