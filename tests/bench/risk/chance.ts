import { Draw } from "../draw.ts";

const BITS = 4_294_967_296;
const HASH = 0x0100_0193;
/** Above, a Poisson number is drawn as a normal one. */
const POISSON_EXACT_MAX = 30;

/** Random numbers of the shapes that traffic has, drawn by a seed and a name. */
export class Chance {
  readonly #draw: Draw;
  readonly #seed: number;

  /** Numbers of another name don't depend on how many of this one were drawn. */
  constructor(seed: number, name: string) {
    let hash = 0x811c_9dc5 ^ seed;
    for (const letter of name) {
      hash = Math.imul(hash ^ letter.charCodeAt(0), HASH) >>> 0;
    }
    this.#seed = hash;
    this.#draw = new Draw(hash);
    // The first numbers of near seeds are near.
    for (let at = 0; at < 8; at++) this.#draw.bits();
  }

  /** Numbers of their own, by name. */
  of(name: string): Chance {
    return new Chance(this.#seed, name);
  }

  /** From 0, below 1. */
  unit(): number {
    return this.#draw.bits() / BITS;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.unit();
  }

  /** A whole number, both ends included. */
  whole(low: number, high: number): number {
    return low + this.#draw.below(high - low + 1);
  }

  is(share: number): boolean {
    return this.unit() < share;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.#draw.below(list.length)]!;
  }

  /** The place of a weight, drawn in proportion to it. */
  place(weights: readonly number[]): number {
    const sum = weights.reduce((left, right) => left + right, 0);
    let left = this.unit() * sum;
    for (const [at, weight] of weights.entries()) {
      left -= weight;
      if (left < 0) return at;
    }
    return weights.length - 1;
  }

  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.unit()));
    return radius * Math.cos(2 * Math.PI * this.unit());
  }

  lognormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal());
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.unit());
  }

  poisson(mean: number): number {
    if (mean > POISSON_EXACT_MAX) {
      return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    }
    const limit = Math.exp(-mean);
    let product = this.unit();
    let count = 0;
    while (product > limit) {
      product *= this.unit();
      count += 1;
    }
    return count;
  }
}
