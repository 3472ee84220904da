import type { SealedSecret } from "../../db/schema/mod.ts";
import { maskSecret } from "../http/mod.ts";
import type { SecretView } from "../http/mod.ts";
import { isoTime, seal, unseal } from "../kernel/mod.ts";
import type { SealKey } from "../kernel/mod.ts";

/** Whose a secret is: it opens for nobody else's. */
export type SecretOwner = `affiliate ${number}` | "a webhook";

/** Seals the text of a secret. */
export function sealSecret(
  seal_key: SealKey,
  owner: SecretOwner,
  secret: { id: string; text: string; created_at: number },
): SealedSecret {
  const { id, text, created_at } = secret;
  const sealed = seal(seal_key, Buffer.from(text), contextOf(owner, id));
  return { id, sealed: Buffer.from(sealed).toString("base64"), created_at };
}

/** Opens a secret; throws if it was sealed by another key, or is another's. */
export function unsealSecret(
  seal_key: SealKey,
  owner: SecretOwner,
  { id, sealed }: SealedSecret,
): string {
  const bytes = Buffer.from(sealed, "base64");
  const plain = unseal(seal_key, bytes, contextOf(owner, id));
  return Buffer.from(plain).toString("utf8");
}

/** A secret in masked form. */
export function presentSecret(
  seal_key: SealKey,
  owner: SecretOwner,
  secret: SealedSecret,
): SecretView {
  let masked: string | null = null;
  try {
    masked = maskSecret(unsealSecret(seal_key, owner, secret));
  } catch {
    // Sealed by another key: shown as a secret without text.
  }
  return { id: secret.id, masked, created_at: isoTime(secret.created_at) };
}

function contextOf(owner: SecretOwner, id: string): string {
  return `secret ${id} of ${owner}`;
}
