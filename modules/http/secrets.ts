import { newWebhookSecret } from "../kernel/mod.ts";
import { invalid } from "./readers.ts";

const SECRET_BYTES_MIN = 24;
const SECRET_BYTES_MAX = 64;
const WEBHOOK_PREFIX = "whsec_";
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const MASKED_CHARS = 3;
/** Six characters of a shorter secret would reveal too much. */
const MASK_CHARS_MIN = 20;

/** A secret as the API shows it: never its text. */
export interface SecretView {
  id: string;
  /** Its first and last characters; null if it can't be unsealed any more. */
  masked: string | null;
  created_at: string;
}

/** Shortens a secret just enough to recognize it, such as `whs…f3a`. */
export function maskSecret(text: string): string {
  if (text.length < MASK_CHARS_MIN) return "…";
  return `${text.slice(0, MASKED_CHARS)}…${text.slice(-MASKED_CHARS)}`;
}

/** Whether a secret has the format of Standard Webhooks. */
export function isWebhookSecret(text: string): boolean {
  return text.startsWith(WEBHOOK_PREFIX);
}

/** Validates a given signing secret, or generates one that works for both kinds of signature. */
export function readSigningSecret(
  given: string | undefined,
  field = "secret",
): string {
  if (given === undefined) return newWebhookSecret();
  const range = `${SECRET_BYTES_MIN} to ${SECRET_BYTES_MAX} bytes`;
  if (isWebhookSecret(given)) {
    const encoded = given.slice(WEBHOOK_PREFIX.length);
    const bytes = Buffer.from(encoded, "base64").length;
    if (!BASE64.test(encoded) || !isWithin(bytes)) {
      throw invalid(field, `must be base64 of ${range} after whsec_`);
    }
    return given;
  }
  checkPrintable(field, given);
  if (isWithin(Buffer.byteLength(given))) return given;
  throw invalid(field, `must be text of ${range}`);
}

function isWithin(bytes: number): boolean {
  return bytes >= SECRET_BYTES_MIN && bytes <= SECRET_BYTES_MAX;
}

/** A secret pasted with surrounding space or a line break would never match. */
export function checkPrintable(field: string, text: string): void {
  if (text === text.trim() && !/[\x00-\x1f\x7f]/.test(text)) return;
  throw invalid(field, "must not have spaces around it or control characters");
}

/** Names of headers and parameters that contain one of these have a secret value. */
const SECRET_PARTS = /bearer|credential|passphrase|passw|pwd|secret/i;
/** In headers these are secrets, too; a parameter of such a name may be a label or a click id. */
const HEADER_PARTS =
  /auth|cookie|session|token|hottok|(^|[-_])(api[-_]?key|key)$/i;
/** These end in `key`, but only identify events. */
const OPEN_HEADERS = new Set(["idempotency-key", "x-idempotency-key"]);

/** Whether a header or parameter of this name holds a secret, by a word in it. */
export function namesSecret(name: string): boolean {
  return SECRET_PARTS.test(name);
}

/** Whether a header's value is secret. A signature is not: it only proves knowledge of a secret. */
export function isSecretHeader(name: string): boolean {
  if (SECRET_PARTS.test(name)) return true;
  return HEADER_PARTS.test(name) && !OPEN_HEADERS.has(name.toLowerCase());
}

/** Headers for display: a value that looks secret is masked. */
export function maskedHeaders(
  headers: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      isSecretHeader(name) ? maskSecret(value) : value,
    ]),
  );
}
