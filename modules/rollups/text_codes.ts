const FIRST_HASH = 0x811c_9dc5;
const PRIME = 0x0100_0193;
const SLOTS_FIRST = 1024;
const NULL_START = -1;

const DECODER = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Codes of texts that lie in a buffer, in the order in which they come; each is decoded once at
 * the end, which takes a fraction of decoding each row's.
 */
export class TextCodes {
  readonly #bytes: Uint8Array;
  /** A code and 1 by hash; 0 is free. */
  #slots = new Int32Array(SLOTS_FIRST);
  /** Of each code. */
  readonly #hashes: number[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  #none = -1;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The code of the text between two offsets. */
  codeOf(start: number, end: number): number {
    const bytes = this.#bytes;
    let hash = FIRST_HASH;
    for (let at = start; at < end; at++) {
      hash = Math.imul(hash ^ bytes[at]!, PRIME);
    }
    hash ^= hash >>> 15;
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const code = this.#slots[slot]! - 1;
      if (code < 0) return this.#add(slot, { start, end, hash });
      if (this.#hashes[code] === hash && this.#isText(code, start, end))
        return code;
    }
  }

  /** The code of no value. */
  none(): number {
    if (this.#none >= 0) return this.#none;
    this.#hashes.push(0);
    this.#ends.push(NULL_START);
    this.#none = this.#starts.push(NULL_START) - 1;
    return this.#none;
  }

  /** The text of each code. */
  values(): (string | null)[] {
    return this.#starts.map((start, code) =>
      start === NULL_START
        ? null
        : DECODER.decode(this.#bytes.subarray(start, this.#ends[code])),
    );
  }

  #isText(code: number, start: number, end: number): boolean {
    const bytes = this.#bytes;
    const from = this.#starts[code]!;
    if (this.#ends[code]! - from !== end - start) return false;
    for (let at = start; at < end; at++) {
      if (bytes[at] !== bytes[from + at - start]) return false;
    }
    return true;
  }

  #add(
    slot: number,
    text: { start: number; end: number; hash: number },
  ): number {
    this.#slots[slot] = this.#starts.push(text.start);
    this.#ends.push(text.end);
    this.#hashes.push(text.hash);
    const code = this.#starts.length - 1;
    if (this.#starts.length * 2 > this.#slots.length) this.#grow();
    return code;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 4);
    const mask = slots.length - 1;
    for (let code = 0; code < this.#starts.length; code++) {
      if (this.#starts[code] === NULL_START) continue;
      let slot = this.#hashes[code]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = code + 1;
    }
    this.#slots = slots;
  }
}
