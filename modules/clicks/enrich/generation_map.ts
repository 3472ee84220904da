/**
 * A bounded map that evicts entries not used lately, at the cost of a plain map. It has two
 * generations; the older is dropped whole when the younger is full. Keeps at least the `entries_max
 * / 2` latest entries.
 */
export class GenerationMap<Key, Value> {
  readonly #generation_max: number;
  #young = new Map<Key, Value>();
  #old = new Map<Key, Value>();

  constructor(options: { entries_max: number }) {
    this.#generation_max = Math.max(1, Math.floor(options.entries_max / 2));
  }

  /** Returns the value of a key and marks it as recently used. */
  get(key: Key): Value | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  /** Sets the value of a key. */
  set(key: Key, value: Value): void {
    if (this.#young.size >= this.#generation_max && !this.#young.has(key)) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }

  /** Entries in memory: at most `entries_max`, if that is two or more. */
  get size(): number {
    return this.#young.size + this.#old.size;
  }
}
