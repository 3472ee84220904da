import { drainMicrotasks } from "bun:jsc";

interface Event {
  at_ms: number;
  serial: number;
  run(): void;
}

/**
 * A virtual clock with an event queue: it jumps from event to event, and
 * everything waiting for an event runs before the next one.
 */
export class VirtualTime {
  readonly #heap: Event[] = [];
  #now_ms: number;
  #serial = 0;

  constructor(start_ms: number) {
    this.#now_ms = start_ms;
  }

  /** The current time. */
  nowMs(): number {
    return this.#now_ms;
  }

  /** Runs a function after a delay. */
  after(ms: number, run: () => void): void {
    const at_ms = this.#now_ms + Math.max(0, Math.ceil(ms));
    this.#push({ at_ms, serial: this.#serial++, run });
  }

  /** Resolves after a delay. */
  pass(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** Advances to the next event; false if there is none by then. */
  step(until_ms: number): boolean {
    const next = this.#heap[0];
    if (next === undefined || next.at_ms > until_ms) return false;
    this.#pop();
    this.#now_ms = next.at_ms;
    next.run();
    drainMicrotasks();
    return true;
  }

  #push(event: Event): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(event);
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || !isBefore(event, parent)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = event;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const left = heap[at * 2 + 1];
      const right = heap[at * 2 + 2];
      const is_right =
        left !== undefined && right !== undefined && isBefore(right, left);
      const child = is_right ? right : left;
      if (child === undefined || !isBefore(child, last)) break;
      heap[at] = child;
      at = at * 2 + (is_right ? 2 : 1);
    }
    heap[at] = last;
  }
}

function isBefore(a: Event, b: Event): boolean {
  return a.at_ms < b.at_ms || (a.at_ms === b.at_ms && a.serial < b.serial);
}

/** Random choices, reproducible by seed. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A number below 1 (mulberry32). */
  readonly next = (): number => {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    const state = this.#state;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };

  /** An integer from `least` up to but excluding `end`. */
  between(least: number, end: number): number {
    return least + Math.floor(this.next() * (end - least));
  }

  /** True with this probability. */
  happens(likelihood: number): boolean {
    return this.next() < likelihood;
  }

  /** Picks one of several. */
  oneOf<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.between(0, choices.length)] ?? choices[0];
  }
}
