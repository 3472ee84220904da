const SPREAD = 0x9e37_79b1;

/** Numbers drawn by a seed. */
export class Draw {
  #state: number;

  constructor(seed: number) {
    this.#state = Math.imul(seed + 1, SPREAD) | 1;
  }

  /** 32 bits. */
  bits(): number {
    let state = this.#state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#state = state;
    return Math.imul(state, SPREAD) >>> 0;
  }

  /** A whole number from 0 and below `count`. */
  below(count: number): number {
    return Math.floor((this.bits() / 4_294_967_296) * count);
  }

  /** The same, but small ones are likelier. */
  skewed(count: number): number {
    const share = this.bits() / 4_294_967_296;
    return Math.floor(share * share * count);
  }
}
