/** Character encoding of a statement. */
export type StatementEncoding =
  "utf-8" | "utf-16le" | "utf-16be" | "windows-1251" | "windows-1252";

const HEAD_BYTES = 4_096;
/**
 * Minimum share of zero bytes in every second byte: high in UTF-16 Latin text, zero
 * in other text.
 */
const NUL_SHARE_MIN = 0.4;
/**
 * Minimum share of high bytes that follow another. Cyrillic letters come in runs;
 * accented Latin letters stand among plain ones.
 */
const CYRILLIC_SHARE_MIN = 0.5;

/**
 * Detects the encoding of a file from all its bytes, fed in pieces. A byte order
 * mark decides, then the pattern of zero bytes. Invalid UTF-8 is windows-1251 if
 * its high bytes come in runs, else windows-1252. A file that is mostly valid UTF-8
 * stays UTF-8, and shows its broken characters.
 */
export class EncodingProbe {
  readonly #head = new Uint8Array(HEAD_BYTES);
  #head_length = 0;
  /** Continuation bytes missing from the current character. */
  #open = 0;
  #sound = 0;
  #broken = 0;
  /**
   * Bytes that are letters in both code pages, and those of them that follow
   * another.
   */
  #letters = 0;
  #following = 0;
  #is_after_letter = false;

  /** Feeds the next bytes. */
  add(bytes: Uint8Array): void {
    const wanted = bytes.subarray(0, HEAD_BYTES - this.#head_length);
    this.#head.set(wanted, this.#head_length);
    this.#head_length += wanted.length;
    let open = this.#open;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at]!;
      const is_letter = byte >= 0xc0;
      if (is_letter) {
        this.#letters++;
        if (this.#is_after_letter) this.#following++;
      }
      this.#is_after_letter = is_letter;
      if (open > 0) {
        if ((byte & 0xc0) === 0x80) {
          open--;
          if (open === 0) this.#sound++;
          continue;
        }
        this.#broken++;
        open = 0;
      }
      if (byte < 0x80) continue;
      open = continuationBytes(byte);
      if (open === 0) this.#broken++;
    }
    this.#open = open;
  }

  /** Returns the encoding by the bytes so far. */
  result(): StatementEncoding {
    const head = this.#head.subarray(0, this.#head_length);
    const marked = encodingOfMark(head);
    if (marked !== null) return marked;
    const zeros = [0, 0];
    for (const [at, byte] of head.entries()) {
      if (byte === 0) zeros[at % 2]!++;
    }
    const [even = 0, odd = 0] = zeros;
    const enough = (head.length / 2) * NUL_SHARE_MIN;
    if (odd > enough && even < odd / 4) return "utf-16le";
    if (even > enough && odd < even / 4) return "utf-16be";
    const broken = this.#broken + (this.#open > 0 ? 1 : 0);
    if (broken <= this.#sound) return "utf-8";
    const is_cyrillic = this.#following > this.#letters * CYRILLIC_SHARE_MIN;
    return is_cyrillic ? "windows-1251" : "windows-1252";
  }
}

function encodingOfMark(head: Uint8Array): StatementEncoding | null {
  const [first, second, third] = head;
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return null;
}

function continuationBytes(lead: number): number {
  if (lead >= 0xc2 && lead < 0xe0) return 1;
  if (lead >= 0xe0 && lead < 0xf0) return 2;
  return lead >= 0xf0 && lead < 0xf5 ? 3 : 0;
}

/**
 * Decodes a stream of bytes, without its byte order mark; characters may span
 * pieces.
 */
export async function* decodeText(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  encoding: StatementEncoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of pieces) {
    const text = decoder.decode(piece, { stream: true });
    if (text !== "") yield text;
  }
  const rest = decoder.decode();
  if (rest !== "") yield rest;
}
