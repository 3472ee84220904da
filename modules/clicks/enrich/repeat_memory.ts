const BUCKET_SEED = 1;
const FINGERPRINT_SEED = 2;
const NEVER = Number.NEGATIVE_INFINITY;

/** A visitor's first click within a window. */
export interface FirstVisit {
  /** Hashes of the visitor's key. */
  bucket: number;
  fingerprint: number;
  first_ms: number;
}

/**
 * Remembers since when keys are known, for a window from then on, in fixed memory: typed arrays
 * take 25 to 50 bytes per entry, a map of strings over a hundred. It has two generations; the older
 * is dropped when the younger is full, so at least the `entries_max / 2` latest keys are known, and
 * when nothing in it is within the window any more. Keys are compared by a 64-bit hash.
 */
export class RepeatMemory {
  readonly #window_ms: number;
  readonly #generation_max: number;
  #young: Generation;
  #old: Generation;
  /** The notes not taken yet, by generation: all but the first list are of generations begun since. */
  #noted: [FirstVisit[], ...FirstVisit[][]] = [[]];

  constructor(options: { window_ms: number; entries_max: number }) {
    const { window_ms, entries_max } = options;
    if (!Number.isInteger(entries_max) || entries_max < 2) {
      throw new RangeError(
        `Cannot remember visitors: ${entries_max} entries are fewer than 2`,
      );
    }
    this.#window_ms = window_ms;
    this.#generation_max = Math.floor(entries_max / 2);
    this.#young = new Generation(this.#generation_max);
    this.#old = new Generation(this.#generation_max);
  }

  /** Whether a key is known within its window; otherwise a window begins now. */
  seen(key: string, now_ms: number): boolean {
    const { bucket, fingerprint } = hashesOf(key);
    const young_ms = this.#young.firstOf(bucket, fingerprint);
    if (this.#isWithin(young_ms, now_ms)) return true;
    const old_ms = this.#old.firstOf(bucket, fingerprint);
    const is_known = this.#isWithin(old_ms, now_ms);
    // Noted again when found in the old generation: who comes again and again stays known.
    const first_ms = is_known ? old_ms : now_ms;
    this.#note({ bucket, fingerprint, first_ms }, now_ms);
    return is_known;
  }

  /** Whether a key is known within its window; notes nothing. */
  knows(key: string, now_ms: number): boolean {
    const { bucket, fingerprint } = hashesOf(key);
    return [this.#young, this.#old].some((generation) =>
      this.#isWithin(generation.firstOf(bucket, fingerprint), now_ms),
    );
  }

  /**
   * Takes the notes made since the last call: a list for the generation at that time, and one for each
   * begun since. Restored in order, they make the same memory.
   */
  takeNoted(): [FirstVisit[], ...FirstVisit[][]] {
    const noted = this.#noted;
    this.#noted = [[]];
    return noted;
  }

  /** Notes what an earlier memory noted in one generation. */
  restoreGeneration(visits: Iterable<FirstVisit>): void {
    this.#turn();
    for (const visit of visits) {
      // A file made with a larger memory may hold more than fits.
      if (this.#young.notes >= this.#generation_max) this.#turn();
      this.#young.note(visit);
    }
  }

  #note(visit: FirstVisit, now_ms: number): void {
    const { notes, earliest_ms } = this.#young;
    const ended_ms = now_ms - this.#window_ms;
    const is_past = earliest_ms <= ended_ms && this.#old.latest_ms <= ended_ms;
    if (notes >= this.#generation_max || is_past) {
      this.#turn();
      this.#noted.push([]);
    }
    this.#young.note(visit);
    this.#noted.at(-1)?.push(visit);
  }

  /** Within the window also before its start: clicks come a little out of order. */
  #isWithin(first_ms: number, now_ms: number): boolean {
    return Math.abs(now_ms - first_ms) < this.#window_ms;
  }

  #turn(): void {
    const dropped = this.#old;
    dropped.clear();
    this.#old = this.#young;
    this.#young = dropped;
  }
}

function hashesOf(key: string) {
  return {
    bucket: Bun.hash.xxHash32(key, BUCKET_SEED),
    fingerprint: Bun.hash.xxHash32(key, FINGERPRINT_SEED),
  };
}

/** An open-addressed table of fingerprints and times, at most half full. */
class Generation {
  readonly #mask: number;
  readonly #fingerprints: Uint32Array;
  readonly #times_ms: Float64Array;
  /** Counts keys noted again too, so that what is kept of a generation is bounded. */
  notes = 0;
  earliest_ms = Number.POSITIVE_INFINITY;
  latest_ms = NEVER;

  constructor(entries_max: number) {
    const slots = 2 ** Math.ceil(Math.log2(entries_max * 2));
    this.#mask = slots - 1;
    this.#fingerprints = new Uint32Array(slots);
    this.#times_ms = new Float64Array(slots);
  }

  firstOf(bucket: number, fingerprint: number): number {
    const slot = this.#slotOf(bucket, fingerprint);
    return this.#fingerprints[slot] === 0 ? NEVER : this.#times_ms[slot]!;
  }

  note({ bucket, fingerprint, first_ms }: FirstVisit): void {
    const slot = this.#slotOf(bucket, fingerprint);
    this.#fingerprints[slot] = fingerprint || 1;
    this.#times_ms[slot] = first_ms;
    this.notes += 1;
    this.earliest_ms = Math.min(this.earliest_ms, first_ms);
    this.latest_ms = Math.max(this.latest_ms, first_ms);
  }

  clear(): void {
    this.#fingerprints.fill(0);
    this.notes = 0;
    this.earliest_ms = Number.POSITIVE_INFINITY;
    this.latest_ms = NEVER;
  }

  /** The slot of a fingerprint, or the free slot for it. */
  #slotOf(bucket: number, fingerprint: number): number {
    const wanted = fingerprint || 1;
    let slot = bucket & this.#mask;
    for (;;) {
      const held = this.#fingerprints[slot]!;
      if (held === wanted || held === 0) return slot;
      slot = (slot + 1) & this.#mask;
    }
  }
}
