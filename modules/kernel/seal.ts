import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
} from "node:crypto";
import type { KeyObject } from "node:crypto";

/** The key that seals secrets at rest; its bytes never show in logs. */
export interface SealKey {
  readonly key: KeyObject;
}

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const INFO = "tallyho seal v1";

/** Derives the sealing key from the operator's key, whatever its length (HKDF-SHA256). */
export function sealKeyFrom(bytes: Uint8Array): SealKey {
  if (bytes.length === 0) {
    throw new RangeError("Cannot derive a sealing key: the key is empty");
  }
  const derived = hkdfSync("sha256", bytes, "", INFO, KEY_BYTES);
  return { key: createSecretKey(new Uint8Array(derived)) };
}

/** Encrypts with AES-256-GCM to nonce, ciphertext, tag. Opens only with the same context. */
export function seal(
  key: SealKey,
  plain: Uint8Array,
  context: string,
): Uint8Array {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const cipher = createCipheriv("aes-256-gcm", key.key, nonce, {
    authTagLength: TAG_BYTES,
  });
  cipher.setAAD(Buffer.from(context));
  const body = cipher.update(plain);
  const last = cipher.final();
  return new Uint8Array(
    Buffer.concat([nonce, body, last, cipher.getAuthTag()]),
  );
}

/** Decrypts the output of `seal`; throws if key, context or bytes differ. */
export function unseal(
  key: SealKey,
  sealed: Uint8Array,
  context: string,
): Uint8Array {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) {
    throw new Error(`Cannot unseal "${context}": ${sealed.length} bytes`);
  }
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const body = sealed.subarray(NONCE_BYTES, -TAG_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", key.key, nonce, {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    return new Uint8Array(
      Buffer.concat([decipher.update(body), decipher.final()]),
    );
  } catch (cause) {
    throw new Error(
      `Cannot unseal "${context}": another key or context sealed it, or its bytes were altered`,
      { cause },
    );
  }
}
