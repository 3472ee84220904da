import { hmacSha256 } from "../kernel/mod.ts";
import type { SealKey } from "../kernel/mod.ts";

const LABEL = "marks of tokens, v1";
const MARK_CHARS = 22;

/**
 * Marks that replace secrets in stored requests. Equal tokens have equal marks, but a mark
 * can't be sent in place of its token.
 */
export class TokenMarks {
  readonly #key: Uint8Array;

  constructor(seal_key: SealKey) {
    this.#key = hmacSha256(new Uint8Array(seal_key.key.export()), LABEL);
  }

  of(secret: string): string {
    const digest = hmacSha256(this.#key, secret.trim());
    const text = Buffer.from(digest).toString("base64url");
    return `blanked-${text.slice(0, MARK_CHARS)}`;
  }
}
