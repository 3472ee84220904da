/**
 * A map that forgets what was not asked for lately, at the cost of a plain map: two generations, of which the older
 * is dropped whole when the younger is full. At least the `entries_max / 2` latest entries are held.
 */
export class GenerationMap<Key, Value> {
  readonly #generation_max: number;
  #young = new Map<Key, Value>();
  #old = new Map<Key, Value>();

  constructor(options: { entries_max: number }) {
    this.#generation_max = Math.max(1, Math.floor(options.entries_max / 2));
  }

  /** The value of a key, which is held longer for having been asked for. */
  get(key: Key): Value | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  /** Holds a value under a key. */
  set(key: Key, value: Value): void {
    if (this.#young.size >= this.#generation_max && !this.#young.has(key)) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }

  /** How many entries take up memory: never more than `entries_max`, where that is two or more. */
  get size(): number {
    return this.#young.size + this.#old.size;
  }
}
