const BUCKET_SEED = 1;
const FINGERPRINT_SEED = 2;
const NEVER = Number.NEGATIVE_INFINITY;

/**
 * Remembers keys seen within a window, in fixed memory: typed arrays take 25 to 50 bytes per entry,
 * a map of strings over a hundred. It has two generations; the older is dropped when the younger is
 * full, so at least the `entries_max / 2` latest keys are known. Keys are compared by a 64-bit
 * hash.
 */
export class RepeatMemory {
  readonly #window_ms: number;
  readonly #generation_max: number;
  #young: Generation;
  #old: Generation;

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

  /** Whether a key was seen within the window; records it as seen now. */
  seen(key: string, now_ms: number): boolean {
    const bucket = Bun.hash.xxHash32(key, BUCKET_SEED);
    const fingerprint = Bun.hash.xxHash32(key, FINGERPRINT_SEED);
    let last_ms = this.#young.lastOf(bucket, fingerprint);
    if (last_ms === NEVER) {
      last_ms = this.#old.lastOf(bucket, fingerprint);
      if (this.#young.count >= this.#generation_max) this.#turn();
    }
    // The clock may have stepped back, so keep the later of both times.
    this.#young.note(bucket, fingerprint, Math.max(last_ms, now_ms));
    return now_ms - last_ms < this.#window_ms;
  }

  #turn(): void {
    const dropped = this.#old;
    dropped.clear();
    this.#old = this.#young;
    this.#young = dropped;
  }
}

/** An open-addressed table of fingerprints and times, at most half full. */
class Generation {
  readonly #mask: number;
  readonly #fingerprints: Uint32Array;
  readonly #times_ms: Float64Array;
  count = 0;

  constructor(entries_max: number) {
    const slots = 2 ** Math.ceil(Math.log2(entries_max * 2));
    this.#mask = slots - 1;
    this.#fingerprints = new Uint32Array(slots);
    this.#times_ms = new Float64Array(slots);
  }

  lastOf(bucket: number, fingerprint: number): number {
    const slot = this.#slotOf(bucket, fingerprint);
    return this.#fingerprints[slot] === 0 ? NEVER : this.#times_ms[slot]!;
  }

  note(bucket: number, fingerprint: number, time_ms: number): void {
    const slot = this.#slotOf(bucket, fingerprint);
    if (this.#fingerprints[slot] === 0) this.count += 1;
    this.#fingerprints[slot] = fingerprint || 1;
    this.#times_ms[slot] = time_ms;
  }

  clear(): void {
    this.#fingerprints.fill(0);
    this.count = 0;
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
