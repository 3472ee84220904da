import { hmacSha256 } from "../kernel/mod.ts";
import type { SealKey } from "../kernel/mod.ts";

const LABEL = "marks of tokens, v1";
const MARK_CHARS = 22;
/** Senders send the same token each time; a stranger's many are forgotten again. */
const KNOWN_MAX = 256;
const KEPT_CHARS_MAX = 256;

/**
 * Marks that replace secrets in stored requests. Equal tokens have equal marks, but a mark
 * can't be sent in place of its token.
 */
export class TokenMarks {
  readonly #key: Uint8Array;
  readonly #known = new Map<string, string>();

  constructor(seal_key: SealKey) {
    this.#key = hmacSha256(new Uint8Array(seal_key.key.export()), LABEL);
  }

  of(secret: string): string {
    const known = this.#known.get(secret);
    if (known !== undefined) return known;
    const digest = hmacSha256(this.#key, secret.trim());
    const text = Buffer.from(digest).toString("base64url");
    const mark = `blanked-${text.slice(0, MARK_CHARS)}`;
    if (secret.length > KEPT_CHARS_MAX) return mark;
    if (this.#known.size === KNOWN_MAX) this.#known.clear();
    this.#known.set(secret, mark);
    return mark;
  }
}
