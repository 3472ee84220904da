import { hmacSha256 } from "../kernel/mod.ts";
import type { SealKey } from "../kernel/mod.ts";

const LABEL = "keys of pixels, v1";
const KEY_CHARS = 22;

/**
 * Keys that name sources in pages. They follow from the sources' own keys, which are proof and must not stand in a page,
 * and change with them.
 */
export class PixelKeys {
  readonly #key: Uint8Array;

  constructor(seal_key: SealKey) {
    this.#key = hmacSha256(new Uint8Array(seal_key.key.export()), LABEL);
  }

  of(source_key: string): string {
    const digest = hmacSha256(this.#key, source_key);
    return Buffer.from(digest).toString("base64url").slice(0, KEY_CHARS);
  }
}
